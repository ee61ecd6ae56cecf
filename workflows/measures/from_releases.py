"""Which frozen figures of published statistics a measure is made of, for everybody who may not see exact counts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from workflows import pathways
from workflows.measures.justice import TO_TREATMENT, TO_TREATMENT_OR_DIVERSION
from workflows.publishing import measures
from workflows.publishing.atoms import atoms
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


def _share_of_events(pathway: str, count: str, kinds: tuple[str, ...], of: tuple[str, ...]) -> Parts:
    return (Released(pathway, f"events:{count}", frozenset(kinds), frozenset(of)),)


def _standing_in(pathway: str, part: str, *cuts: str) -> Released:
    """Those who stand in these cuts of a part by which the outcome attribute is broken down, as a share of all."""
    outcome = pathways.newest(pathway).published.outcome  # type: ignore[union-attr]
    assert outcome is not None
    within = {f"{part}:{cut}" for cut in cuts}
    every = atoms(outcome)
    held = frozenset(atom.code for atom in every if atom.inside & within)
    return Released(pathway, outcome.code, held, frozenset(atom.code for atom in every))


COUNTY_LINES = ("referral-child-county-lines", "referral-adult-county-lines")
NATIONAL = ("referral-child", "referral-adult", *COUNTY_LINES)
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
    "local-hospital-to-community": _events("hospital-liaison", "referred-on", "referred", "referred-16-25"),
    "dp-1-2-1-referrals-captured": _total("nrm"),
    "dp-1-1-4-nrm-referrals": _events("nrm", "national", *NATIONAL),
    "local-nrm-county-lines-share": _share_of_events("nrm", "national", COUNTY_LINES, NATIONAL),
    "dp-3-3-1-age-16-25": (
        *_measure("16-to-25", "young-people", *TO_TREATMENT),
        *_share_of_events("hospital-liaison", "referred-on", ("referred-16-25",), ("referred-16-25", "referred")),
        _standing_in("prison-release", "age", "16-17", "18-25"),
    ),
    "dp-3-3-2-debt-interventions": _events("debt-support", "lowered", "lowered"),
}
# Why a measure that is counted is published nowhere, in words for whoever reads its page.
NOT_RELEASED = {
    "dp-1-1-4-nrm-assessments": (
        "It is published nowhere. Whether an assessment was completed and whether a national referral followed hang on "
        "the same answers, and two published figures may not: put together they could tell of one person. The "
        "strategy’s other half, national referrals, is published instead."
    ),
}


def asked_of(codes: Collection[str]) -> set[tuple[str, str]]:
    """The pathways and attributes that these measures need."""
    return {(part.pathway, part.attribute) for code in codes for part in RELEASED.get(code, ())}
