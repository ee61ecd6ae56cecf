"""The categories of an outcome attribute: the smallest parts of which every measure and breakdown is a sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from workflows.quintets.ledger import NOT_KNOWN
from workflows.vocabulary import Cut, OutcomeAttribute, PublishedColumn

NONE_OF_THESE = "none-of-these"


@dataclass(frozen=True)
class Atom:
    """One category. `inside` are the codes of the cuts (“part:cut”) and measures that it is a part of."""

    code: str
    label: str
    inside: frozenset[str]


def category_of(column: PublishedColumn, value: object) -> str:
    """The cut that a value stands in, or "not-known"."""
    for cut in column.cuts:
        if value in cut.values or _between(cut, value):
            return cut.code
    return NOT_KNOWN


def _between(cut: Cut, value: object) -> bool:
    if not isinstance(value, int) or (cut.least is None and cut.most is None):
        return False
    return (cut.least is None or value >= cut.least) and (cut.most is None or value <= cut.most)


def atom_of(outcome: OutcomeAttribute, stands: Mapping[str, str]) -> Atom:
    """The category of a case that stands in this cut of each part."""
    return _table(outcome)[_signature(outcome, stands)]


def atoms(outcome: OutcomeAttribute) -> tuple[Atom, ...]:
    """All categories, in the order of the parts' own cuts."""
    return tuple(dict.fromkeys(_table(outcome).values()))


# Definitions never change and are few; each keeps its own key alive, so that no other can have it.
_TABLES: dict[int, tuple[OutcomeAttribute, dict[frozenset[str], Atom]]] = {}


def _table(outcome: OutcomeAttribute) -> dict[frozenset[str], Atom]:
    if id(outcome) not in _TABLES:
        _TABLES[id(outcome)] = (outcome, _made(outcome))
    return _TABLES[id(outcome)][1]


def _made(outcome: OutcomeAttribute) -> dict[frozenset[str], Atom]:
    """Every way in which a case can stand in the filters, found by going through all values that the parts can have."""
    names = [part.code for part in outcome.parts]
    values = [[*(cut.code for cut in part.cuts), NOT_KNOWN] for part in outcome.parts]
    found: dict[frozenset[str], Atom] = {}
    for row in product(*values):
        signature = _signature(outcome, dict(zip(names, row, strict=True)))
        if signature not in found:
            found[signature] = _named(outcome, signature)
    return found


def _signature(outcome: OutcomeAttribute, stands: Mapping[str, str]) -> frozenset[str]:
    broken = {f"{part}:{stands[part]}" for part in outcome.broken_down_by}
    held = {
        measure.code
        for measure in outcome.measures
        if all(stands[part] in cuts for part, cuts in measure.holds.items())
    }
    return frozenset(broken | held)


def _named(outcome: OutcomeAttribute, signature: frozenset[str]) -> Atom:
    parts = [part for part in outcome.parts if part.code in outcome.broken_down_by]
    words: list[tuple[str, str]] = []
    for part in parts:
        stands = next(name for name in signature if name.startswith(f"{part.code}:")).partition(":")[2]
        words.append((stands, next((cut.label for cut in part.cuts if cut.code == stands), "Not known")))
    words += [(measure.code, measure.label) for measure in outcome.measures if measure.code in signature]
    if not any(measure.code in signature for measure in outcome.measures):
        words.append((NONE_OF_THESE, "In none of the measures"))
    codes, labels = zip(*words, strict=True)
    return Atom(".".join(codes), "; ".join(labels), signature)
