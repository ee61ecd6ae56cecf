"""Before a meeting: planned, its agenda filled and ordered, published with a day by which agencies tell what is new."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.db import new_id
from coordination.errors import Invalid, MovedOn, NotAllowed
from coordination.panels.commands.asking import ask_again, ask_agencies, ask_no_more
from coordination.panels.models import AgendaItem, AgendaReason, Meeting
from coordination.panels.queries.items import day_counted_to, finished_cases
from coordination.panels.queries.ranking import Candidate, candidates
from coordination.panels.queries.seats import Table, get_meeting, get_panel, table_of
from coordination.queues.commands.working_out import CALENDAR
from workflows.local_time import LONDON, day_of

MOVED_ON = "Somebody else changed this agenda a moment ago, so nothing was done. Look at it again, then decide."
UP, DOWN = "up", "down"


def plan(session: Session, worker: SignedIn, code: str, *, starts_at: datetime, place: str, once: str) -> str:
    """Plan a meeting and fill its agenda. Returns its reference. Raises Invalid for a moment that has gone by."""
    table = get_panel(session, worker, code)
    table.must_chair()
    before = repeated(session, worker, once, [code, starts_at, place])
    if before is not None:
        return str(before["meeting"])
    if starts_at <= clock.now():
        raise Invalid("Enter a day and time that are still to come.", field="starts_at")
    meeting = Meeting(
        id=new_id(),
        reference=secrets.token_hex(6),
        panel_id=table.panel.id,
        starts_at=starts_at,
        place=place.strip(),
        length_minutes=table.kind.length_minutes,
        updates_due_at=updates_due(starts_at, table.kind.updates_working_days),
        planned_by_id=worker.id,
        item_ids=[],
        noted_ids=[],
        seconds={},
        version=1,
    )
    session.add(meeting)
    session.flush()
    record(session, "meeting.planned", meeting=meeting.reference)
    _fill(session, worker, table, meeting)
    remember(session, worker, once, {"meeting": meeting.reference})
    return meeting.reference


def updates_due(starts_at: datetime, working_days: int) -> datetime:
    """The end of the day by which agencies have told what is new: so many working days before the meeting."""
    day = day_of(starts_at)
    for _ in range(working_days):
        day -= timedelta(days=1)
        while not CALENDAR.is_working_day(day):
            day -= timedelta(days=1)
    return datetime.combine(day, time(17), LONDON)


def fill(session: Session, worker: SignedIn, reference: str, seen: int) -> int:
    """Bring the agenda up to date: new cases come on, all are weighed again and put in order. Returns how many came."""
    meeting, table = to_change(session, worker, reference, seen)
    return _fill(session, worker, table, meeting)


def reorder(session: Session, worker: SignedIn, reference: str, item: str, way: str, seen: int) -> None:
    """Move an item one place up or down among those that the chair sees."""
    meeting, _ = to_change(session, worker, reference, seen)
    mine = [row.id for row in items_of(session, meeting) if row.state == "listed"]
    row = item_of(session, meeting, item)
    order = [each for each in meeting.item_ids if each in mine]
    place = order.index(row.id)
    other = place - 1 if way == UP else place + 1
    if not 0 <= other < len(order):
        return
    ids = list(meeting.item_ids)
    a, b = ids.index(order[place]), ids.index(order[other])
    ids[a], ids[b] = ids[b], ids[a]
    meeting.item_ids = ids
    changed(session, meeting)


def set_lane(session: Session, worker: SignedIn, reference: str, item: str, lane: str, seen: int) -> None:
    """Say whether an item is talked about or only noted: what is noted takes no time at the table."""
    meeting, _ = to_change(session, worker, reference, seen)
    row = item_of(session, meeting, item)
    others = [each for each in meeting.noted_ids if each != row.id]
    meeting.noted_ids = [*others, row.id] if lane == "note" else others
    changed(session, meeting)


def publish(session: Session, worker: SignedIn, reference: str, seen: int) -> None:
    """Let the members see the agenda, and ask each agency on each case to tell what is new."""
    meeting, table = to_change(session, worker, reference, seen)
    if meeting.published_at is not None:
        raise MovedOn("This agenda is published already.")
    rows = [row for row in items_of(session, meeting) if row.state == "listed"]
    over = finished_cases(session, table.kind, [row.case_id for row in rows])
    if not rows:
        raise Invalid("There is nothing on this agenda yet. Add a case before you publish it.")
    meeting.published_at = clock.now()
    meeting.version += 1
    event = record(session, "meeting.published", meeting=meeting.reference, items=len(rows))
    for row in rows:
        if row.case_id in over:
            continue
        ask_agencies(session, worker, table, meeting, row)
    jobs.later(session, worker.id, "tell_of_meeting", meeting_id=meeting.id, event_id=event.id, what="published")


def items_of(session: Session, meeting: Meeting) -> list[AgendaItem]:
    """The items that the asker sees, in the order of the table."""
    rows = {row.id: row for row in session.scalars(select(AgendaItem).where(AgendaItem.meeting_id == meeting.id))}
    return [rows[item_id] for item_id in meeting.item_ids if item_id in rows]


def put_on(session: Session, worker: SignedIn, meeting: Meeting, found: Candidate, *, because: str) -> AgendaItem:
    """Put one case on the agenda with its reasons."""
    row = AgendaItem(
        id=new_id(),
        reference=secrets.token_hex(6),
        meeting_id=meeting.id,
        panel_id=meeting.panel_id,
        case_id=found.case_id,
        category="core",
        state="listed",
        because=because,
        late=meeting.published_at is not None,
        added_at=clock.now(),
        added_by_id=worker.id,
        version=1,
    )
    session.add(row)
    session.flush()
    _weigh(session, worker, row, found)
    record(session, "panel.listed", case_id=found.case_id, meeting=meeting.reference, because=because)
    return row


def _fill(session: Session, worker: SignedIn, table: Table, meeting: Meeting) -> int:
    found = candidates(session, table.panel, table.kind, day_counted_to(meeting))[: most_for(table, meeting)]
    there = {row.case_id: row for row in items_of(session, meeting)}
    off = set(session.scalars(select(AgendaItem.case_id).where(AgendaItem.meeting_id == meeting.id)).all()) - set(there)
    came = 0
    for one in found:
        if one.case_id in off:
            continue  # the chair took it off, and it does not come back by itself
        row = there.get(one.case_id)
        if row is None:
            there[one.case_id] = put_on(session, worker, meeting, one, because=one.because)
            came += 1
        elif _weighs_otherwise(session, row, one):
            session.flush()
            _weigh(session, worker, row, one)
            record(session, "panel.weighed", case_id=row.case_id, meeting=meeting.reference)
    _ask_as_it_stands(session, worker, table, meeting)
    ranked = [there[one.case_id].id for one in found if one.case_id in there]
    # what the chair does not see, and what was added by hand, keeps its place behind
    meeting.item_ids = ranked + [each for each in meeting.item_ids if each not in set(ranked)]
    by_hand = [row.id for row in there.values() if row.id not in set(meeting.item_ids)]
    meeting.item_ids = [*meeting.item_ids, *by_hand]
    changed(session, meeting)
    return came


def _ask_as_it_stands(session: Session, worker: SignedIn, table: Table, meeting: Meeting) -> None:
    """Agencies owe nothing about a case that is off the panel's list; about one that came back they owe it again."""
    if meeting.published_at is None:
        return
    rows = [row for row in items_of(session, meeting) if row.state == "listed"]
    over = finished_cases(session, table.kind, [row.case_id for row in rows])
    for row in rows:
        if row.case_id in over:
            ask_no_more(session, worker, row)
        else:
            ask_again(session, row)


