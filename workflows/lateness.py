"""How late something is, or when it is due, as a person would say it; and how a deadline moved."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from workflows.dates_in_words import in_full, length, of_the_clock, without_year
from workflows.local_time import day_of, is_end_of_day, local
from workflows.working_days import WorkingDays

# When a task is due whose deadline stands still or has no date yet: behind all that have one, and never late.
NO_DATE = datetime(9999, 12, 31, tzinfo=UTC)


def lateness(due: datetime | None, now: datetime, calendar: WorkingDays) -> str:
    """“2 working days late (was due Thursday 19 November)”, “due by the end of today”, “due Tuesday 24 November”."""
    if due is None or due >= NO_DATE:
        return "no date yet"
    today = day_of(now)
    if due >= now:
        return f"due {_when(due, today)}"
    days = calendar.between(day_of(due), today)
    late = f"{days} working day{'' if days == 1 else 's'} late" if days else "late"
    return f"{late} (was due {_when(due, today)})"


@dataclass(frozen=True)
class Retiming:
    """Whether a deadline moved, and in words how."""

    moved: bool
    sentence: str


def retimed(old: datetime | None, new: datetime | None, calendar: WorkingDays) -> Retiming:
    """Compare a deadline with the same one worked out again after its origin changed."""
    if old == new:
        return Retiming(False, "The deadline stays as it was.")
    if new is None:
        return Retiming(True, f"The deadline of {_at(old)} no longer has a date.")
    if old is None:
        return Retiming(True, f"The deadline now has a date: {_at(new)}.")
    return Retiming(True, f"The deadline moved from {_at(old)} to {_at(new)}{_difference(old, new, calendar)}.")


def _difference(old: datetime, new: datetime, calendar: WorkingDays) -> str:
    days = calendar.between(day_of(old), day_of(new))
    if not days:
        return ", earlier" if new < old else ", later"
    return f", {length(abs(days), 'working-days')} {'earlier' if days < 0 else 'later'}"


def _at(moment: datetime | None) -> str:
    if moment is None:
        return "no date"
    day = in_full(day_of(moment))
    return day if is_end_of_day(moment) else f"{of_the_clock(local(moment).time())} on {day}"


# What a deadline is called on one day stays the same all day, and the lists of a day tell of the same ones.
@lru_cache(10_000)
def _when(due: datetime, today: date) -> str:
    day = day_of(due)
    if is_end_of_day(due):
        return f"by the end of {_near(day, today)}" if 0 <= (day - today).days <= 1 else _far(day, today)
    at = of_the_clock(local(due).time())
    if abs((day - today).days) <= 1:
        return f"by {at} {_near(day, today)}"
    return f"by {at} on {_far(day, today)}"


def _near(day: date, today: date) -> str:
    return {-1: "yesterday", 0: "today", 1: "tomorrow"}[(day - today).days]


def _far(day: date, today: date) -> str:
    return without_year(day) if day.year == today.year else in_full(day)
