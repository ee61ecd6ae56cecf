"""What presses today, block by block: each block is one query, and a block that a role has no use for is None."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from coordination.access import CASE_ROLES, SignedIn
from coordination.queues.queries import lists
from coordination.queues.queries.narrowing import Narrowing
from coordination.queues.queries.rows import TaskRow

MOST = 5  # of one's own tasks and of what one waits for; the page of my work has them all


@dataclass(frozen=True)
class Today:
    """The blocks of the first page that come from queues."""

    teams: Sequence[lists.TeamQueue] | None = None
    pressing: Sequence[TaskRow] | None = None
    mine: lists.Page | None = None
    waiting: Sequence[TaskRow] | None = None
    holders: Sequence[Any] | None = None
    most: int = MOST

    @property
    def case_ids(self) -> list[UUID]:
        """The cases that the page shows."""
        rows = [*(self.pressing or ()), *(self.mine.rows[:MOST] if self.mine else ()), *(self.waiting or ())[:MOST]]
        return [row.case_id for row in rows]


def today_of(session: Session, worker: SignedIn) -> Today:
    """What the worker's roles are for: own tasks and what one waits for; a team lead also sees the whole team."""
    if not worker.roles & CASE_ROLES:
        return Today()
    lead = "team-lead" in worker.roles
    triages = lead or "triage" in worker.roles
    return Today(
        teams=lists.teams(session, worker),
        pressing=lists.most_pressing(session, worker) if triages else None,
        mine=lists.my_work(session, worker, Narrowing()),
        waiting=lists.waiting_on_others(session, worker),
        holders=lists.holders(session, worker.team_ids) if lead else None,
    )
