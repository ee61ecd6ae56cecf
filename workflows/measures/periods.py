"""The periods that figures are about: months, quarters and years of the financial year, which begins on 1 April."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from workflows.measures.catalogue.measure import Cadence
from workflows.measures.rates import Period

ONE_DAY = timedelta(days=1)
MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}
CODE = re.compile(r"(?P<year>[0-9]{4})-(?P<rest>[0-9]{2})(-Q(?P<quarter>[1-4]))?")


@dataclass(frozen=True, order=True)
class ReportingPeriod:
    """One month, quarter or financial year, by its first and last day."""

    start: date
    end: date

    @property
    def months(self) -> int:
        """How many months it has."""
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    @property
    def code(self) -> str:
        """2026-04 for a month, 2026-27-Q1 for a quarter, 2026-27 for a year with April in its beginning.

        A month and a year could be written alike: a year's second half is always one more than its first.
        """
        if self.months == 1:
            return f"{self.start:%Y-%m}"
        year = self.start.year if self.start.month >= 4 else self.start.year - 1
        whole = f"{year}-{(year + 1) % 100:02}"
        return whole if self.months == 12 else f"{whole}-Q{(self.start.month - 4) % 12 // 3 + 1}"

    @property
    def words(self) -> str:
        """April to June 2026; April 2026 to March 2027; April 2026."""
        if self.months == 1:
            return f"{self.start:%B %Y}"
        if self.start.year == self.end.year:
            return f"{self.start:%B} to {self.end:%B %Y}"
        return f"{self.start:%B %Y} to {self.end:%B %Y}"

    @property
    def short(self) -> str:
        """A few letters, for the axis of a chart."""
        if self.months == 1:
            return f"{self.start:%b %y}"
        if self.months == 12:
            return self.code
        return f"{self.start:%b}–{self.end:%b %y}"

    @property
    def days(self) -> Period:
        """As the counting rules take it."""
        return Period(self.start, self.end)

    def before(self) -> ReportingPeriod:
        """The period of the same length that ends the day before."""
        return period_with(self.start - ONE_DAY, cadence_of(self))


def cadence_of(period: ReportingPeriod) -> Cadence:
    """How often figures about such a period come."""
    return {1: "monthly", 3: "quarterly", 12: "yearly"}[period.months]  # type: ignore[return-value]


def period_with(day: date, cadence: Cadence) -> ReportingPeriod:
    """The period of this cadence in which the day lies."""
    length = MONTHS[cadence]
    since_april = (day.month - 4) % 12
    first = since_april // length * length
    year = day.year if day.month >= 4 else day.year - 1
    start = _month(year, 3 + first)
    after = _month(year, 3 + first + length)
    return ReportingPeriod(start, after - ONE_DAY)


def last_ended(today: date, cadence: Cadence) -> ReportingPeriod:
    """The latest period that is over."""
    return period_with(today, cadence).before()


def going_back(period: ReportingPeriod, number: int) -> Iterator[ReportingPeriod]:
    """This period and those before it, newest first."""
    for _ in range(number):
        yield period
        period = period.before()


def from_code(code: str) -> ReportingPeriod | None:
    """The period that a code names, else None."""
    found = CODE.fullmatch(code)
    if found is None:
        return None
    year, rest = int(found["year"]), int(found["rest"])
    if not 2000 <= year <= 2100:
        return None
    is_year = rest == (year + 1) % 100
    if found["quarter"]:
        return period_with(_month(year, 3 * int(found["quarter"])), "quarterly") if is_year else None
    if is_year and rest > 12:
        return period_with(date(year, 4, 1), "yearly")
    return period_with(date(year, rest, 1), "monthly") if 1 <= rest <= 12 else None


def _month(year: int, months: int) -> date:
    """The first day of the month that lies so many months after January."""
    return date(year + months // 12, months % 12 + 1, 1)
