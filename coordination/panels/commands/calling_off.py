"""A meeting that cannot take place, because nobody is there to chair it or for any other reason, is called off."""

from __future__ import annotations

from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.errors import Invalid, NotAllowed
from coordination.panels.commands.asking import ask_no_more
from coordination.panels.commands.planning import items_of, to_change
from coordination.panels.commands.running import over_for_panel

CALLED_OFF = "The meeting was called off."
BEGUN = "This meeting has been opened. Close it instead: what it did not reach goes to the next agenda."


def call_off(session: Session, worker: SignedIn, reference: str, why: str, *, seen: int, once: str) -> None:
    """Call a meeting off that nobody has opened. Its cases come onto the next agenda, nobody owes an update any more,
    and members who have the agenda are told.

    Raises NotAllowed once it was opened, MovedOn when somebody changed the agenda meanwhile.
    """
    if repeated(session, worker, once, [reference, why]) is not None:
        return
    meeting, table = to_change(session, worker, reference, seen)
    if meeting.began_at is not None:
        raise NotAllowed(BEGUN)
    if not why.strip():
        raise Invalid("Write why it is called off.", field="why")
    over = over_for_panel(session, table, meeting)
    for row in items_of(session, meeting):
        if row.state == "listed":
            row.state, row.version = "deferred", row.version + 1
            row.put_off_because = over.get(row.case_id, CALLED_OFF)
            record(session, "panel.taken-off", case_id=row.case_id, meeting=meeting.reference, state="deferred")
        ask_no_more(session, worker, row)
    meeting.called_off_because, meeting.ended_at = why.strip(), clock.now()
    meeting.version += 1
    event = record(session, "meeting.called-off", meeting=meeting.reference)
    if meeting.published_at is not None:
        jobs.later(session, worker.id, "tell_of_meeting", meeting_id=meeting.id, event_id=event.id, what="called-off")
    remember(session, worker, once, {"meeting": reference})
