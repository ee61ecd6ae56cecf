"""Local days and moments: what is stored is UTC, what a deadline is said in is Europe/London."""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
END_OF_DAY = time(23, 59, 59)


def local(moment: datetime) -> datetime:
    """The moment as a clock on a wall in London shows it. Refuses a datetime without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone: pass an aware datetime.")
    return moment.astimezone(LONDON)


def day_of(value: date | datetime) -> date:
    """The calendar day in London on which the value falls; a plain date is its own day."""
    return local(value).date() if isinstance(value, datetime) else value


def moment_on(day: date, at: time = END_OF_DAY) -> datetime:
    """The UTC moment of that local time on that local day.

    On the night the clocks go back the first of the two is meant. A time that the spring change
    leaves out is read as winter time, so it lands within the hour after the change.
    """
    return datetime.combine(day, at, tzinfo=LONDON).astimezone(UTC)


def moment_of(value: date | datetime) -> datetime:
    """The UTC moment of a value; a plain date stands for its first second, so that hours never run late."""
    return value.astimezone(UTC) if isinstance(value, datetime) else moment_on(value, time(0, 0))


def is_end_of_day(moment: datetime) -> bool:
    return local(moment).time().replace(microsecond=0) == END_OF_DAY


def read_dated(value: Any) -> date | datetime | None:
    """A date or a moment out of ISO text; a moment without a zone is London's. None for anything else."""
    if not isinstance(value, str) or not value:
        return value if isinstance(value, date) else None
    if len(value) == len("2026-11-26"):
        return date.fromisoformat(value)
    read = datetime.fromisoformat(value)
    return read if read.tzinfo else read.replace(tzinfo=LONDON)
