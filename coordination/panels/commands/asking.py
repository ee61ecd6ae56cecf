"""Asking each agency on a case what is new, as a task with a deadline in its queue; and what it tells."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.cases import queries as cases
from coordination.cases.commands.participants import parts_of
from coordination.cases.models import CaseFile
from coordination.db import new_id
from coordination.errors import Invalid, MovedOn, NotVisible
from coordination.identity.models import Agency, Team, Worker
from coordination.panels.models import AgencyUpdate, AgendaItem, Meeting
from coordination.panels.queries.seats import Table
from coordination.queues.commands.opening import Copies, Holder, close_tasks, open_task, start_clock
from coordination.queues.models import Task
from workflows.dates_in_words import in_full
from workflows.local_time import day_of
from workflows.partnerships import PanelFeed

ASKED = "panel-update"


@dataclass(frozen=True)
class Queue:
    """Where an agency finds what it is asked: a team of its own and, of those who only sit on the panel, the member."""

    agency_id: UUID
    team_id: UUID
    held_by: Holder | None


def ask_agencies(session: Session, worker: SignedIn, table: Table, meeting: Meeting, row: AgendaItem) -> int:
    """Ask every agency that takes part in the case, once for each meeting. Returns how many were asked."""
    case = session.scalars(select(CaseFile).where(CaseFile.id == row.case_id)).one()
    now = cases.standing(session, worker, case)
    feed = table.kind.feed(case.pathway)
    if feed is None or ASKED not in {kind.code for kind in now.pathway.tasks}:
        return 0
    already = set(session.scalars(select(AgencyUpdate.agency_id).where(AgencyUpdate.item_id == row.id)))
    codes = {agency.id: agency.code for agency in session.scalars(select(Agency))}
    asked = 0
    for queue in _queues(session, table, case):
        if queue.agency_id in already:
            continue
        deadline = start_clock(
            session,
            now.pathway.clock(ASKED),
            now.pathway,
            now.known,
            case_id=case.id,
            team_id=queue.team_id,
            origin_at=max(meeting.updates_due_at, clock.now()),
        )
        copies = cases.copies_of(case, now.pathway, now.known, None)
        if queue.held_by is not None:
            # colleagues of a member may not take part in the case: their queue says no more than its reference
            copies = Copies(case_id=case.id, reference=case.reference, pathway=case.pathway)
        task = open_task(
            session,
            kind=ASKED,
            asks=f"Tell the panel of {in_full(day_of(meeting.starts_at))} what is new",
            team_id=queue.team_id,
            clock=deadline,
            copies=copies,
            opened_by_id=worker.id,
            held_by=queue.held_by,
        )
        session.flush()
        session.add(
            AgencyUpdate(
                id=new_id(),
                reference=secrets.token_hex(6),
                item_id=row.id,
                case_id=case.id,
                meeting_id=meeting.id,
                panel_id=meeting.panel_id,
                category=feed.category,
                agency_id=queue.agency_id,
                team_id=queue.team_id,
                task_reference=task.reference,
                asked_at=clock.now(),
                due_at=task.due_at,
                nothing_new=False,
                late=False,
            )
        )
        record(
            session,
            "panel.update-asked",
            case_id=case.id,
            meeting=meeting.reference,
            agency=codes[queue.agency_id],
            task=task.reference,
        )
        asked += 1
    return asked


def get_update(session: Session, worker: SignedIn, reference: str, *, to_change: bool = False) -> AgencyUpdate:
    """What the asker's own agency was asked. Raises NotVisible for any other."""
    query = select(AgencyUpdate).where(AgencyUpdate.reference == reference, AgencyUpdate.agency_id == worker.agency_id)
    row = session.scalar(query.with_for_update() if to_change else query)
    if row is None:
        raise NotVisible("There is nothing of that kind that your agency was asked.")
    return row


def give_update(session: Session, worker: SignedIn, reference: str, *, body: str, nothing_new: bool, once: str) -> UUID:
    """Tell the panel what is new, or that nothing is. The task is done. Returns the case's id.

    Raises Invalid when neither is said, MovedOn when a colleague was first.
    """
    row = get_update(session, worker, reference, to_change=True)
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


def _queues(session: Session, table: Table, case: CaseFile) -> list[Queue]:
    """One for each agency: the first of its teams on the case, else a member of the panel and a team of theirs."""
    parts = [part for part in parts_of(session, case.id) if part.sees == "full"]
    found: dict[UUID, Queue] = {}
    for part in parts:
        if part.holder_kind == "team" and part.agency_id not in found:
            found[part.agency_id] = Queue(part.agency_id, part.holder, None)
    alone = [part for part in parts if part.holder_kind == "worker" and part.agency_id not in found]
    names = {
        row.id: row.name
        for row in session.execute(select(Worker.id, Worker.name).where(Worker.id.in_([p.holder for p in alone])))
    }
    for part in alone:
        own = teams_of_member(session, table, part.holder)
        team_id = own[0] if own else team_of_agency(session, part.agency_id, table.panel.partnership_id)
        if part.agency_id not in found and team_id is not None:
            found[part.agency_id] = Queue(part.agency_id, team_id, Holder(part.holder, names[part.holder]))
    return list(found.values())


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
