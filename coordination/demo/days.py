"""Days of a story, told from today, so that it never grows old: nobody waits for years, nothing is due in 2021."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from workflows.local_time import LONDON
from workflows.working_days import WorkingDays

CALENDAR = WorkingDays.england_and_wales()
ONE_DAY = timedelta(days=1)
FRIDAY = 4


class Days:
    """Moments of a story. Everything that has happened lies before today, so that no hour of today matters."""

    def __init__(self, today: date) -> None:
        self.today = today

    def before(self, working_days: int, at: str = "10:00") -> datetime:
        """So many working days before today, at this London time."""
        return before(self.today, working_days, at)

    def ahead(self, days: int) -> date:
        """About so many days after today: a working day that is followed by another, as release days should be."""
        return _release_day(self.today + timedelta(days=days), ONE_DAY)

    def gone(self, days: int) -> date:
        """About so many days before today, again a day that suits a release."""
        return _release_day(self.today - timedelta(days=days), -ONE_DAY)


def at(day: date, hour: str) -> datetime:
    """This London time on that day."""
    return datetime.combine(day, time.fromisoformat(hour), LONDON)


def after(day: date, working_days: int, hour: str = "10:00") -> datetime:
    """So many working days after a day, at this London time."""
    return at(CALENDAR.add(day, working_days), hour)


def before(day: date, working_days: int, hour: str = "10:00") -> datetime:
    """So many working days before a day, at this London time."""
    return at(CALENDAR.subtract(day, working_days), hour)


def _release_day(day: date, step: timedelta) -> date:
    while not (CALENDAR.is_working_day(day) and day.weekday() != FRIDAY and CALENDAR.is_working_day(day + ONE_DAY)):
        day += step
    return day
