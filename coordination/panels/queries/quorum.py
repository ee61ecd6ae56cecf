"""Who is at the table now, and whether that is enough to decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.identity.models import Agency, Worker
from coordination.panels.models import Attendance, Meeting
from coordination.panels.queries.seats import CHAIRS, Table


@dataclass(frozen=True)
class Present:
    """One person who came, for which agency, and when they left if they did."""

    worker_id: UUID
    reference: str
    name: str
    agency_code: str
    agency: str
    came_at: datetime
    left_at: datetime | None


@dataclass(frozen=True)
class Quorum:
    """Whether the table may decide, and in words what it lacks."""

    present: tuple[Present, ...]
    lacks: tuple[str, ...]

    @property
    def reached(self) -> bool:
        """Whether nothing is lacking."""
        return not self.lacks

    @property
    def here(self) -> tuple[Present, ...]:
        """Those who are at the table now."""
        return tuple(one for one in self.present if one.left_at is None)


def attendance(session: Session, meeting: Meeting) -> tuple[Present, ...]:
    """Everybody who came, in the order in which they did."""
    rows = session.execute(
        select(
            Attendance.worker_id, Worker.reference, Worker.name, Agency.code, Agency.name.label("agency"),
            Attendance.came_at, Attendance.left_at,
        )
        .join(Worker, Worker.id == Attendance.worker_id)
        .join(Agency, Agency.id == Attendance.agency_id)
        .where(Attendance.meeting_id == meeting.id)
        .order_by(Attendance.came_at, Worker.name)
    )  # fmt: skip
    return tuple(Present(*row) for row in rows)


def quorum(session: Session, meeting: Meeting, table: Table) -> Quorum:
    """Counted by agency, at this moment: a chair or deputy, every agency of the quorum, and one of the others."""
    present = attendance(session, meeting)
    here = [one for one in present if one.left_at is None]
    names = {agency.code: agency.name for agency in session.scalars(select(Agency))}
    offices = {member.worker_id: member.office for member in table.members}
    lacks = []
    if not any(offices.get(one.worker_id) in CHAIRS for one in here):
        lacks.append("the chair or the deputy")
    agencies = {one.agency_code for one in here}
    lacks += [names.get(code, code) for code in table.panel.quorum if code not in agencies]
    one_of = table.panel.quorum_one_of
    if one_of and not agencies & set(one_of):
        lacks.append(" or ".join(names.get(code, code) for code in one_of))
    return Quorum(present, tuple(lacks))
