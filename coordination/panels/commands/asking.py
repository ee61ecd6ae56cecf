"""Asking each agency on a case what is new, by a card in its conversation with a deadline; and what it tells."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.cases.commands.facts import settle
from coordination.cases.commands.participants import parts_of
from coordination.cases.models import CaseFile
from coordination.conversation.commands.telling import AskedToTell, Wanted, ask_what_is_new, tell_news
from coordination.conversation.queries.cards import MET
from coordination.conversation.queries.seats import Seat, seat_on
from coordination.db import new_id
from coordination.errors import Invalid, MovedOn, NotVisible
from coordination.identity.models import Agency, Team, Worker
from coordination.panels.models import AgencyUpdate, AgendaItem, Meeting
from coordination.panels.queries.seats import Table
from coordination.queues.commands.opening import Holder, close_tasks, open_tasks, running_clocks
from coordination.queues.commands.reopening import reopen_tasks
from coordination.queues.models import Task
from workflows.partnerships import PanelFeed

ASKED = "panel-update"
# what the pathways count such a deadline from
PANEL_DAY = "panel_day"


def ask_agencies(session: Session, worker: SignedIn, table: Table, meeting: Meeting, row: AgendaItem) -> int:
    """Ask every agency that takes part in the case, once for each meeting. Returns how many were asked."""
    case = session.scalars(select(CaseFile).where(CaseFile.id == row.case_id)).one()
    seat, feed = seat_on(session, worker, case), table.kind.feed(case.pathway)
    if feed is None or not _may_be_asked(seat, feed):
        return 0
    already = set(session.scalars(select(AgencyUpdate.agency_id).where(AgencyUpdate.item_id == row.id)))
    agencies = {agency.id: agency.code for agency in session.scalars(select(Agency))}
    queues = {agency_id: one for agency_id, one in _queues(session, table, case).items() if agency_id not in already}
    wanted = Wanted(
        # no day: the meeting may be moved, and by when it wants to know stands beside
        asks=f"Tell the {table.panel.name} what is new before it meets",
        category=feed.category,
        clock=ASKED,
        origin_at=max(meeting.updates_due_at, clock.now()),
    )
    cards = ask_what_is_new(session, seat, wanted, list(queues.values()))
    due = {task.id: task.due_at for task in open_tasks(session, case.id)}
    for agency_id, card in zip(queues, cards, strict=True):
        session.add(
            AgencyUpdate(
                id=new_id(),
                reference=secrets.token_hex(6),
                item_id=row.id,
                case_id=case.id,
                meeting_id=meeting.id,
                panel_id=meeting.panel_id,
                category=feed.category,
                agency_id=agency_id,
                team_id=card.team_id,
                task_reference=card.reference,
                card_id=card.id,
                asked_at=clock.now(),
                due_at=due[card.task_id],
                nothing_new=False,
                late=False,
            )
        )
        record(
            session,
            "panel.update-asked",
            case_id=case.id,
            meeting=meeting.reference,
            agency=agencies[agency_id],
            task=card.reference,
        )
    if cards:
        case.version += 1
    return len(cards)


def ask_by(session: Session, worker: SignedIn, row: AgendaItem, due_at: datetime) -> None:
    """Agencies that have not told yet what is new about this case tell it by another day. Nobody's day has gone by
    before they hear of it."""
    waiting = (
        select(AgencyUpdate.id, Task)
        .join(Task, Task.reference == AgencyUpdate.task_reference)
        .where(AgencyUpdate.item_id == row.id, Task.done_at.is_(None))
    )
    there = session.execute(waiting).all()
    if not there:
        return
    due_at = max(due_at, clock.now())
    case = session.scalars(select(CaseFile).where(CaseFile.id == row.case_id)).one()
    theirs = {task.clock_id for _, task in there}
    for deadline in running_clocks(session, case.id):
        if deadline.id in theirs:
            deadline.origin_at = due_at
    settle(session, worker, case, because=PANEL_DAY)
    session.flush()
    session.execute(select(func.move_updates([each for each, _ in there], there[0].Task.due_at)))


def ask_no_more(session: Session, worker: SignedIn, row: AgendaItem) -> None:
    """What agencies were asked about this case is not owed any more: the meeting is over, or the case was taken off."""
    references = select(AgencyUpdate.task_reference).where(AgencyUpdate.item_id == row.id)
    task_ids = session.scalars(select(Task.id).where(Task.reference.in_(references), Task.done_at.is_(None))).all()
    if task_ids:
        close_tasks(session, worker.id, row.case_id, MET, task_ids=task_ids)


def ask_again(session: Session, row: AgendaItem, *, since: datetime | None = None) -> None:
    """What agencies were let off is owed again: all of it, or what they were let off since this moment."""
    references = select(AgencyUpdate.task_reference).where(AgencyUpdate.item_id == row.id)
    let_off = select(Task.id).where(Task.reference.in_(references), Task.ended_as == MET)
    if since is not None:
        let_off = let_off.where(Task.done_at >= since)
    task_ids = session.scalars(let_off).all()
    if task_ids:
        reopen_tasks(session, row.case_id, task_ids)


def _may_be_asked(seat: Seat, feed: PanelFeed) -> bool:
    """Whether the pathway gives agencies a time for this, and the asker reads what they would tell."""
    return ASKED in {kind.code for kind in seat.pathway.tasks} and feed.category in seat.categories


def get_update(session: Session, worker: SignedIn, reference: str, *, to_change: bool = False) -> AgencyUpdate:
    """What the asker's own agency was asked. Raises NotVisible for any other."""
    query = select(AgencyUpdate).where(AgencyUpdate.reference == reference, AgencyUpdate.agency_id == worker.agency_id)
    row = session.scalar(query.with_for_update() if to_change else query)
    if row is None:
        raise NotVisible("There is nothing of that kind that your agency was asked.")
    return row


