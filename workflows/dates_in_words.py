"""Dates, times and lengths as a person says them, without the locale of the machine."""

from datetime import date, datetime, time

from workflows.local_time import day_of, is_end_of_day, local

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
UNITS = {"hours": "hour", "days": "day", "working-days": "working day"}


def in_full(day: date) -> str:
    """Thursday 26 November 2026."""
    return f"{without_year(day)} {day.year}"


def without_year(day: date) -> str:
    """Thursday 26 November."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def of_the_clock(at: time) -> str:
    """2pm, 4:10pm, midday, midnight."""
    if at.minute == 0 and at.hour in (0, 12):
        return "midnight" if at.hour == 0 else "midday"
    minutes = f":{at.minute:02d}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"


def moment_in_full(moment: datetime) -> str:
    """4:10pm on Tuesday 14 July 2026."""
    return f"{of_the_clock(local(moment).time())} on {in_full(day_of(moment))}"


def by_when(moment: datetime) -> str:
    """By the end of a day, or by a time on it."""
    if is_end_of_day(moment):
        return f"by the end of {in_full(day_of(moment))}"
    return f"by {moment_in_full(moment)}"


def number(count: int) -> str:
    """Words up to ten, figures above."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else str(count)


def length(count: int, unit: str) -> str:
    """One working day, three days, 24 hours."""
    return f"{number(count)} {UNITS[unit]}{'' if count == 1 else 's'}"
