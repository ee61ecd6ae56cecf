"""Who could be left among the readers of a message when it is to be read by fewer."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination.cases.queries.seats import Reader
from coordination.conversation.models import Message
from coordination.conversation.queries.seats import Seat

_WITHIN = text(
    "select h.holder from unnest(cast(:holders as uuid[])) h (holder) "
    "where audience_covers(cast(:readers as uuid[]), array[h.holder])"
)


def within(session: Session, seat: Seat, people: Sequence[Reader], message: Message) -> frozenset[UUID]:
    """Those of the agencies, own teams and people here who read the message by its audience, by the database's rule."""
    holders = {one.id for one in seat.agencies} | {one.id for one in people} | set(seat.teams)
    if message.readers is None:
        return frozenset(holders)
    return frozenset(session.scalars(_WITHIN, {"holders": list(holders), "readers": message.readers}))
