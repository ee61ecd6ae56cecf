"""What a composer begins with: a narrow audience after a narrow message, so that nobody answers too many by mistake."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.cases.models import Audience
from coordination.conversation.queries.audiences import AGENCIES, AGENCY, EVERYONE, TEAM, WORKERS, Reader
from coordination.conversation.queries.seats import Seat


def begins_with(
    session: Session, seat: Seat, people: list[Reader], newest: tuple[UUID, list[UUID] | None] | None
) -> dict[str, Any]:
    """The readers that are chosen beforehand: those of the newest message where it is for fewer than everyone."""
    if newest is None or newest[1] is None:
        return {"audience": EVERYONE}
    kind = session.scalar(select(Audience.kind).where(Audience.id == newest[0]))
    holders = set(newest[1])
    if kind == TEAM and holders & set(seat.teams):
        return {"audience": TEAM}
    if kind == WORKERS:
        named = [one.reference for one in people if one.id in holders and one.id != seat.worker.id]
        return {"audience": WORKERS, "workers": named} if named else {"audience": AGENCY}
    codes = [one.code for one in seat.agencies if one.id in holders and one.id != seat.worker.agency_id]
    return {"audience": AGENCIES, "agencies": codes} if codes else {"audience": AGENCY}
