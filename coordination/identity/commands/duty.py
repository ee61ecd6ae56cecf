"""How a team is reached: its telephone, its hours, whom to ring when it is closed, who answers in its place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.audit.commands import record
from coordination.errors import MovedOn, NotAllowed, NotVisible
from coordination.identity.models import Team

# the parts of a team's duty that its own people change, in words for the log
PARTS = {
    "phone": "the telephone",
    "hours": "the opening hours",
    "out_of_hours": "whom to ring when it is closed",
    "deputies": "its deputies",
    "cover": "the cover rota",
}


def may_change(worker: SignedIn, team: Team) -> bool:
    """Whether this worker leads the team, or administers its agency."""
    if not worker.may("teams.change"):
        return False
    leads = "team-lead" in worker.roles and team.id in worker.team_ids
    return leads or ("administrator" in worker.roles and team.agency_id == worker.agency_id)


def as_shown(team: Team) -> str:
    """A mark of what a team says of itself now: a page shows it, and sends it back with what was changed there."""
    return hashlib.sha256(json.dumps(team.duty, sort_keys=True).encode()).hexdigest()[:16]


def change(session: Session, worker: SignedIn, code: str, given: Mapping[str, Any], *, shown: str) -> list[str]:
    """Keep these parts of a team's duty; they count from now on. Returns what changed, in words.

    Raises NotVisible when there is no such team, NotAllowed when it is not theirs, MovedOn when somebody changed it
    since the page was opened. The same press again changes nothing.
    """
    team = session.scalar(select(Team).where(Team.code == code, Team.closed_at.is_(None)))
    if team is None:
        raise NotVisible("There is no such team.")
    if not may_change(worker, team):
        raise NotAllowed("Only the lead of this team, or an administrator of its agency, can change this.")
    changed = [words for part, words in PARTS.items() if team.duty.get(part) != given[part]]
    if not changed:
        return []
    session.refresh(team, with_for_update=True)
    if as_shown(team) != shown:
        raise MovedOn(
            "Somebody changed this while you had the page open. Nothing was kept: open it anew to see how it stands."
        )
    team.duty = {**team.duty, **{part: given[part] for part in PARTS}}
    record(session, "team.changed", chain=f"agency:{team.agency_id}", team=team.id, changes=", ".join(changed))
    return changed