def give_update(session: Session, worker: SignedIn, reference: str, *, body: str, nothing_new: bool, once: str) -> UUID:
    """Tell the panel what is new, or that nothing is: the answer to its card. Returns the case's id.

    Raises Invalid when neither is said, MovedOn when a colleague was first or the meeting is over.
    """
    row = get_update(session, worker, reference, to_change=True)
    if row.card_id is not None:
        case = session.scalars(select(CaseFile.reference).where(CaseFile.id == row.case_id)).one()
        tell_news(session, worker, case, row.task_reference, body=body, nothing_new=nothing_new, once=once)
        return row.case_id
    if repeated(session, worker, once, [reference, body, nothing_new]) is not None:
        return row.case_id
    if not body.strip() and not nothing_new:
        raise Invalid("Write what is new, or tick that nothing is.", field="body")
    if row.given_at is not None:
        raise MovedOn("A colleague has told the panel already. What you wrote is still here.")
    moment = clock.now()
    session.execute(
        update(AgencyUpdate)
        .where(AgencyUpdate.id == row.id)
        .values(
            body=body.strip() or None,
            nothing_new=nothing_new,
            given_at=moment,
            given_by_id=worker.id,
            late=moment > row.due_at,
        )
    )
    task_id = session.scalar(select(Task.id).where(Task.reference == row.task_reference))
    if task_id is not None:
        close_tasks(session, worker.id, row.case_id, "done", task_ids=[task_id])
    meeting = session.scalar(select(Meeting.reference).where(Meeting.id == row.meeting_id))
    # whoever tells need not sit on the panel, and then does not see its meeting
    record(session, "panel.update-given", case_id=row.case_id, category=row.category, meeting=meeting or row.reference)
    remember(session, worker, once, {"update": reference}, row.case_id)
    return row.case_id


def _queues(session: Session, table: Table, case: CaseFile) -> dict[UUID, AskedToTell]:
    """By agency: the first of its teams on the case, else a member of the panel and a team of theirs."""
    parts = [part for part in parts_of(session, case.id) if part.sees == "full"]
    found: dict[UUID, AskedToTell] = {}
    for part in parts:
        if part.holder_kind == "team" and part.agency_id not in found:
            found[part.agency_id] = AskedToTell(part.holder)
    alone = [part for part in parts if part.holder_kind == "worker" and part.agency_id not in found]
    names = {
        row.id: row.name
        for row in session.execute(select(Worker.id, Worker.name).where(Worker.id.in_([p.holder for p in alone])))
    }
    for part in alone:
        own = teams_of_member(session, table, part.holder)
        team_id = own[0] if own else team_of_agency(session, part.agency_id, table.panel.partnership_id)
        if part.agency_id not in found and team_id is not None:
            found[part.agency_id] = AskedToTell(team_id, Holder(part.holder, names[part.holder]))
    return found


def teams_of_member(session: Session, table: Table, worker_id: UUID) -> list[UUID]:
    """The teams that a member of the panel works in, oldest post first; none for anybody else."""
    return list(session.scalar(select(func.teams_of_member(table.panel.id, worker_id))) or ())


def team_of_agency(session: Session, agency_id: UUID, partnership_id: UUID) -> UUID | None:
    """A team of an agency that has none on the case: one of this partnership before any other."""
    rows = session.execute(
        select(Team.id, Team.partnership_id)
        .where(Team.agency_id == agency_id, Team.closed_at.is_(None))
        .order_by(Team.code)
    ).all()
    own = [row.id for row in rows if row.partnership_id == partnership_id]
    return own[0] if own else (rows[0].id if rows else None)


def feed_of(table: Table, case: CaseFile) -> PanelFeed:
    """How cases of this pathway come to the panel. Raises Invalid when they do not."""
    feed = table.kind.feed(case.pathway)
    if feed is None:
        raise Invalid("This panel does not look at cases of that kind.", field="reference")
    return feed
