"""What somebody who sits on a panel finds on their first page: the meetings that come, and what is to be done first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.conversation.models import FormCardNews
from coordination.panels.models import AgencyUpdate, AgendaItem, Meeting
from coordination.panels.queries.told import OF_THE_CARD, TOLD_AT
from coordination.queues.models import Task
from coordination.sharing.models import Panel

MOST = 3
# a meeting that nobody opened is not spoken of for ever
GONE_BY = timedelta(days=1)


@dataclass(frozen=True)
class Coming:
    """A meeting of one of my panels: how many cases I read of it, and how many updates my agency has to give."""

    reference: str
    panel: str
    starts_at: datetime
    is_published: bool
    is_open: bool
    to_read: int
    to_tell: int


def coming(session: Session, worker: SignedIn) -> list[Coming]:
    """The next meetings of the worker's panels, in one statement; without asking none for whoever sits on no panel."""
    if not worker.may("panel.take-part"):
        return []
    to_read = (
        select(func.count())
        .where(AgendaItem.meeting_id == Meeting.id, AgendaItem.state == "listed")
        .correlate(Meeting)
        .scalar_subquery()
    )
    to_tell = (
        select(func.count())
        .select_from(AgencyUpdate)
        .outerjoin(FormCardNews, OF_THE_CARD)
        .outerjoin(Task, Task.reference == AgencyUpdate.task_reference)
        .where(
            AgencyUpdate.meeting_id == Meeting.id,
            AgencyUpdate.agency_id == worker.agency_id,
            TOLD_AT.is_(None),
            Task.done_at.is_(None),
        )
        .correlate(Meeting)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            Meeting.reference, Panel.name, Meeting.starts_at, Meeting.published_at.is_not(None),
            Meeting.began_at.is_not(None), to_read, to_tell,
        )
        .join(Panel, Panel.id == Meeting.panel_id)
        .where(
            Meeting.ended_at.is_(None),
            Meeting.began_at.is_not(None) | (Meeting.starts_at > clock.now() - GONE_BY),
        )
        .order_by(Meeting.starts_at)
        .limit(MOST)
    )  # fmt: skip
    return [Coming(*row) for row in rows]
