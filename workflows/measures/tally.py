"""All measures from cases counted at once, a few cases at a time, so that a million of them need no more room than few.

Every rule adds up over cases: what it says of two lots of cases is the sum of what it says of each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflows.measures.from_cases import RULES
from workflows.measures.periods import ReportingPeriod
from workflows.measures.rates import Rate
from workflows.measures.rule import Asking, Count, Counted, CountingRule


@dataclass(frozen=True)
class Tally:
    """What one measure came to in one period: a number and, for a share, of how many and how many still have time."""

    numerator: int = 0
    denominator: int | None = None
    pending: int = 0

    def __add__(self, other: Tally) -> Tally:
        both = [one.denominator for one in (self, other) if one.denominator is not None]
        return Tally(
            self.numerator + other.numerator, sum(both) if both else None, self.pending + other.pending
        )  # fmt: skip


Tallies = Mapping[tuple[str, ReportingPeriod], Tally]


def kinds_read(codes: Collection[str] = tuple(RULES)) -> list[str]:
    """Every kind of milestone that the rules of these measures read."""
    return sorted({kind for code in codes for kind in RULES[code].kinds})


def tally(
    lots: Iterable[Sequence[Counted]],
    area: str,
    periods: Sequence[ReportingPeriod],
    as_of: date,
    codes: Collection[str] = tuple(RULES),
) -> Tallies:
    """The count of each of these measures in each period. Each lot holds all milestones of its cases, in order."""
    found = {(code, period): _none(RULES[code]) for code in codes for period in periods}
    in_which = _PeriodOf(periods)
    for lot in lots:
        for code in codes:
            # a case of which nothing happened in a period is in no count of it
            told: dict[ReportingPeriod, list[Counted]] = defaultdict(list)
            for its in _of_cases(RULES[code], lot).values():
                for period in {in_which[one.on_date] for one in its}:
                    if period is not None:
                        told[period] += its
            for period, there in told.items():
                found[code, period] += _tally(RULES[code].count(there, Asking(area, period.days, as_of)))
    return found


class _PeriodOf(dict[date, ReportingPeriod | None]):
    """The period in which a day lies, found once for each day. The periods do not overlap."""

    def __init__(self, periods: Sequence[ReportingPeriod]) -> None:
        super().__init__()
        self._periods = periods

    def __missing__(self, day: date) -> ReportingPeriod | None:
        self[day] = next((period for period in self._periods if day in period.days), None)
        return self[day]


def _of_cases(rule: CountingRule, lot: Sequence[Counted]) -> Mapping[Any, list[Counted]]:
    by_case: dict[Any, list[Counted]] = defaultdict(list)
    for one in lot:
        if one.pathway in rule.pathways and one.kind in rule.kinds:
            by_case[one.case_id].append(one)
    return by_case


def _none(rule: CountingRule) -> Tally:
    nothing = rule.count([], Asking("", ReportingPeriod(date.min, date.min).days, date.min))
    return _tally(nothing)


def _tally(count: Count) -> Tally:
    if isinstance(count, Rate):
        return Tally(count.numerator, count.denominator, count.pending)
    return Tally(count)
