"""Whether a meeting is open, and who may change its own row."""

from __future__ import annotations

from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.errors import NotAllowed
from coordination.panels.models import Meeting
from coordination.panels.queries.seats import Table, get_meeting, table_of

NOT_OPEN = "This meeting has not been opened yet. The chair or the deputy opens it."
OVER = "This meeting is over."
CALLED_OFF = "This meeting was called off. Plan another one."


def get_running(session: Session, worker: SignedIn, reference: str, *, opened: bool = True) -> tuple[Meeting, Table]:
    """A meeting that is not over, with its panel; one that is open already, unless `opened` is false."""
    meeting = get_meeting(session, reference, to_change=may_change(session, worker, reference))
    if opened:
        must_be_running(meeting)
    elif meeting.ended_at is not None:
        raise NotAllowed(OVER if meeting.began_at else CALLED_OFF)
    return meeting, table_of(session, worker, meeting)


def may_change(session: Session, worker: SignedIn, reference: str) -> bool:
    """Whether the asker may change the meeting's own row: members read it, and mark themselves present beside it."""
    return table_of(session, worker, get_meeting(session, reference)).chairs


def must_be_running(meeting: Meeting) -> None:
    """Raise NotAllowed before the meeting was opened and after it was closed."""
    if meeting.began_at is None:
        raise NotAllowed(NOT_OPEN)
    if meeting.ended_at is not None:
        raise NotAllowed(OVER)
