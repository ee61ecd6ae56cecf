"""The meeting itself: opened and closed, who is there, which case is on the table and for how long."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.cases.models import CaseFile
from coordination.errors import Invalid, MovedOn
from coordination.panels.commands.asking import ask_again, ask_no_more
from coordination.panels.commands.attending import arrives
from coordination.panels.commands.being_open import get_running, may_change
from coordination.panels.commands.planning import items_of
from coordination.panels.models import ONE_OPEN, AgendaItem, Meeting
from coordination.panels.queries.closing import may_reopen
from coordination.panels.queries.items import finished_cases
from coordination.panels.queries.seats import Table, get_meeting, table_of
from workflows.dates_in_words import in_full, moment_in_full
from workflows.local_time import day_of

NOT_REACHED = "The meeting did not reach it."
CLOSED_BEFORE = "The case was closed before the meeting reached it."
FINISHED_BEFORE = "It was off the panel’s list before the meeting reached it."
ANOTHER_OPEN = (
    "The meeting of {when} is still open, and only one meeting of a panel can be open at once. Close that one first, "
    "then open this one."
)


def begin(session: Session, worker: SignedIn, reference: str) -> None:
    """Open the meeting. Whoever opens it chairs it: the chair or, when the chair is not there, the deputy.

    Raises MovedOn when somebody else has opened it, or while another meeting of the panel is open.
    """
    meeting, table = get_running(session, worker, reference, opened=False)
    table.must_chair()
    if meeting.published_at is None:
        raise Invalid("Publish the agenda first, so that everybody at the table has the same one.")
    if meeting.began_at is not None:
        if meeting.chaired_by_id == worker.id:
            return
        by = next((one.name for one in table.members if one.worker_id == meeting.chaired_by_id), "Somebody else")
        raise MovedOn(f"{by} has opened this meeting already, and chairs it.")
    other = _open_beside(session, meeting)
    if other is not None:
        raise MovedOn(ANOTHER_OPEN.format(when=moment_in_full(other.starts_at)))
    meeting.began_at, meeting.chaired_by_id = clock.now(), worker.id
    try:
        session.flush()
    except IntegrityError as no:
        if ONE_OPEN not in str(no):
            raise
        # opened at the very moment; which one is seen when this page is looked at again
        raise MovedOn("Somebody opened another meeting of this panel a moment ago. Close that one first.") from None
    record(session, "meeting.began", meeting=meeting.reference)
    arrives(session, worker, table, meeting, worker.id)
    _to_next(session, table, meeting)
    meeting.version += 1


def _open_beside(session: Session, meeting: Meeting) -> Meeting | None:
    """The other meeting of the panel that is open, if there is one."""
    others = select(Meeting).where(
        Meeting.panel_id == meeting.panel_id,
        Meeting.id != meeting.id,
        Meeting.began_at.is_not(None),
        Meeting.ended_at.is_(None),
    )
    return session.scalar(others)


def show(session: Session, worker: SignedIn, reference: str, item: str, *, seen: int) -> None:
    """Bring a case onto the table. Raises MovedOn when somebody else brought another one there meanwhile."""
    meeting, table = get_running(session, worker, reference)
    table.must_chair()
    if meeting.version != seen:
        raise MovedOn("The meeting has moved on: somebody else changed it a moment ago. This is how it stands now.")
    row = item_in(session, meeting, item)
    put_on_table(meeting, row.id)
    meeting.version += 1


def end(session: Session, worker: SignedIn, reference: str, *, once: str) -> None:
    """Close the meeting. What was not reached goes to the next agenda, and nobody owes an update any more."""
    meeting, table = get_running(session, worker, reference)
    table.must_chair()
    if repeated(session, worker, once, [reference]) is not None:
        return
    # set first, so that what is let off below can be told from what was let off before
    meeting.ended_at = clock.now()
    over = over_for_panel(session, table, meeting)
    for row in items_of(session, meeting):
        if row.state == "listed":
            row.state, row.version = "deferred", row.version + 1
            row.put_off_because = over.get(row.case_id, NOT_REACHED)
            record(session, "panel.taken-off", case_id=row.case_id, meeting=meeting.reference, state="deferred")
        ask_no_more(session, worker, row)
    put_on_table(meeting, None)
    meeting.version += 1
    record(session, "meeting.ended", meeting=meeting.reference)
    remember(session, worker, once, {"meeting": reference})


def reopen(session: Session, worker: SignedIn, reference: str) -> None:
    """Open a meeting again that was closed by mistake: what it did not reach waits again, and so does what nobody told.

    Raises MovedOn once something rests on its end: minutes, a later agenda, another meeting that is open.
    """
    meeting = get_meeting(session, reference, to_change=may_change(session, worker, reference))
    table = table_of(session, worker, meeting)
    table.must_chair()
    if meeting.ended_at is None:
        return
    if not may_reopen(session, meeting):
        raise MovedOn("This meeting has minutes, or the next one has begun to build on it, so it stays closed.")
    for row in items_of(session, meeting):
        if row.state == "deferred" and row.put_off_because == NOT_REACHED:
            row.state, row.version, row.put_off_because = "listed", row.version + 1, None
            record(session, "panel.listed", case_id=row.case_id, meeting=meeting.reference, because=row.because)
        ask_again(session, row, since=meeting.ended_at)
    meeting.ended_at = None
    session.flush()
    _to_next(session, table, meeting)
    meeting.version += 1
    record(session, "meeting.reopened", meeting=meeting.reference)


def put_on_table(meeting: Meeting, item_id: UUID | None) -> None:
    """Count the time of the case that is on the table, and put this one there instead."""
    now = clock.now()
    if meeting.item_id is not None and meeting.item_since is not None:
        spent = int((now - meeting.item_since).total_seconds())
        before = int(meeting.seconds.get(str(meeting.item_id), 0))
        meeting.seconds = {**meeting.seconds, str(meeting.item_id): before + spent}
    meeting.item_id, meeting.item_since = item_id, now if item_id else None


def item_in(session: Session, meeting: Meeting, reference: str, *, to_change: bool = False) -> AgendaItem:
    """An item of this meeting that the asker sees. Raises MovedOn when it is not there."""
    query = select(AgendaItem).where(AgendaItem.meeting_id == meeting.id, AgendaItem.reference == reference)
    row = session.scalar(query.with_for_update().execution_options(populate_existing=True) if to_change else query)
    if row is None:
        raise MovedOn("This case is not on the agenda any more.")
    return row


def must_be_open(case: CaseFile) -> None:
    """Raise Invalid for a case that was closed since it came onto the agenda, as when somebody has died."""
    if case.ended_at is not None:
        closed = in_full(day_of(case.ended_at))
        raise Invalid(f"This case was closed on {closed}, so there is nothing left to decide. Take it off the agenda.")


def must_be_on_the_list(session: Session, table: Table, case: CaseFile) -> None:
    """Raise Invalid for a case that the panel was done with since it came onto the agenda, here or elsewhere."""
    since = finished_cases(session, table.kind, [case.id]).get(case.id)
    if since is not None:
        raise Invalid(
            f"This case has been off the panel’s list since {in_full(since)}, so there is nothing left to decide. Take "
            "it off the agenda, or list it at panel again on its own page."
        )


def next_item(session: Session, table: Table, meeting: Meeting) -> AgendaItem | None:
    """The first case in the order of the table that waits to be talked about."""
    noted, over = set(meeting.noted_ids), over_for_panel(session, table, meeting)
    waiting = [row for row in items_of(session, meeting) if row.state == "listed" and row.case_id not in over]
    return next((row for row in waiting if row.id not in noted), waiting[0] if waiting else None)


def over_for_panel(session: Session, table: Table, meeting: Meeting) -> dict[UUID, str]:
    """The cases of a meeting that wait for no decision any more, of those that the asker sees, and why in words."""
    cases = select(CaseFile.id, CaseFile.ended_at).join(AgendaItem, AgendaItem.case_id == CaseFile.id)
    rows = session.execute(cases.where(AgendaItem.meeting_id == meeting.id)).all()
    finished = finished_cases(session, table.kind, [row.id for row in rows])
    return dict.fromkeys(finished, FINISHED_BEFORE) | {row.id: CLOSED_BEFORE for row in rows if row.ended_at}


def _to_next(session: Session, table: Table, meeting: Meeting) -> None:
    row = next_item(session, table, meeting)
    put_on_table(meeting, row.id if row else None)
