"""Clocks are started, stopped and moved here, and tasks opened and closed. Who calls says everything about the case."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from coordination import clock as time
from coordination.at_hand import at_hand
from coordination.audit.commands import record
from coordination.db import new_id
from coordination.queues.commands.recording import category_of_deadline, record_of_task
from coordination.queues.commands.working_out import CALENDAR, CannotTell, of_other_deadlines, work_out
from coordination.queues.models import Clock, Task
from workflows import ladders
from workflows.clocks import Due
from workflows.lateness import NO_DATE
from workflows.pauses import Wait
from workflows.pressing import how_pressing
from workflows.truth import Known
from workflows.vocabulary import Clock as Rule
from workflows.vocabulary import Pathway

# how a task ends that nobody did and nobody needs to do any more
NOT_NEEDED = "not-needed"
_OPEN = (
    (select(Task).where(Task.case_id == bindparam("case_id"), Task.done_at.is_(None)).order_by(Task.id))
    .with_for_update()
    .execution_options(populate_existing=True)
)
_RUNNING = (
    (select(Clock).where(Clock.case_id == bindparam("case_id"), Clock.stopped_at.is_(None)).order_by(Clock.id))
    .with_for_update()
    .execution_options(populate_existing=True)
)


def _to_nobody(team_id: UUID) -> bool:
    return False


@dataclass(frozen=True, kw_only=True)
class Copies:
    """What a task shows of its case, copied onto it so that a queue reads no case.

    `area` and `risk` are codes, the latter one of `risk_levels`, the lowest first. A queue is read by everybody in its
    team, so the risk and the key date are copied for those teams alone of which `risk_told` and `key_date_told` say
    that they read them on this case.
    """

    case_id: UUID
    reference: str
    pathway: str
    from_agency: str | None = None
    area: str | None = None
    risk: str | None = None
    risk_levels: tuple[str, ...] = ()
    key_date: date | None = None
    key_date_label: str | None = None
    risk_told: Callable[[UUID], bool] = _to_nobody
    key_date_told: Callable[[UUID], bool] = _to_nobody

    def on_task(self, team_id: UUID) -> dict[str, Any]:
        """The columns of a task of this team."""
        risk = self.risk if self.risk and self.risk_told(team_id) else None
        key_date = self.key_date if self.key_date and self.key_date_told(team_id) else None
        return {
            "case_id": self.case_id,
            "case_reference": self.reference,
            "pathway": self.pathway,
            "from_agency": self.from_agency,
            "area": self.area,
            "risk": risk,
            "key_date": key_date,
            "key_date_label": self.key_date_label if key_date else None,
            "pressing": how_pressing(risk, self.risk_levels, key_date),
        }


class Holder(NamedTuple):
    """A worker who has a task from the start, because it is theirs by name."""

    id: UUID
    name: str


def start_clock(
    session: Session,
    rule: Rule,
    pathway: Pathway,
    known: Known,
    *,
    case_id: UUID,
    line: str | None = None,
    team_id: UUID | None = None,
    spell_id: UUID | None = None,
    origin_at: datetime | None = None,
) -> Clock:
    """Set a deadline, with its sentence and everybody who is told as it nears and passes.

    An origin that is no dated fact is something that happened just now, or at `origin_at`.
    """
    started = time.now()
    happened = origin_at or started
    worked, rests_on = _worked_out_anew(session, rule, pathway, known, case_id, started, happened)
    row = Clock(
        id=new_id(),
        case_id=case_id,
        spell_id=spell_id,
        team_id=team_id,
        line=line,
        rule=rule.code,
        origin=rule.origin,
        origin_at=happened,
        started_at=started,
        due_at=worked.at,
        sentence=worked.sentence,
        settings={worked.setting: worked.length} if worked.setting else {},
        rests_on=rests_on,
        pauses=[],
        **_rings(rule, worked, started),
    )
    running_clocks(session, case_id).append(row)
    session.add(row)
    return row


def stop_clocks(
    session: Session, case_id: UUID, rules: Collection[str] | None = None, *, but: Collection[UUID | None] = ()
) -> None:
    """End these deadlines of a case, or all of them, `but` some: nobody is reminded any more."""
    for row in _running(session, case_id):
        if (rules is None or row.rule in rules) and row.id not in but:
            row.stopped_at, row.rings_at = time.now(), None


def retime(session: Session, pathway: Pathway, known: Known, case_id: UUID, because: str) -> list[Clock]:
    """Work every running deadline of a case out again, once. Those that moved are recorded and returned."""
    moved = []
    for row in _running(session, case_id):
        rule, happened = pathway.clock(row.rule), row.origin_at or row.started_at
        try:
            worked, rests_on = work_out(
                session, rule, pathway, known, case_id=case_id, started=row.started_at, happened=happened,
                waits=waits_of(row), before=row.rests_on,
            )  # fmt: skip
        except CannotTell:
            continue  # whoever reads what it rests on works it out
        if rests_on != row.rests_on:
            row.rests_on = rests_on
        if worked.at == row.due_at and worked.sentence == row.sentence:
            continue
        was, row.due_at, row.sentence = row.due_at, worked.at, worked.sentence
        for name, value in _rings(rule, worked, time.now()).items():
            setattr(row, name, value)
        if worked.at != was:
            its = next((task for task in open_tasks(session, case_id) if task.clock_id == row.id), None)
            if its is not None:
                its.due_at = worked.at or NO_DATE
            record(
                session,
                "clock.retimed",
                case_id=case_id,
                category=category_of_deadline(pathway.code, row.rule, its),
                audience_id=its.audience_id if its else None,
                clock=row.id,
                rule=row.rule,
                was=was,
                now=worked.at,
                because=because,
            )
            moved.append(row)
    return moved


def pause_clocks(session: Session, pathway: Pathway, known: Known, case_id: UUID, wait: str) -> None:
    """Let every deadline stand still whose rule says that it does during this wait."""
    _turn(session, pathway, known, case_id, wait, standing=True)


def resume_clocks(session: Session, pathway: Pathway, known: Known, case_id: UUID, wait: str) -> None:
    """Let the deadlines that stood still during this wait run on, moved by as much as they stood."""
    _turn(session, pathway, known, case_id, wait, standing=False)


def open_task(
    session: Session,
    *,
    kind: str,
    asks: str,
    team_id: UUID,
    clock: Clock,
    copies: Copies,
    opened_by_id: UUID | None,
    hand_over_id: UUID | None = None,
    about_id: UUID | None = None,
    category: str = "core",
    audience_id: UUID | None = None,
    held_by: Holder | None = None,
) -> Task:
    """Put one thing to do into a team's queue. Its deadline is the clock's; its event is for readers of `category`.

    With an audience, those outside it are not told that the task is there.
    """
    now = time.now()
    task = Task(
        id=new_id(),
        reference=secrets.token_hex(6),
        hand_over_id=hand_over_id,
        clock_id=clock.id,
        team_id=team_id,
        kind=kind,
        asks=asks,
        opened_at=now,
        opened_by_id=opened_by_id,
        about_id=about_id,
        audience_id=audience_id,
        holder_id=held_by.id if held_by else None,
        holder_name=held_by.name if held_by else None,
        claimed_at=now if held_by else None,
        due_at=clock.due_at or NO_DATE,
        **copies.on_task(team_id),
    )
    open_tasks(session, copies.case_id)
    at_hand(session, "tasks", copies.case_id, list[Task]).append(task)
    session.add(task)
    record(
        session,
        "task.opened",
        case_id=copies.case_id,
        category=category,
        audience_id=audience_id,
        task=task.reference,
        asks=asks,
        team=team_id,
        due=clock.due_at,
    )
    return task


def close_tasks(
    session: Session,
    worker_id: UUID | None,
    case_id: UUID,
    ended_as: str,
    *,
    kinds: Collection[str] | None = None,
    hand_over_id: UUID | None = None,
    task_ids: Collection[UUID] | None = None,
) -> list[Task]:
    """End open tasks of a case, of these kinds or all, and their clocks. Each ending is recorded."""
    tasks = [
        task
        for task in open_tasks(session, case_id)
        if (kinds is None or task.kind in kinds)
        and (hand_over_id is None or task.hand_over_id == hand_over_id)
        and (task_ids is None or task.id in task_ids)
    ]
    now = time.now()
    for task in tasks:
        task.done_at, task.done_by_id, task.ended_as, task.version = now, worker_id, ended_as, task.version + 1
        record_of_task(session, "task.done", task, ended_as=ended_as)
    theirs = {task.clock_id for task in tasks if task.clock_id}
    for clock in _running(session, case_id) if theirs else ():
        if clock.id in theirs:
            clock.stopped_at, clock.rings_at = now, None
    return tasks


def open_tasks(session: Session, case_id: UUID) -> list[Task]:
    """The open tasks of a case, locked until this transaction ends."""
    tasks = at_hand(session, "tasks", case_id, lambda: session.scalars(_OPEN, {"case_id": case_id}))
    return [task for task in tasks if task.done_at is None]


def running_clocks(session: Session, case_id: UUID) -> list[Clock]:
    """The deadlines of a case that nobody has stopped, and those that this transaction stopped, locked."""
    return at_hand(session, "clocks", case_id, lambda: session.scalars(_RUNNING, {"case_id": case_id}))


def _running(session: Session, case_id: UUID) -> list[Clock]:
    return [row for row in running_clocks(session, case_id) if row.stopped_at is None]


def refresh_copies(session: Session, copies: Copies) -> None:
    """Write what changed about a case onto its open tasks."""
    for task in open_tasks(session, copies.case_id):
        for name, value in copies.on_task(task.team_id).items():
            if name not in ("case_id", "from_agency"):
                setattr(task, name, value)


def _worked_out_anew(
    session: Session, rule: Rule, pathway: Pathway, known: Known, case_id: UUID, started: datetime, happened: datetime
) -> tuple[Due, dict[str, Any]]:
    """A deadline that begins: from what the asker reads, else from what others of the case rest on, else as far as the
    asker sees."""
    anew = partial(work_out, session, rule, pathway, case_id=case_id, started=started, happened=happened)
    try:
        return anew(known, before={})
    except CannotTell:
        pass
    before = of_other_deadlines(session, case_id, rule, _running(session, case_id))
    try:
        return anew(known, before=before)
    except CannotTell:
        return anew(replace(known, reads=None), before=before)


def _rings(rule: Rule, worked: Due, started: datetime) -> dict[str, Any]:
    """Whom to tell and when. A moment that has already gone by rings at the next sweep, the latest one alone."""
    if worked.at is None:
        return {"rings": [], "rings_at": None, "rung": 0}
    before = ladders.reminder(rule, worked.at, started=started, calendar=CALENDAR)
    rings: list[tuple[datetime, str]] = [(before, "due-soon")] if before else []
    rings += [(at, told) for at, told in ladders.rungs(rule, worked.at, CALENDAR)]
    return {
        "rings": [[at.isoformat(), told] for at, told in rings],
        "rings_at": rings[0][0] if rings else None,
        "rung": 0,
    }


def waits_of(row: Clock) -> tuple[Wait, ...]:
    """When a deadline has stood still; the last may go on."""
    return tuple((datetime.fromisoformat(a), datetime.fromisoformat(b) if b else None) for a, b in row.pauses)


def _turn(session: Session, pathway: Pathway, known: Known, case_id: UUID, wait: str, *, standing: bool) -> None:
    now = time.now()
    for row in _running(session, case_id):
        if wait not in pathway.clock(row.rule).pauses:
            continue
        if standing and row.paused_at is None:
            row.pauses, row.paused_at = [*row.pauses, [now.isoformat(), None]], now
        elif not standing and row.paused_at is not None:
            row.pauses, row.paused_at = [*row.pauses[:-1], [row.pauses[-1][0], now.isoformat()]], None
    retime(session, pathway, known, case_id, because=wait)
