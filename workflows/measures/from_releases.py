"""Which frozen figures of published statistics a measure is made of, for everybody who may not see exact counts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from workflows import pathways
from workflows.measures.justice import TO_TREATMENT, TO_TREATMENT_OR_DIVERSION
from workflows.publishing import measures
from workflows.quintets.ledger import ALL, TOTAL


@dataclass(frozen=True)
class Released:
    """The column of a pathway, its categories that are counted and, for a share, those that it is a share of."""

    pathway: str
    attribute: str
    numerator: frozenset[str]
    denominator: frozenset[str] | None = None


# A measure of a whole family is the sum over its kinds.
Parts = tuple[Released, ...]


def _total(*of: str) -> Parts:
    return tuple(Released(pathway, TOTAL, frozenset({ALL})) for pathway in of)


def _number(code: str, *of: str) -> Parts:
    """How many stand in the categories of this measure, without what it is a share of."""
    return tuple(Released(one.pathway, one.attribute, one.numerator) for one in _measure(code, *of))


def _measure(code: str, *of: str) -> Parts:
    return tuple(_measured(pathway, code) for pathway in of)


def _measured(pathway: str, code: str) -> Released:
    found = next(one for one in measures(pathways.newest(pathway)) if one.code == code)
    return Released(pathway, found.attribute, frozenset(found.categories), found.of and frozenset(found.of))


def _events(pathway: str, count: str, *kinds: str) -> Parts:
    return (Released(pathway, f"events:{count}", frozenset(kinds)),)


RELEASED: dict[str, Parts] = {
    "local-hidden-harm-referrals": _total("hidden-harm"),
    "dp-3-2-2-home-visits": _events("hidden-harm", "visits", "completed"),
    "local-cuckooing-referrals": _total("cuckooing"),
    "local-cuckooing-first-contact": _measure("seen", "cuckooing"),
    "dp-2-7-prison-referred": _measure("referred", "prison-release"),
    "dp-2-7-prison-engagement": _measure("started", "prison-release"),
    "wf-treat-prison-continuity": _measure("started", "prison-release"),
    "local-cj-referrals": _number("from-justice", *TO_TREATMENT),
    "local-cj-engaged": _measure("started", *TO_TREATMENT),
    "wf-supply-harm-referrals": _number("harm", *TO_TREATMENT_OR_DIVERSION),
    "dp-1-1-2-drr-completions": _events("sentence-requirement", "requirements-ended", "drr-completed"),
    "dp-1-1-2-atr-completions": _events("sentence-requirement", "requirements-ended", "atr-completed"),
    "dp-3-1-2-wizeup-takeup": _measure("taken-up", "young-people"),
    "dp-3-1-3-referrals": _number("young-people", "school-concern"),
    "dp-3-1-5-wizeup-referrals": _total("young-people"),
    "dp-3-1-5-wizeup-quality": _measure("complete", "young-people"),
    "local-dual-diagnosis-joint-care": _measure("planned", "dual-diagnosis"),
    "local-family-support-offered": _measure("is-begun", "family-support"),
    "local-hospital-to-community": _events("hospital-liaison", "referred-on", "referred"),
}


def asked_of(codes: Collection[str]) -> set[tuple[str, str]]:
    """The pathways and attributes that these measures need."""
    return {(part.pathway, part.attribute) for code in codes for part in RELEASED.get(code, ())}
