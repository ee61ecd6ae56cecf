"""Working days of England and Wales, with a partnership's own closures, and a warning where the data ends."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from workflows import bank_holidays
from workflows.dates_in_words import in_full

ONE_DAY = timedelta(days=1)
WARN_AHEAD = timedelta(days=365)


@dataclass(frozen=True)
class WorkingDays:
    """A calendar: weekends, bank holidays and the given closures are not working days; every other day is.

    Outside the published bank holidays the standing yearly ones are worked out, so that Christmas is never a
    working day; `beyond` then says so, because a one-off holiday or a moved date would be missed.
    """

    holidays: frozenset[date]
    closures: frozenset[date] = field(default=frozenset())

    @classmethod
    def england_and_wales(cls, closures: Iterable[date] = ()) -> "WorkingDays":
        return cls(holidays=bank_holidays.published(), closures=frozenset(closures))

    @cached_property
    def known_until(self) -> date:
        """The last day for which the published bank holidays vouch."""
        return max(self.holidays)

    @cached_property
    def _known_from(self) -> date:
        return min(self.holidays).replace(month=1, day=1)

    def beyond(self, day: date) -> str | None:
        """A sentence to show beside a date that lies after the published bank holidays, else None."""
        if day <= self.known_until:
            return None
        return (
            f"Bank holidays are published until {in_full(self.known_until)}. After that only the yearly ones "
            "are worked out (New Year, Easter, May, August, Christmas), so check this date."
        )

    def alarm(self, today: date) -> str | None:
        """A sentence for those who run the product when the published dates run out within a year, else None."""
        if today + WARN_AHEAD <= self.known_until:
            return None
        return (
            f"The published bank holidays end on {in_full(self.known_until)}. Update the package "
            "govuk-bank-holidays, or deadlines after that day may miss a one-off holiday."
        )

    def is_bank_holiday(self, day: date) -> bool:
        if self._known_from <= day <= self.known_until:
            return day in self.holidays
        return day in bank_holidays.by_standing_rules(day.year)

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.closures and not self.is_bank_holiday(day)

    def next_or_same(self, day: date) -> date:
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def previous_or_same(self, day: date) -> date:
        while not self.is_working_day(day):
            day -= ONE_DAY
        return day

    def add(self, day: date, count: int) -> date:
        """The count-th working day after the day. With 0 the day itself, working day or not."""
        if count < 0:
            return self.subtract(day, -count)
        for _ in range(count):
            day = self.next_or_same(day + ONE_DAY)
        return day

    def subtract(self, day: date, count: int) -> date:
        """The count-th working day before the day. With 0 the day itself, working day or not."""
        if count < 0:
            return self.add(day, -count)
        for _ in range(count):
            day = self.previous_or_same(day - ONE_DAY)
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie after start, up to and including end; below 0 when end comes first."""
        if end < start:
            return -self.between(end, start)
        shut = {day for year in range(start.year, end.year + 1) for day in self._shut_weekdays(year)}
        return _weekdays(start, end) - sum(start < day <= end for day in shut)

    def _shut_weekdays(self, year: int) -> set[date]:
        """Worked out once a year, because a list of tasks asks for every row."""
        if year not in self._shut:
            self._shut[year] = self._find_shut(year)
        return self._shut[year]

    @cached_property
    def _shut(self) -> dict[int, set[date]]:
        return {}

    def _find_shut(self, year: int) -> set[date]:
        may_be_shut = bank_holidays.by_standing_rules(year) | self._of_year[year] | self.closures
        return {day for day in may_be_shut if day.year == year and day.weekday() < 5 and not self.is_working_day(day)}

    @cached_property
    def _of_year(self) -> dict[int, set[date]]:
        found: dict[int, set[date]] = defaultdict(set)
        for day in self.holidays:
            found[day.year].add(day)
        return found


def _weekdays(start: date, end: date) -> int:
    """Mondays to Fridays after start, up to and including end; whole weeks are not walked day by day."""
    weeks, rest = divmod((end - start).days, 7)
    return weeks * 5 + sum((start.weekday() + n) % 7 < 5 for n in range(1, rest + 1))
