"""Who reads something on a case, in the words that stand below it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from coordination.cases.queries.audiences import listed
from coordination.cases.queries.seats import Seat
from coordination.identity.models import Agency, Team, Worker

EVERYONE = "Everyone on the case"


def names_here(seat: Seat) -> dict[UUID, str]:
    """Those who sit on the case, by whatever an audience may name them by."""
    names = {one.id: one.name for one in seat.people} | {one.id: one.name for one in seat.agencies}
    for one in seat.agencies:
        names.update(one.teams)
    return names


def names_of(session: Session, holders: Collection[UUID]) -> dict[UUID, str]:
    """Agencies, teams and workers by their ids, in one statement; without any id in none."""
    if not holders:
        return {}
    found = union_all(*(select(who.id, who.name).where(who.id.in_(holders)) for who in (Agency, Team, Worker)))
    return {row[0]: row[1] for row in session.execute(found)}


def read_by(readers: Collection[UUID] | None, names: Mapping[UUID, str]) -> str:
    """Everyone, or those few by name; whoever has no name here is somebody."""
    if readers is None:
        return EVERYONE
    return listed(sorted(names.get(holder, "Somebody") for holder in readers)) + " only"
