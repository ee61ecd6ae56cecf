"""Measures as sums of published categories: the only way in which one is ever computed for publication."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.publishing.atoms import atoms
from workflows.vocabulary import Pathway


@dataclass(frozen=True)
class Measure:
    """A number of cases or, with `of`, a share. Both are sums of these categories of the outcome attribute."""

    code: str
    label: str
    attribute: str
    categories: frozenset[str]
    of: frozenset[str] | None = None
    of_label: str = ""


def measures(pathway: Pathway) -> tuple[Measure, ...]:
    """The measures of a pathway's outcome attribute, in the order written."""
    outcome = pathway.published.outcome if pathway.published else None
    if outcome is None:
        return ()
    inside = {
        one.code: frozenset(atom.code for atom in atoms(outcome) if one.code in atom.inside) for one in outcome.measures
    }
    words = {one.code: one.label for one in outcome.measures}
    return tuple(
        Measure(
            code=one.code,
            label=one.label,
            attribute=outcome.code,
            categories=inside[one.code],
            of=inside[one.of] if one.of else None,
            of_label=words[one.of] if one.of else "",
        )
        for one in outcome.measures
    )
