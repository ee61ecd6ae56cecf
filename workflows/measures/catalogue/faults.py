"""What would be wrong with a catalogue: every fault is a sentence that names the measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

from workflows.measures.catalogue import FEEDS, LEVELS, OUTCOMES, PILLAR_OF, PILLARS, hanging_on
from workflows.measures.catalogue.measure import Measure
from workflows.measures.from_cases import RULES
from workflows.measures.targets import of_strategy

# Where a measure says that it stands which no strategy has.
ADDED_HERE = "Local addition"
# How many measures each strategy heading has, without those. One that goes missing is found.
HOW_MANY: dict[str, int] = {
    "reduce-drug-use": 9,
    "reduce-drug-related-crime": 5,
    "reduce-drug-deaths-and-harm": 8,
    "reduce-drug-supply": 6,
    "increase-treatment-engagement": 10,
    "improve-recovery": 13,
    "grant-capacity": 7,
    "local-strategic-outcome": 8,
    "theme-1-break-supply": 34,
    "theme-2-treatment-recovery": 20,
    "theme-3-shift-demand": 30,
    "theme-4-reduce-harm": 24,
    "wf-pillar-prevention": 3,
    "wf-pillar-supply": 6,
    "wf-pillar-treatment": 6,
}
PARTNERSHIPS = ("havering", "waltham-forest")


def faults(measures: Iterable[Measure]) -> list[str]:
    """Everything that is wrong, in the order of the measures."""
    measures = list(measures)
    codes = Counter(measure.code for measure in measures)
    by_code = {measure.code: measure for measure in measures}
    found = [f"{code} stands there {number} times." for code, number in codes.items() if number > 1]
    counted = Counter(measure.outcome for measure in measures if measure.stands_in != ADDED_HERE)
    for outcome, number in HOW_MANY.items():
        if counted[outcome] != number:
            found.append(f"{OUTCOMES[outcome]} has {counted[outcome]} measures and should have {number}.")
    for measure in measures:
        found += [f"{measure.code} {wrong}" for wrong in _of_one(measure, set(codes))]
        if measure.counts_with and not _may_count_with(measure, by_code.get(measure.counts_with)):
            found.append(f"{measure.code} cannot show what {measure.counts_with} shows.")
        for code in hanging_on(measure):
            if not _may_be_held_with(measure, by_code.get(code)):
                found.append(f"{code} cannot be held together with {measure.code}.")
    for one, other in combinations([measure for measure in measures if measure.small_numbers_protected], 2):
        if _tell_of_the_same(one, other) and (one.counts_with or one.code) != (other.counts_with or other.code):
            found.append(f"{one.code} and {other.code} tell of the same thing and carry on apart.")
        if _year_and_quarters_apart(one, other) or _year_and_quarters_apart(other, one):
            found.append(f"{one.code} and {other.code} tell of the same years and quarters and are held apart.")
    return found


def _tell_of_the_same(one: Measure, other: Measure) -> bool:
    """Whether both are returned for the same periods, and one is the same as the other or both as a third."""
    return one.cadence == other.cadence and _are_the_same(one, other)


def _year_and_quarters_apart(year: Measure, quarters: Measure) -> bool:
    """Whether one is returned for years, the other for quarters of the same, and the year does not name it."""
    cadences = (year.cadence, quarters.cadence) == ("yearly", "quarterly")
    named = quarters.counts_with or quarters.code
    return cadences and _are_the_same(year, quarters) and year.quarters_in != named


def _are_the_same(one: Measure, other: Measure) -> bool:
    same = {one.code, *one.same_as} & {other.code, *other.same_as}
    returned = one.feed == other.feed == "return"
    return returned and bool(same) and bool(set(one.partnerships) & set(other.partnerships))


def _may_be_held_with(whole: Measure, other: Measure | None) -> bool:
    """Whether both are protected counts, not shares, that the same partners return: of its quarters, or for its own
    periods. Of those that count the same the first is named."""
    if other is None or other.counts_with or whole.partnerships != other.partnerships:
        return False
    cadences = ("yearly", "quarterly") if other.code == whole.quarters_in else (whole.cadence, whole.cadence)
    counts = (one.small_numbers_protected and one.feed == "return" and not one.is_share for one in (whole, other))
    return all(counts) and (whole.cadence, other.cadence) == cadences


def _may_count_with(measure: Measure, other: Measure | None) -> bool:
    """Whether both are protected counts that the same partners return for the same periods."""
    return other is not None and not other.counts_with and all(
        one.small_numbers_protected and one.feed == "return"
        and (one.partnerships, one.cadence) == (measure.partnerships, measure.cadence)
        for one in (measure, other)
    )  # fmt: skip


def _of_one(measure: Measure, codes: set[str]) -> Iterator[str]:
    for name in ("code", "title", "definition", "unit", "source", "stands_in"):
        if not str(getattr(measure, name)).strip():
            yield f"has no {name}."
    if measure.outcome not in PILLAR_OF or PILLAR_OF[measure.outcome] not in PILLARS:
        yield "belongs to no outcome and pillar."
    if measure.level not in LEVELS:
        yield f"has the level {measure.level}, which does not exist."
    if measure.feed not in FEEDS:
        yield f"is fed by {measure.feed}, which does not exist."
    if not measure.partnerships or set(measure.partnerships) - set(PARTNERSHIPS):
        yield "belongs to no partnership, or to one that does not exist."
    if measure.better not in ("up", "down", "either"):
        yield "does not say whether more or less is better."
    if measure.cadence not in ("monthly", "quarterly", "yearly"):
        yield "does not say how often it comes."
    if measure.feed == "cases" and not (measure.pathway and measure.rule):
        yield "is counted from cases and names no pathway or no rule."
    if measure.feed == "cases" and bool(measure.not_counted_because) == (measure.code in RULES):
        yield "is counted by no rule and does not say why, or is counted and says why not."
    if measure.feed != "cases" and measure.rule:
        yield "has a counting rule and is not counted from cases."
    for other in measure.same_as:
        if other not in codes:
            yield f"is said to be the same as {other}, which does not exist."
    for baseline in measure.baselines:
        if baseline.partnership not in measure.partnerships:
            yield f"has a baseline of {baseline.partnership}, whose measure it is not."
    for target in measure.targets:
        try:
            of_strategy(target)
        except ValueError as wrong:
            yield f"has a target that cannot be dated: {wrong}"
