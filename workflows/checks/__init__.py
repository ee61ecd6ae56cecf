"""Everything that is wrong with a pathway, as sentences for the person who writes it."""

from workflows.checks import counts, form, names, ties, way, wording
from workflows.vocabulary import Pathway


def faults(pathway: Pathway) -> list[str]:
    """Every fault of the definition, none twice. A pathway with a fault is not published."""
    found = [sentence for part in (names, form, way, counts, ties, wording) for sentence in part.faults(pathway)]
    return list(dict.fromkeys(found))
