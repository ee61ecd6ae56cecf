"""PDF: whole from its first byte to its last, not locked, and without programs or further files inside."""

from __future__ import annotations

import re

from coordination.documents.content.refusing import NotTaken

VERSION = re.compile(rb"%PDF-[12]\.\d")
END = re.compile(rb"%%EOF[\s\x00]*\Z")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
WITH_PROGRAM = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoToR|GoToE|Rendition)\b"
)


def look_into_pdf(content: bytes) -> None:
    """Raise NotTaken for one that is broken, locked or more than pages.

    Only what stands in the open is seen here; what is packed inside streams is the scanner's work.
    """
    if not VERSION.match(content) or not END.search(content[-2048:]):
        raise NotTaken("This PDF is not whole, or something else hangs on it. Save or print it as a PDF again.")
    # a name can be written with escapes, /J#61vaScript, which readers take for the same
    plain = ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content)
    if re.search(rb"/Encrypt\b", plain):
        raise NotTaken("This PDF is locked with a password, so it cannot be scanned. Save it without one.")
    if WITH_PROGRAM.search(plain):
        raise NotTaken("This PDF holds a program, a form or another file. Print it as a plain PDF and add that.")
