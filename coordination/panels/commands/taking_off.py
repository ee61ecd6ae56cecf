"""A case is taken off an agenda or put off to the next one, and put back to where it stood if that was a mistake."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record
from coordination.cases.models import CaseFile
from coordination.errors import Invalid, MovedOn
from coordination.panels.commands.asking import ask_again, ask_agencies, ask_no_more
from coordination.panels.commands.planning import MOVED_ON, changed, item_of, to_change
from coordination.panels.commands.running import next_item, put_on_table
from coordination.panels.models import AgendaItem, Decision, Meeting
from coordination.panels.queries.items import finished_cases
from coordination.panels.queries.seats import Table

CLOSED = "That case is closed. Only open cases come before the panel."
FINISHED = "That case is off the panel’s list. List it at panel again on its own page, then put it back."


def take_off(session: Session, worker: SignedIn, reference: str, item: str, seen: int, *, because: str = "") -> None:
    """Take a case off this agenda; with a reason it is put off to the next one. Its agencies owe no update any more."""
    meeting, table = to_change(session, worker, reference, seen)
    row = item_of(session, meeting, item)
    if row.state != "listed":
        raise MovedOn(MOVED_ON)
    row.state, row.version = ("deferred" if because else "removed"), row.version + 1
    row.put_off_because = because.strip() or None
    if not because:
        row.stood_at = meeting.item_ids.index(row.id)
        meeting.item_ids = [each for each in meeting.item_ids if each != row.id]
    record(session, "panel.taken-off", case_id=row.case_id, meeting=meeting.reference, state=row.state)
    ask_no_more(session, worker, row)
    _off_the_table(session, table, meeting, row)
    changed(session, meeting)


def put_back(session: Session, worker: SignedIn, reference: str, item: str, seen: int) -> None:
    """Put a case back that was taken off or put off: in its place, with its reasons, its lane and what was asked.

    A decision to put it off is followed by none. Raises Invalid for a case that was closed meanwhile.
    """
    meeting, table = to_change(session, worker, reference, seen)
    row = item_of(session, meeting, item)
    if row.state not in ("removed", "deferred"):
        raise MovedOn(MOVED_ON)
    if session.scalar(select(CaseFile.ended_at).where(CaseFile.id == row.case_id)) is not None:
        raise Invalid(CLOSED)
    if row.case_id in finished_cases(session, table.kind, [row.case_id]):
        raise Invalid(FINISHED)
    if row.id not in meeting.item_ids:
        place = len(meeting.item_ids) if row.stood_at is None else row.stood_at
        meeting.item_ids = [*meeting.item_ids[:place], row.id, *meeting.item_ids[place:]]
    row.state, row.version, row.put_off_because, row.stood_at = "listed", row.version + 1, None, None
    session.execute(
        update(Decision)
        .where(Decision.item_id == row.id, Decision.superseded_at.is_(None))
        .values(superseded_at=clock.now())
    )
    record(session, "panel.listed", case_id=row.case_id, meeting=meeting.reference, because=row.because)
    if meeting.published_at is not None:
        ask_again(session, row)
        ask_agencies(session, worker, table, meeting, row)
    changed(session, meeting)


def _off_the_table(session: Session, table: Table, meeting: Meeting, row: AgendaItem) -> None:
    if meeting.item_id == row.id:
        session.flush()
        following = next_item(session, table, meeting)
        put_on_table(meeting, following.id if following else None)
