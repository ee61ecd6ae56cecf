"""Who could be left among the readers of a message when it is to be read by fewer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination.cases.queries.seats import Reader
from coordination.conversation.models import Message
from coordination.conversation.queries.seats import Seat

_AMONG = text("select readers_of_my_message(:message, cast(:holders as uuid[]))")


def within(session: Session, seat: Seat, people: Sequence[Reader], message: Message) -> frozenset[UUID]:
    """Those of the agencies, own teams and people here who read the message by its audience, by the database's rule."""
    holders = {one.id for one in seat.agencies} | {one.id for one in people} | set(seat.teams)
    return readers_among(session, message, holders)


def readers_among(session: Session, message: Message, holders: Iterable[UUID]) -> frozenset[UUID]:
    """Those of these holders who read a message that the asker wrote: by name, by their team or by their agency."""
    if message.readers is None:
        return frozenset(holders)
    return frozenset(session.scalars(_AMONG, {"message": message.id, "holders": list(holders)}))
