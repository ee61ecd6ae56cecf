"""Who reads something in a conversation, in the words that stand below it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from coordination.cases.queries.audiences import listed
from coordination.conversation.queries.seats import Seat

EVERYONE = "Everyone on the case"


def names_here(seat: Seat) -> dict[UUID, str]:
    """Those who sit on the case, by whatever an audience may name them by."""
    names = {one.id: one.name for one in seat.people} | {one.id: one.name for one in seat.agencies}
    for one in seat.agencies:
        names.update(one.teams)
    return names


def read_by(readers: Collection[UUID] | None, names: Mapping[UUID, str]) -> str:
    """Everyone, or those few by name; whoever has no name here is “somebody who left”."""
    if readers is None:
        return EVERYONE
    return listed(sorted({names.get(holder, "somebody who left") for holder in readers})) + " only"
