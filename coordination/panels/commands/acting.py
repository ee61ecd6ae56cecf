"""What somebody does by when: an action of the panel is a task with a clock in its owner's queue."""

from __future__ import annotations

import secrets
from datetime import date, time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.cases import queries as cases
from coordination.cases.commands import milestones
from coordination.cases.commands.participants import parts_of
from coordination.cases.models import CaseFile
from coordination.cases.queries.copies import copies_of
from coordination.db import new_id
from coordination.errors import Invalid, NotAllowed
from coordination.panels.commands.asking import feed_of, team_of_agency, teams_of_member
from coordination.panels.commands.being_open import must_be_running
from coordination.panels.commands.running import item_in, must_be_open
from coordination.panels.models import PanelAction
from coordination.panels.queries.owners import Owner, owners
from coordination.panels.queries.seats import Table, get_meeting, table_of
from coordination.queues.commands.opening import Holder, open_task, start_clock
from workflows.local_time import moment_on

TASK = "panel-action"


def give_action(
    session: Session,
    worker: SignedIn,
    meeting_reference: str,
    item: str,
    *,
    text: str,
    owner: str,
    due_on: date,
    once: str,
) -> str:
    """Give an action to a worker who may read it. Returns its reference. Raises Invalid with what is missing."""
    meeting = get_meeting(session, meeting_reference, to_change=True)
    table = table_of(session, worker, meeting)
    table.must_chair()
    must_be_running(meeting)
    row = item_in(session, meeting, item)
    before = repeated(session, worker, once, [meeting_reference, item, text, owner, due_on])
    if before is not None:
        return str(before["action"])
    case = session.scalars(select(CaseFile).where(CaseFile.id == row.case_id)).one()
    must_be_open(case)
    now, feed = cases.standing(session, worker, case), feed_of(table, case)
    if TASK not in {kind.code for kind in now.pathway.tasks}:
        raise NotAllowed("Cases of this kind have no actions of a panel.")
    if not text.strip():
        raise Invalid("Write what is to be done.", field="text")
    if due_on < clock.today():
        raise Invalid("Enter a day that is still to come.", field="due_on")
    who = next((one for one in owners(session, worker, case.id, feed.category) if one.reference == owner), None)
    if who is None:
        raise Invalid("Choose who does it from the list.", field="owner")
    team_id = _team(session, table, case, who)
    deadline = start_clock(
        session,
        now.pathway.clock(TASK),
        now.pathway,
        now.known,
        case_id=case.id,
        team_id=team_id,
        origin_at=moment_on(due_on, time(12)),
    )
    task = open_task(
        session,
        kind=TASK,
        asks=now.pathway.task(TASK).label,
        team_id=team_id,
        clock=deadline,
        copies=copies_of(session, case, now.pathway, now.known, None),
        opened_by_id=worker.id,
        category=feed.category,
        held_by=Holder(who.id, who.name),
    )
    session.flush()
    action = PanelAction(
        id=new_id(),
        reference=secrets.token_hex(6),
        item_id=row.id,
        case_id=case.id,
        meeting_id=meeting.id,
        panel_id=meeting.panel_id,
        category=feed.category,
        text=text.strip(),
        owner_id=who.id,
        owner_agency_id=who.agency_id,
        due_on=due_on,
        task_reference=task.reference,
        given_at=clock.now(),
        given_by_id=worker.id,
        given_by_agency_id=worker.agency_id,
    )
    session.add(action)
    milestones.write(session, case, now.pathway, now.known, now.pathway.task(TASK).writes_when_opened)
    record(
        session,
        "panel.action-given",
        case_id=case.id,
        category=feed.category,
        meeting=meeting.reference,
        task=task.reference,
    )
    meeting.version += 1
    remember(session, worker, once, {"action": action.reference}, case.id)
    return action.reference


def _team(session: Session, table: Table, case: CaseFile, who: Owner) -> UUID:
    """The owner's queue: of a member their own, else a team of their agency that is on the case, else any it has."""
    on_case = [part.holder for part in parts_of(session, case.id) if part.holder_kind == "team"]
    own = teams_of_member(session, table, who.id)
    if own:
        return next((team for team in own if team in on_case), own[0])
    for part in parts_of(session, case.id):
        if part.holder_kind == "team" and part.agency_id == who.agency_id:
            return part.holder
    found = team_of_agency(session, who.agency_id, table.panel.partnership_id)
    if found is None:
        raise Invalid("Their agency has no team whose queue this could stand in. Choose somebody else.", field="owner")
    return found
