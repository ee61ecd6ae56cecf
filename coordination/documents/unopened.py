"""Why a document cannot be opened, in a sentence for whoever tries."""

WHY_NOT = {
    "waiting": "This document has not been scanned yet. It can be opened once the scanner has found nothing in it.",
    "quarantined": "No scanner is set up here, so nobody can open this document. Tell an administrator.",
    "refused": "The scanner found something harmful in this document, so nobody can open it. Ask for a fresh copy.",
}
