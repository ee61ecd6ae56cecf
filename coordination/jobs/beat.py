"""The timetable of regular work. Any number of beats may run: a slot belongs to whoever writes it down first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from croniter import croniter
from sqlalchemy.orm import Session

from coordination import clock
from coordination.jobs.commands import begin_slot, later, ring_now
from coordination.jobs.models import DEFAULT
from workflows.local_time import LONDON


@dataclass(frozen=True)
class Regular:
    """A job that is due by the clock on the wall in London: `when` is minute, hour, day, month, weekday."""

    job: str
    when: str
    queue: str = DEFAULT

    def last_slot(self, now: datetime) -> datetime:
        """The latest time up to `now` at which it was due. A time that a clock change leaves out comes at its end."""
        slot: datetime = croniter(self.when, now.astimezone(LONDON)).get_prev(datetime)
        return slot.astimezone(UTC)


def ask_for_slots(session: Session, timetable: tuple[Regular, ...]) -> list[str]:
    """Ask for everything whose slot has come and that nobody asked for yet. Of several missed slots the last counts.

    What waits or fails since an earlier slot is rung for at once instead: it would pile up, a row for every slot.
    """
    asked = []
    now = clock.now()
    for regular in timetable:
        slot = regular.last_slot(now)
        if begin_slot(session, regular.job, slot):
            if not ring_now(session, regular.job):
                later(session, None, regular.job, queue=regular.queue, slot=slot.isoformat())
            asked.append(regular.job)
    return asked
