"""How a panel does: which agencies came, and which actions were done by their day. Counted of what the reader sees."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.identity.models import Agency
from coordination.panels.models import Attendance, Meeting, PanelAction
from coordination.panels.queries.seats import Table
from coordination.queues.models import Task
from coordination.queues.queries.rows import ENDED_BY_ITSELF
from workflows.local_time import day_of


@dataclass(frozen=True)
class Figures:
    """Attendance by agency and actions by what became of them."""

    meetings: int
    came: tuple[tuple[str, int], ...]
    actions: int
    in_time: int
    late_done: int
    open_late: int
    not_needed: int
    case_ids: tuple[UUID, ...]

    @property
    def due(self) -> int:
        """Actions whose day has come, or that are done already."""
        return self.in_time + self.late_done + self.open_late


def figures(session: Session, table: Table) -> Figures:
    """Of meetings that are over and actions that the reader may read."""
    over = session.scalars(
        select(Meeting.id).where(
            Meeting.panel_id == table.panel.id, Meeting.began_at.is_not(None), Meeting.ended_at.is_not(None)
        )
    ).all()
    rows = session.execute(
        select(Attendance.meeting_id, Attendance.agency_id).where(Attendance.meeting_id.in_(over)).distinct()
    )
    times = Counter(row.agency_id for row in rows)
    names = {agency.id: agency for agency in session.scalars(select(Agency))}
    codes = {*table.panel.core, *(names[agency_id].code for agency_id in times)}
    came = sorted((agency.name, times.get(agency.id, 0)) for agency in names.values() if agency.code in codes)
    given = session.execute(
        select(PanelAction.due_on, PanelAction.case_id, Task.done_at, Task.ended_as)
        .outerjoin(Task, Task.reference == PanelAction.task_reference)
        .where(PanelAction.panel_id == table.panel.id)
    ).all()
    done = [row for row in given if row.done_at is not None and row.ended_as not in ENDED_BY_ITSELF]
    in_time = sum(day_of(row.done_at) <= row.due_on for row in done)
    late_done = len(done) - in_time
    open_late = sum(row.done_at is None and row.due_on < clock.today() for row in given)
    return Figures(
        len(over),
        tuple(came),
        len(given),
        in_time,
        late_done,
        open_late,
        sum(row.ended_as in ENDED_BY_ITSELF for row in given),
        tuple(dict.fromkeys(row.case_id for row in given)),
    )
