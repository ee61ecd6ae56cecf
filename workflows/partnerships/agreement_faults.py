"""Everything wrong with the sharing agreements of a partnership file."""

from collections.abc import Iterator, Mapping

from workflows.partnerships.codes import AGENCY_KINDS
from workflows.partnerships.shape import Agreement, PartnershipFile
from workflows.partnerships.sharing import KIND, OTHER, agencies_meant


def agreement_faults(file: PartnershipFile, categories: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Sentences about agreements; `categories` lists what each pathway has."""
    for agreement in file.agreements:
        yield from _sides(agreement, file)
        yield from _subject(agreement, categories)
        if agreement.basis not in file.bases:
            yield f"The agreement “{agreement.code}” rests on the unknown lawful basis “{agreement.basis}”."
        if agreement.ends is not None and agreement.ends < agreement.starts:
            yield f"The agreement “{agreement.code}” ends before it begins."


def _sides(agreement: Agreement, file: PartnershipFile) -> Iterator[str]:
    for side, names in (("giver", agreement.givers), ("taker", agreement.takers)):
        if not names:
            yield f"The agreement “{agreement.code}” has no {side}."
        elif not agencies_meant(names, file):
            yield f"No member agency is a {side} of the agreement “{agreement.code}”."
        for name in names:
            known = (
                name.removeprefix(KIND) in AGENCY_KINDS
                if name.startswith(KIND)
                else name.removeprefix(OTHER) in file.agencies
            )
            if not known:
                yield f"The agreement “{agreement.code}” names the unknown agency or kind “{name}” as {side}."


def _subject(agreement: Agreement, categories: Mapping[str, frozenset[str]]) -> Iterator[str]:
    if agreement.pathway not in categories:
        yield f"The agreement “{agreement.code}” is about the unknown pathway “{agreement.pathway}”."
        return
    if not agreement.categories:
        yield f"The agreement “{agreement.code}” shares no category; name at least one or take it out."
    for category in sorted(set(agreement.categories) - categories[agreement.pathway]):
        yield f"The agreement “{agreement.code}” names the unknown category “{category}”."
