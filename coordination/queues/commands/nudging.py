"""Asking again for an answer that is waited for: once a working day, so that a reminder stays worth reading."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, time

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.access import SignedIn
from coordination.audit.commands import remember, repeated
from coordination.errors import MovedOn, NotAllowed
from coordination.queues.commands.claiming import OPEN, find, refused_when_not_shared
from coordination.queues.commands.recording import record_of_task
from coordination.queues.models import Task
from coordination.queues.queries.rows import calendar, since_words
from workflows.dates_in_words import without_year
from workflows.local_time import day_of, moment_on


@dataclass(frozen=True)
class Nudged:
    """A task whose team was asked again."""

    reference: str
    case_reference: str
    asks: str
    team: str


def nudge(session: Session, worker: SignedIn, reference: str, *, once: str) -> Nudged:
    """Ask the team of a task again. The team is told by the job that reads the event.

    Raises MovedOn when it was asked already in this working day or the task is finished, NotAllowed for a task of
    one's own team, NotVisible when there is none that the worker can see.
    """
    key = f"nudge {once} {reference}"
    before = repeated(session, worker, key, reference)
    if before is not None:
        return Nudged(**before)
    task = find(session, reference)
    if task.team_id in worker.team_ids:
        raise NotAllowed("This task waits for your own team. Take it, or speak to whoever holds it.")
    changed = session.execute(
        update(Task)
        .where(
            Task.id == task.id, OPEN, or_(Task.nudged_at.is_(None), Task.nudged_at < _working_day_began(clock.now()))
        )
        .values(nudged_at=clock.now())
    )
    if not changed.rowcount:  # type: ignore[attr-defined]
        raise MovedOn(_why_not(session, reference))
    with refused_when_not_shared(session):
        event = record_of_task(session, "task.nudged", task)
    jobs.later(session, worker.id, "tell_of_event", event_id=event.id)
    done = Nudged(task.reference, task.case_reference, task.asks, task.team_name)
    remember(session, worker, key, asdict(done), task.case_id)
    return done


def _working_day_began(now: datetime) -> datetime:
    """The first moment of the working day that we are in; a weekend belongs to the Friday before it."""
    return moment_on(calendar().previous_or_same(day_of(now)), time(0, 0))


def _why_not(session: Session, reference: str) -> str:
    task = session.execute(
        select(Task.done_at, Task.nudged_at, Task.asks, Task.case_reference).where(Task.reference == reference)
    ).one()
    what = f"{task.asks}, {task.case_reference}"
    if task.done_at is not None:
        return f"This task is finished already: {what}. There is nothing to wait for."
    again = without_year(calendar().add(day_of(clock.now()), 1))
    asked = since_words(task.nudged_at, clock.now(), ago=True)
    return f"They were asked again {asked}: {what}. You can ask once each working day, next on {again}."
