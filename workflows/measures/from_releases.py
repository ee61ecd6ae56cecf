"""Which frozen figures of published statistics a measure is made of, for everybody who may not see exact counts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from workflows import pathways
from workflows.publishing import measures
from workflows.quintets.ledger import ALL, TOTAL


@dataclass(frozen=True)
class Released:
    """The column of a pathway, its categories that are counted and, for a share, those that it is a share of."""

    pathway: str
    attribute: str
    numerator: frozenset[str]
    denominator: frozenset[str] | None = None


def _total(pathway: str) -> Released:
    return Released(pathway, TOTAL, frozenset({ALL}))


def _measure(pathway: str, code: str) -> Released:
    found = next(one for one in measures(pathways.newest(pathway)) if one.code == code)
    return Released(pathway, found.attribute, frozenset(found.categories), found.of and frozenset(found.of))


RELEASED: dict[str, Released] = {
    "local-hidden-harm-referrals": _total("hidden-harm"),
    "dp-3-2-2-home-visits": Released("hidden-harm", "events:visits", frozenset({"completed"})),
    "local-cuckooing-referrals": _total("cuckooing"),
    "local-cuckooing-first-contact": _measure("cuckooing", "seen"),
    "dp-2-7-prison-referred": _measure("prison-release", "referred"),
    "dp-2-7-prison-engagement": _measure("prison-release", "started"),
    "wf-treat-prison-continuity": _measure("prison-release", "started"),
}


def asked_of(codes: Collection[str]) -> set[tuple[str, str]]:
    """The pathways and attributes that these measures need."""
    return {(RELEASED[code].pathway, RELEASED[code].attribute) for code in codes if code in RELEASED}
