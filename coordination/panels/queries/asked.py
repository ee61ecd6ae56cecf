"""What an agency sees of a question before a meeting: the case, the panel, and who reads the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.cases.models import CaseFile, PersonOnCase
from coordination.conversation.models import FormCardNews
from coordination.panels.models import AgencyUpdate, Meeting
from coordination.panels.queries.owners import owners
from coordination.panels.queries.told import BODY, OF_THE_CARD, TOLD_AT
from coordination.queues.models import Task
from coordination.sharing.models import Panel


@dataclass(frozen=True)
class About:
    """What the page of an update says above its form, and what was told. Without a `meeting` the reader sees none."""

    case_reference: str
    name: str
    panel: str
    meeting: str | None
    readers: tuple[str, ...]
    told_at: datetime | None
    body: str
    # withdrawn, or the meeting is over: nothing is owed any more
    is_over: bool


def about(session: Session, worker: SignedIn, row: AgencyUpdate) -> About:
    """The case and the panel of what was asked, and the agencies that read what is told."""
    reference = session.scalars(select(CaseFile.reference).where(CaseFile.id == row.case_id)).one()
    name = session.scalar(
        select(PersonOnCase.name).where(
            PersonOnCase.case_id == row.case_id,
            PersonOnCase.part == "subject",
            PersonOnCase.name_hidden_since.is_(None),
        )
    )
    panel = session.scalars(select(Panel.name).where(Panel.id == row.panel_id)).one()
    reads = owners(session, worker, row.case_id, row.category)
    agencies = sorted({one.agency for one in reads} | {worker.agency_name})
    told_at, body, done_at, meeting = session.execute(
        select(TOLD_AT, BODY, Task.done_at, Meeting.reference)
        .select_from(AgencyUpdate)
        .outerjoin(FormCardNews, OF_THE_CARD)
        .outerjoin(Task, Task.reference == AgencyUpdate.task_reference)
        .outerjoin(Meeting, Meeting.id == AgencyUpdate.meeting_id)
        .where(AgencyUpdate.id == row.id)
    ).one()
    return About(
        reference, name or "", panel, meeting, tuple(agencies), told_at, body or "", is_over=done_at is not None
    )
