"""What waits for somebody who sits on a panel: the next meeting, and what their agency was asked to tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.cases.models import CaseFile
from coordination.conversation.models import FormCardNews
from coordination.panels.models import AgencyUpdate, Meeting
from coordination.panels.queries.told import OF_THE_CARD, TOLD_AT
from coordination.queues.models import Task
from coordination.sharing.models import Panel


@dataclass(frozen=True)
class Asked:
    """What my agency was asked and has not told yet."""

    reference: str
    case_id: UUID
    case_reference: str
    panel: str
    due_at: datetime


def next_meetings(session: Session, panel_ids: Sequence[UUID]) -> dict[UUID, Meeting]:
    """The meeting of each panel that comes next, or that is open now."""
    rows = session.scalars(
        select(Meeting)
        .where(Meeting.panel_id.in_(panel_ids), Meeting.ended_at.is_(None))
        .order_by(Meeting.starts_at.desc())
    )
    return {row.panel_id: row for row in rows}


def my_updates(session: Session, worker: SignedIn) -> list[Asked]:
    """What my agency still has to tell, the most pressing first; nothing of a meeting that is over."""
    rows = session.execute(
        select(AgencyUpdate.reference, AgencyUpdate.case_id, CaseFile.reference, Panel.name, AgencyUpdate.due_at)
        .join(CaseFile, CaseFile.id == AgencyUpdate.case_id)
        .join(Panel, Panel.id == AgencyUpdate.panel_id)
        .outerjoin(Meeting, Meeting.id == AgencyUpdate.meeting_id)
        .outerjoin(FormCardNews, OF_THE_CARD)
        .outerjoin(Task, Task.reference == AgencyUpdate.task_reference)
        .where(
            AgencyUpdate.agency_id == worker.agency_id,
            TOLD_AT.is_(None),
            Task.done_at.is_(None),
            Meeting.ended_at.is_(None),
        )
        .order_by(AgencyUpdate.due_at, CaseFile.reference)
        .limit(100)
    )
    return [Asked(*row) for row in rows]
