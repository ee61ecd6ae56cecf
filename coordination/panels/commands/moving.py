"""A meeting that nobody has opened is moved to another day or place. What agencies told of its cases stays told."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.errors import Invalid, NotAllowed
from coordination.panels.commands.asking import ask_by
from coordination.panels.commands.calling_off import BEGUN
from coordination.panels.commands.planning import items_of, to_change, updates_due
from workflows.local_time import day_of


def move(
    session: Session, worker: SignedIn, reference: str, *, starts_at: datetime, place: str, seen: int, once: str
) -> None:
    """Hold a meeting at another time or place. Agencies that have not told what is new have until as long before it as
    the panel wants; members who have the agenda are told.

    A meeting that is held today may be put at a time of today that has passed. Raises NotAllowed once it was opened,
    Invalid for a day that has passed or when nothing is another, MovedOn when somebody changed the agenda meanwhile.
    """
    place = place.strip()
    if repeated(session, worker, once, [reference, starts_at, place]) is not None:
        return
    meeting, table = to_change(session, worker, reference, seen)
    if meeting.began_at is not None:
        raise NotAllowed(BEGUN)
    if (meeting.starts_at, meeting.place) == (starts_at, place):
        raise Invalid("This is when and where it meets already. Enter another day, time or place.", field="starts_at")
    if day_of(starts_at) < clock.today():
        raise Invalid("Enter today or a day that is still to come.", field="starts_at")
    meeting.starts_at, meeting.place = starts_at, place
    meeting.updates_due_at = updates_due(starts_at, table.kind.updates_working_days)
    meeting.version += 1
    event = record(session, "meeting.moved", meeting=meeting.reference)
    if meeting.published_at is not None:
        for row in items_of(session, meeting):
            ask_by(session, worker, row, meeting.updates_due_at)
        jobs.later(session, worker.id, "tell_of_meeting", meeting_id=meeting.id, event_id=event.id, what="moved")
    remember(session, worker, once, {"meeting": reference})
