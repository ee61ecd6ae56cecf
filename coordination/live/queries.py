"""Whether somebody may still listen, and whether there is anything new that they may see. One statement each."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import text

from coordination import clock
from coordination.access import PERMISSIONS, SignedIn
from coordination.db import at_once
from coordination.errors import NotVisible
from coordination.identity.doors import Door
from coordination.identity.queries import IDLE

_ON_CASE = text("select heard_on_case(:token, :moment, :idle, :roles, :case, :after)")
_HEARS = text("select case_id, in_full from hears_case(:token, :moment, :idle, :roles, :reference)")
_GREW = text("select case_id, seq from cases_that_grew(:cases, :places, :proof)")
_IN_TEAM = text("select listens_in_team(:token, :moment, :idle, :roles, :team)")
_AT_MEETING = text("select listens_at_meeting(:token, :moment, :idle, :roles, :meeting)")


def case_to_hear(worker: SignedIn, reference: str) -> tuple[UUID, bool]:
    """The case that a page listens to, and whether its reader has more than a preview. Raises NotVisible."""
    with at_once() as connection:
        found = connection.execute(_HEARS, {**_asking(worker, "case.read"), "reference": reference}).one_or_none()
    if found is None:
        raise NotVisible("There is no case with that reference that you can open.")
    return found.case_id, found.in_full


def grown(door: Door, places: Mapping[UUID, int]) -> dict[UUID, int]:
    """Which of these cases have grown beyond these places, and how far. It says nothing of who may see what came,
    and only the application is told."""
    which, far = ",".join(map(str, places)), ",".join(map(str, places.values()))
    proof = door.proof("cases-that-grew", which, far)
    with at_once() as connection:
        asked = {"cases": list(places), "places": list(places.values()), "proof": proof}
        return {row.case_id: row.seq for row in connection.execute(_GREW, asked)}


def newest_on_case(worker: SignedIn, case_id: UUID, after: int) -> int | None:
    """The place of the newest event after `after` that this worker sees, else `after`. None: they may not listen."""
    asked = {**_asking(worker, "case.read"), "case": case_id, "after": after}
    with at_once() as connection:
        found: int | None = connection.scalar(_ON_CASE, asked)
    return found


def listens_in_team(worker: SignedIn, team_id: UUID) -> bool:
    """Whether this worker is signed in still, and works in the team."""
    with at_once() as connection:
        return bool(connection.scalar(_IN_TEAM, {**_asking(worker, "queue.read"), "team": team_id}))


def listens_at_meeting(worker: SignedIn, meeting_id: UUID) -> bool:
    """Whether this worker is signed in still, and sits on the panel that meets."""
    with at_once() as connection:
        asked = {**_asking(worker, "panel.take-part"), "meeting": meeting_id}
        return bool(connection.scalar(_AT_MEETING, asked))


def _asking(worker: SignedIn, permission: str) -> dict[str, object]:
    roles = sorted(PERMISSIONS[permission])
    return {"token": worker.token, "moment": clock.now(), "idle": IDLE, "roles": roles}
