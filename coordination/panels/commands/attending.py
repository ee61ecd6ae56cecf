"""Who is at the table, from when and until when, and that they accepted the confidentiality statement."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record
from coordination.db import new_id
from coordination.errors import Invalid, NotAllowed
from coordination.panels.commands.being_open import get_running
from coordination.panels.models import Attendance, Meeting
from coordination.panels.queries.seats import Table

GONE = "{name} does not work for {agency} any more, so they cannot be at the table for it. End their seat."


def attend(session: Session, worker: SignedIn, reference: str, member: str | None = None) -> None:
    """Somebody is at the table, and has accepted the confidentiality statement: oneself, or as the chair notes it."""
    meeting, table = get_running(session, worker, reference)
    who = _who(worker, table, member)
    arrives(session, worker, table, meeting, who)
    _tell_screens(session, table, meeting)


def leave_table(session: Session, worker: SignedIn, reference: str, member: str | None = None) -> None:
    """Somebody leaves the table before the end."""
    meeting, table = get_running(session, worker, reference)
    row = _attendance(session, meeting, _who(worker, table, member))
    if row is None or row.left_at is not None:
        return
    row.left_at = clock.now()
    record(session, "meeting.left", meeting=meeting.reference, worker=row.worker_id)
    _tell_screens(session, table, meeting)


def _who(worker: SignedIn, table: Table, member: str | None) -> UUID:
    if member is None or member == worker.reference:
        if table.office is None:
            raise NotAllowed("You do not sit on this panel.")
        return worker.id
    table.must_chair()
    found = next((one for one in table.members if one.reference == member), None)
    if found is None:
        raise Invalid("Choose a member of this panel.")
    if found.gone:
        raise Invalid(GONE.format(name=found.name, agency=found.agency))
    return found.worker_id


def arrives(session: Session, worker: SignedIn, table: Table, meeting: Meeting, who: UUID) -> None:
    """Somebody is at the table from now on, for the agency that gave them their seat."""
    row = _attendance(session, meeting, who)
    if row is not None:
        if row.left_at is not None:
            row.left_at = None
            record(session, "meeting.attended", meeting=meeting.reference, worker=who)
        return
    now = clock.now()
    agency_id = next(one.agency_id for one in table.members if one.worker_id == who)
    session.add(
        Attendance(
            id=new_id(),
            meeting_id=meeting.id,
            panel_id=meeting.panel_id,
            worker_id=who,
            agency_id=agency_id,
            came_at=now,
            accepted_at=now,
            noted_by_id=worker.id,
        )
    )
    session.flush()
    record(session, "meeting.attended", meeting=meeting.reference, worker=who)


def _attendance(session: Session, meeting: Meeting, who: UUID) -> Attendance | None:
    return session.scalar(select(Attendance).where(Attendance.meeting_id == meeting.id, Attendance.worker_id == who))


def _tell_screens(session: Session, table: Table, meeting: Meeting) -> None:
    """Other screens look for a new version. A member who is no chair cannot raise it: who is there is looked at too."""
    if table.chairs:
        meeting.version += 1
    session.flush()
