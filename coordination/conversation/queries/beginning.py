"""What a composer begins with: a narrow audience after a narrow message, so that nobody answers too many by mistake."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from coordination.cases.queries.audiences import AGENCIES, AGENCY, EVERYONE, TEAM, WORKERS
from coordination.conversation.models import Message
from coordination.conversation.queries.seats import Seat


def begins_with(seat: Seat) -> dict[str, Any]:
    """What is chosen beforehand: the readers and the kind of information of the newest message, whatever is shown."""
    if seat.newest is None:
        return {"audience": EVERYONE}
    holders = seat.newest.readers
    readers = _for(seat, None if holders is None else set(holders))
    return {**readers, "category": seat.newest.category}


def came_for_fewer(session: Session, seat: Seat, after: int) -> bool:
    """Whether somebody wrote to the asker and to fewer than everyone after this place."""
    narrow = exists().where(
        Message.case_id == seat.case.id,
        Message.seq > after,
        Message.readers.is_not(None),
        Message.author_id != seat.worker.id,
        Message.removed_at.is_(None),
    )
    return bool(session.scalar(select(narrow)))


def _for(seat: Seat, holders: set[UUID] | None) -> dict[str, Any]:
    if holders is None:
        return {"audience": EVERYONE}
    if holders <= set(seat.teams):
        return {"audience": TEAM}
    codes = [one.code for one in seat.agencies if one.id in holders and one.id != seat.worker.agency_id]
    if codes:
        return {"audience": AGENCIES, "agencies": codes}
    people = [one.reference for one in seat.people if one.id in holders and one.id != seat.worker.id]
    return {"audience": WORKERS, "workers": people} if people else {"audience": AGENCY}
