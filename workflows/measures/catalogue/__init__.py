"""Every measure of both strategies, read once from the data files beside this one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from workflows.measures.catalogue.measure import Baseline, Measure, StatedTarget

# The headings of the strategies, in the order in which a board reads them. The file of each bears its name.
OUTCOMES: dict[str, str] = {
    "reduce-drug-use": "Less drug use",
    "reduce-drug-related-crime": "Less crime to do with drugs",
    "reduce-drug-deaths-and-harm": "Fewer deaths and less harm",
    "reduce-drug-supply": "Less supply",
    "increase-treatment-engagement": "More people in treatment",
    "improve-recovery": "Better recovery",
    "grant-capacity": "What the grant asks for",
    "local-strategic-outcome": "What only the partnership can see",
    "theme-1-break-supply": "Theme 1: breaking supply chains",
    "theme-2-treatment-recovery": "Theme 2: treatment and recovery",
    "theme-3-shift-demand": "Theme 3: a shift in demand",
    "theme-4-reduce-harm": "Theme 4: less risk and harm",
    "wf-pillar-prevention": "Prevention",
    "wf-pillar-supply": "Supply",
    "wf-pillar-treatment": "Treatment",
}
# What both strategies rest on, for whoever looks across outcomes.
PILLARS: dict[str, str] = {
    "supply": "Breaking supply",
    "treatment": "Treatment and recovery",
    "prevention": "Prevention and demand",
    "harm": "Harm to people and communities",
}
PILLAR_OF: dict[str, str] = {
    "reduce-drug-use": "prevention",
    "reduce-drug-related-crime": "harm",
    "reduce-drug-deaths-and-harm": "harm",
    "reduce-drug-supply": "supply",
    "increase-treatment-engagement": "treatment",
    "improve-recovery": "treatment",
    "grant-capacity": "treatment",
    "local-strategic-outcome": "treatment",
    "theme-1-break-supply": "supply",
    "theme-2-treatment-recovery": "treatment",
    "theme-3-shift-demand": "prevention",
    "theme-4-reduce-harm": "harm",
    "wf-pillar-prevention": "prevention",
    "wf-pillar-supply": "supply",
    "wf-pillar-treatment": "treatment",
}
LEVELS: dict[str, str] = {
    "headline": "National headline",
    "supporting": "National supporting",
    "local": "Local",
    "grant": "Grant",
    "delivery-plan": "Delivery plan",
}
FEEDS: dict[str, str] = {
    "cases": "Counted from cases",
    "return": "Returned by a partner",
    "external": "Published elsewhere",
}
HERE = Path(__file__).parent


@cache
def everything() -> Mapping[str, Measure]:
    """All measures by their codes, in the order of the strategies."""
    found = [one for outcome in OUTCOMES for one in read(outcome, HERE / f"{outcome.replace('-', '_')}.toml")]
    return {measure.code: measure for measure in found}


def of_partnership(partnership: str) -> list[Measure]:
    """The measures of one partnership's strategy."""
    return [measure for measure in everything().values() if partnership in measure.partnerships]


def counting_the_same(code: str) -> tuple[str, ...]:
    """This measure and all others that count the very same people, the one that they name first."""
    first = everything()[code].counts_with or code
    return first, *(measure.code for measure in everything().values() if measure.counts_with == first)


def whole_of(code: str) -> Measure | None:
    """The measure with which what is shown of this one is held together, which may be itself."""
    same = set(counting_the_same(code))
    return next((one for one in everything().values() if hanging_on(one) and same & {one.code, *hanging_on(one)}), None)


def hanging_on(whole: Measure) -> tuple[str, ...]:
    """What is held together with a whole: its parts, those that count some of it, and the one of its quarters."""
    return *whole.adds_up, *whole.some_in, *filter(None, [whole.quarters_in])


def read(outcome: str, file: Path) -> Iterable[Measure]:
    """The measures of one file. Raises TypeError for a word that a measure does not have."""
    told = tomllib.loads(file.read_text())
    if told.get("outcome") != outcome:
        raise ValueError(f"{file.name} is about another outcome than its name says.")
    for row in told["measure"]:
        yield _measure(outcome, row)


def _measure(outcome: str, row: dict[str, Any]) -> Measure:
    baselines = tuple(Baseline(**one) for one in row.pop("baseline", []))
    targets = tuple(StatedTarget(**one) for one in row.pop("target", []))
    listed: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    return Measure(outcome=outcome, baselines=baselines, targets=targets, **listed)
