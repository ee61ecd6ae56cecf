"""The sweep: who must be reminded that a deadline nears or has passed. PostgreSQL decides once for each rung.

What is overdue is computed whenever a page is read; the sweep only tells. It records, moves the clock on to its next
rung and asks for the notices in one transaction, so that any number of sweeps together tell once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, text, tuple_
from sqlalchemy.orm import Session

from coordination import jobs
from coordination.audit.commands import record
from coordination.queues.commands.recording import category_of_deadline
from coordination.queues.models import Clock, Task
from workflows.vocabulary import CARD_TASK


@dataclass(frozen=True)
class Ringing:
    """A clock whose next moment has come: on which case, and what says which clocks come after it."""

    case_id: UUID
    rings_at: datetime
    clock_id: UUID


def clocks_to_ring(session: Session, now: datetime, at_most: int, after: Ringing | None = None) -> list[Ringing]:
    """Running clocks whose next moment has come, the longest waiting first, those that come `after` one of them.

    Nothing is locked. A sweep goes on from the last it was given, whatever became of the ones before.
    """
    waiting = (
        select(Clock.case_id, Clock.rings_at, Clock.id)
        .where(Clock.rings_at <= now, Clock.stopped_at.is_(None))
        .order_by(Clock.rings_at, Clock.id)
        .limit(at_most)
    )
    if after is not None:
        waiting = waiting.where(tuple_(Clock.rings_at, Clock.id) > (after.rings_at, after.clock_id))
    return [Ringing(row.case_id, row.rings_at, row.id) for row in session.execute(waiting)]


def sweep_case(session: Session, case_id: UUID, now: datetime) -> int:
    """Move every due clock of a case on, and return how many there were.

    The case is locked first, as every command locks it, so that a sweep and a command never wait for each other. A
    case that somebody is working on at this moment is left to the next sweep.
    """
    pathway = _held(session, case_id)
    if pathway is None:
        return 0
    due = select(Clock).where(Clock.case_id == case_id, Clock.rings_at <= now, Clock.stopped_at.is_(None))
    clocks = session.scalars(due.order_by(Clock.id).with_for_update()).all()
    for clock in clocks:
        _ring(session, clock, pathway, now, _task_of(session, clock))
    session.flush()
    return len(clocks)


def _held(session: Session, case_id: UUID) -> str | None:
    """Lock the case unless somebody else has it, and say its pathway. By its table's name: this room knows no cases."""
    which = text("select pathway from case_file where id = :id for no key update skip locked")
    return session.execute(which, {"id": case_id}).scalar_one_or_none()


def _task_of(session: Session, clock: Clock) -> Task | None:
    return session.scalars(
        select(Task).where(Task.clock_id == clock.id, Task.done_at.is_(None)).order_by(Task.id).limit(1)
    ).one_or_none()


def _ring(session: Session, clock: Clock, pathway: str, now: datetime, task: Task | None) -> None:
    """Record each rung that has passed. Of moments missed together only the latest is told: the others are over."""
    passed = [(at, told) for at, told in clock.rings[clock.rung :] if datetime.fromisoformat(at) <= now]
    latest = passed[-1][0] if passed else None
    for number, (at, told) in enumerate(passed, clock.rung):
        skipped: dict[str, Any] = {"skipped": True} if at != latest else {}
        event = record(
            session,
            "clock.reminded",
            case_id=clock.case_id,
            line=clock.line,
            category=category_of_deadline(pathway, clock.rule, task),
            audience_id=task.audience_id if task else None,
            clock=clock.id,
            rule=clock.rule,
            rung=number,
            tell=told,
            **skipped,
        )
        if told == "expires":
            jobs.later(session, None, "expire_hand_over", queue=jobs.URGENT, case_id=clock.case_id, clock_id=clock.id)
        elif not skipped:
            jobs.later(
                session,
                None,
                "tell_of_deadline",
                queue=jobs.URGENT,
                case_id=clock.case_id,
                clock_id=clock.id,
                event_id=event.id,
                tell=told,
            )
    if task is not None and task.kind.startswith(CARD_TASK) and _has_just_passed(clock, passed):
        record(
            session,
            "card.late",
            case_id=clock.case_id,
            category=task.kind.removeprefix(CARD_TASK),
            audience_id=task.audience_id,
            card=task.reference,
            team=task.team_id,
        )
    clock.rung += len(passed)
    following = clock.rings[clock.rung : clock.rung + 1]
    clock.rings_at = datetime.fromisoformat(following[0][0]) if following else None


def _has_just_passed(clock: Clock, rungs: Sequence[tuple[str, str]]) -> bool:
    """Whether the first rung after the deadline itself is among these: then the work has become late."""
    if clock.due_at is None:
        return False
    late = [at for at, _ in clock.rings if datetime.fromisoformat(at) >= clock.due_at]
    return bool(late) and late[0] in [at for at, _ in rungs]
