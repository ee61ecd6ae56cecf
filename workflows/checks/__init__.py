"""Everything that is wrong with a pathway, as sentences for the person who writes it."""

from workflows.checks import counts, form, names, public, ties, way, wording
from workflows.vocabulary import Pathway


def faults(pathway: Pathway) -> list[str]:
    """Every fault of the definition, none twice. A pathway with a fault is not published."""
    parts = (names, form, way, counts, ties, wording, public)
    found = [sentence for part in parts for sentence in part.faults(pathway)]
    return list(dict.fromkeys(found))
