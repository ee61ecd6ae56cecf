"""Time during which a deadline stands still because the work waits on somebody else."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from workflows.local_time import day_of
from workflows.vocabulary import Unit
from workflows.working_days import WorkingDays

Wait = tuple[datetime, datetime | None]


@dataclass(frozen=True)
class StoodStill:
    """How far a deadline moved on: time for one in hours, days (working or not) for the others.

    `since` is set while it still stands still.
    """

    time: timedelta = timedelta()
    days: int = 0
    since: datetime | None = None

    def __bool__(self) -> bool:
        return bool(self.time or self.days)


def stood_still(
    waits: Iterable[Wait],
    *,
    began: datetime,
    unit: Unit,
    calendar: WorkingDays,
    due_with: Callable[[StoodStill], datetime],
) -> StoodStill:
    """Add up the waits that began before the deadline, as each wait before them has moved it.

    A wait that begins once the deadline has passed moves nothing: it cannot undo lateness.
    """
    still = StoodStill()
    for start, end in _merged(waits, began):
        if start > due_with(still):
            break
        if end is None:
            return replace(still, since=start)
        still = _longer(still, start, end, unit, calendar)
    return still


def _longer(still: StoodStill, start: datetime, end: datetime, unit: Unit, calendar: WorkingDays) -> StoodStill:
    if unit == "hours":
        return replace(still, time=still.time + (end - start))
    if unit == "days":
        return replace(still, days=still.days + (day_of(end) - day_of(start)).days)
    return replace(still, days=still.days + calendar.between(day_of(start), day_of(end)))


def _merged(waits: Iterable[Wait], began: datetime) -> Sequence[Wait]:
    """The waits in order, overlapping ones as one, with what lies before the beginning cut off."""
    merged: list[Wait] = []
    for start, end in sorted(waits, key=lambda wait: wait[0]):
        if end is not None and end <= began:
            continue
        earlier_start, earlier_end = merged[-1] if merged else (began, began)
        if merged and (earlier_end is None or start <= earlier_end):
            merged[-1] = earlier_start, None if earlier_end is None or end is None else max(earlier_end, end)
        else:
            merged.append((max(start, began), end))
    return merged