def most_for(table: Table, meeting: Meeting) -> int:
    """How many cases come on an agenda by themselves: twice what the meeting has time for. The others come next."""
    return max(1, 2 * meeting.length_minutes // table.kind.minutes_each)


def _weighs_otherwise(session: Session, row: AgendaItem, found: Candidate) -> bool:
    now = _reasons(session, row)
    if {(one.code, one.say) for one in now} == {(one.code, one.say) for one in found.reasons}:
        return False
    for one in now:
        one.gone_at = clock.now()
    return True


def _reasons(session: Session, row: AgendaItem) -> Sequence[AgendaReason]:
    return session.scalars(
        select(AgendaReason).where(AgendaReason.item_id == row.id, AgendaReason.gone_at.is_(None))
    ).all()


def _weigh(session: Session, worker: SignedIn, row: AgendaItem, found: Candidate) -> None:
    session.add_all(
        AgendaReason(
            id=new_id(),
            item_id=row.id,
            case_id=row.case_id,
            category=reason.category,
            level_only=reason.level_only,
            code=reason.code,
            weight=reason.weight,
            say=reason.say,
            by_agency_id=worker.agency_id,
        )
        for reason in found.reasons
    )


def item_of(session: Session, meeting: Meeting, reference: str) -> AgendaItem:
    """An item of the agenda, whatever became of it. Raises MovedOn when it is not there."""
    row = session.scalar(
        select(AgendaItem).where(AgendaItem.meeting_id == meeting.id, AgendaItem.reference == reference)
    )
    if row is None:
        raise MovedOn("This case is not on the agenda any more.")
    return row


def to_change(session: Session, worker: SignedIn, reference: str, seen: int) -> tuple[Meeting, Table]:
    """A meeting that is not over, locked for its chair. Raises MovedOn when somebody changed it since `seen`."""
    meeting = get_meeting(session, reference, to_change=True)
    table = table_of(session, worker, meeting)
    table.must_chair()
    if meeting.ended_at is not None:
        raise NotAllowed("This meeting is over. Its minutes can be corrected, its agenda cannot.")
    if meeting.version != seen:
        raise MovedOn(MOVED_ON)
    return meeting, table


def changed(session: Session, meeting: Meeting) -> None:
    """The agenda is another one now: other screens look again, and whoever saw the old one is told."""
    meeting.version += 1
    record(session, "meeting.changed", meeting=meeting.reference)
