"""Moments around a deadline: the reminder before it, and whom to tell the longer it has passed."""

from datetime import datetime, time, timedelta

from workflows.local_time import day_of, local, moment_on
from workflows.vocabulary import Clock, Rung, Told
from workflows.working_days import WorkingDays

REMINDED_AT = time(9, 0)


def reminder(clock: Clock, due: datetime, *, started: datetime, calendar: WorkingDays) -> datetime | None:
    """The morning, `remind` working days before the deadline's day, on which to remind whoever holds the work.

    A deadline set later than that is reminded of on the morning of its own day. None when that is over too: nobody
    needs reminding of what they were given the same day.
    """
    for days in (clock.remind, 0):
        morning = moment_on(calendar.subtract(day_of(due), days), REMINDED_AT)
        if started < morning < due:
            return morning
    return None


def rungs(clock: Clock, due: datetime, calendar: WorkingDays) -> list[tuple[datetime, Told]]:
    """When to tell whom that the deadline has passed, earliest first."""
    return sorted(((_rung_moment(rung, due, calendar), rung.tell) for rung in clock.ladder), key=lambda told: told[0])


def _rung_moment(rung: Rung, due: datetime, calendar: WorkingDays) -> datetime:
    if rung.unit == "hours":
        return due + timedelta(hours=rung.after)
    day = day_of(due)
    later = calendar.add(day, rung.after) if rung.unit == "working-days" else day + timedelta(days=rung.after)
    return moment_on(later, local(due).time())
