"""What a composer begins with: a narrow audience after a narrow message, so that nobody answers too many by mistake."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from coordination.cases.queries.audiences import AGENCIES, AGENCY, EVERYONE, TEAM, WORKERS
from coordination.conversation.queries.seats import Seat


def begins_with(seat: Seat, holders: Collection[UUID] | None) -> dict[str, Any]:
    """The readers that are chosen beforehand: those of the newest message where it is for fewer than everyone."""
    if holders is None:
        return {"audience": EVERYONE}
    if set(holders) <= set(seat.teams):
        return {"audience": TEAM}
    codes = [one.code for one in seat.agencies if one.id in holders and one.id != seat.worker.agency_id]
    if codes:
        return {"audience": AGENCIES, "agencies": codes}
    people = [one.reference for one in seat.people if one.id in holders and one.id != seat.worker.id]
    return {"audience": WORKERS, "workers": people} if people else {"audience": AGENCY}
