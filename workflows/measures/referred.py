"""Referrals as the ordinary kinds count them: each case once, by the day on which it came, with what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from workflows.measures.rates import Rate, share
from workflows.measures.rule import Asking, Counted
from workflows.publishing.months import closes_on, month_of, next_month
from workflows.working_days import WorkingDays

RECEIVED, MISTAKE = "referral-received", "cancelled"


@dataclass(frozen=True)
class Referred:
    """One referral: its case, the day on which it came, what was said of it then, and all that counts of it since."""

    case_id: Any
    came_on: date
    said: Counted
    told: tuple[Counted, ...]

    def says(self, attribute: str) -> frozenset[str]:
        """What was said of it when it came: one value, several, or none."""
        value = self.said.attributes.get(attribute)
        many = value if isinstance(value, list | tuple) else () if value is None else (value,)
        return frozenset(map(str, many))

    def reached(self, *kinds: str, by: date | None = None) -> bool:
        """Whether one of these happened on it, on that day at the latest and not before it came."""
        days = (one.on_date for one in self.told if one.kind in kinds)
        return any(day >= self.came_on and (by is None or day <= by) for day in days)


def referred(milestones: Sequence[Counted], asking: Asking, *, by: str = RECEIVED) -> list[Referred]:
    """The referrals that came in the period, without those sent by mistake. `by` is the milestone that stands for
    coming: of several the first, and one for each release of somebody who was released more than once."""
    of_case: dict[Any, list[Counted]] = defaultdict(list)
    for one in milestones:
        of_case[one.case_id].append(one)
    found = []
    for case_id, told in of_case.items():
        first: dict[Any, Counted] = {}
        for one in sorted(told, key=lambda one: one.on_date):
            if one.kind == by:
                first.setdefault(one.spell_id, one)
        for spell_id, came in first.items():
            its = tuple(one for one in told if one.spell_id in (None, spell_id))
            if came.on_date in asking.period and not any(one.kind == MISTAKE for one in its):
                found.append(Referred(case_id, came.on_date, came, its))
    return found


def within_days(
    referrals: Sequence[Referred], days: int, reached: Callable[[Referred, date], bool], asking: Asking
) -> Rate:
    """The share that reached something within so many days, the day of coming being day 0. Until the days are over a
    referral is in neither count."""
    return _share(referrals, lambda one: one.came_on + timedelta(days=days), reached, asking)


def by_the_close(
    referrals: Sequence[Referred], reached: Callable[[Referred, date], bool], asking: Asking, *, closes_later: int = 0
) -> Rate:
    """The share that reached something by the day on which the month of its coming is closed, or so many closes later.
    Until that day is over a referral is in neither count."""
    calendar = WorkingDays.england_and_wales()

    def closes(one: Referred) -> date:
        month = month_of(one.came_on)
        for _ in range(closes_later):
            month = next_month(month)
        return closes_on(month, calendar)

    return _share(referrals, closes, reached, asking)


def _share(
    referrals: Sequence[Referred],
    last_day: Callable[[Referred], date],
    reached: Callable[[Referred, date], bool],
    asking: Asking,
) -> Rate:
    last = [(one, last_day(one)) for one in referrals]
    ripe = [(one, day) for one, day in last if day < asking.as_of]
    return share(ripe, lambda each: reached(*each), "referrals", len(last) - len(ripe))
