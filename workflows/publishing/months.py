"""When a month is closed and when what had to wait is filled: by the calendar alone, for all groups alike."""

from __future__ import annotations

from datetime import date, timedelta

from workflows.dates_in_words import MONTHS
from workflows.working_days import WorkingDays

WORKING_DAYS_TO_CLOSE = 10


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def in_words(month: date) -> str:
    """The month as people say it: June 2026."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def next_month(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def closes_on(month: date, calendar: WorkingDays) -> date:
    """The tenth working day after the month has ended: the first day on which it is closed."""
    return calendar.add(next_month(month) - timedelta(days=1), WORKING_DAYS_TO_CLOSE)


def open_until(today: date, calendar: WorkingDays) -> date:
    """The first month that may not be closed yet: every month before it may."""
    month = month_of(today)
    previous = month_of(month - timedelta(days=1))
    return month if closes_on(previous, calendar) <= today else previous


def fills_on(month: date, wait_days: int) -> date:
    """The first day on which what waits so long is known for the whole month: its last day plus the wait, and over."""
    return next_month(month) + timedelta(days=wait_days)
