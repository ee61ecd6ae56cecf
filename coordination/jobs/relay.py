"""The relay's one turn: ring for every row that waits and is not done, and ring again while it is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coordination import clock
from coordination.jobs.models import OutboxRow

AT_ONCE = 100
AGAIN_AFTER = timedelta(seconds=30)
ALARM_AFTER = 3
LONGEST_WAIT = timedelta(hours=1)
# By then the longest wait is reached. Doubled for as long as a job fails, it would outgrow what a wait can be.
MOST_DOUBLINGS = 7
Ring = Callable[[str, UUID, int], None]


@dataclass(frozen=True)
class Rung:
    """What one turn did: how many rows it rang for, and which of them raise the alarm."""

    rows: int
    alarms: tuple[UUID, ...] = ()


def ring_waiting(session: Session, ring: Ring) -> Rung:
    """Ring for up to a hundred waiting rows. Call again while it rang for any.

    It rings first and the caller commits afterwards. Killed in between, the same rows are rung for again under the
    same attempt, which Valkey takes once. An error of `ring` must end the transaction: then nothing was rung for.
    """
    now = clock.now()
    waiting = session.execute(
        select(OutboxRow.id, OutboxRow.queue, OutboxRow.attempts, OutboxRow.failures)
        .where(OutboxRow.done_at.is_(None), OutboxRow.ring_at <= now)
        .order_by(OutboxRow.ring_at, OutboxRow.id)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    ).all()
    for row in waiting:
        ring(row.queue, row.id, row.attempts + 1)
    if waiting:
        session.execute(
            update(OutboxRow),
            [{"id": row.id, "attempts": row.attempts + 1, "ring_at": again(now, row.failures)} for row in waiting],
        )
    return Rung(len(waiting), tuple(row.id for row in waiting if row.failures >= ALARM_AFTER))


def again(now: datetime, failures: int) -> datetime:
    """When to ring once more: soon, and after three failures ever later, until a person closes the row."""
    if failures < ALARM_AFTER:
        return now + AGAIN_AFTER
    doublings = min(failures - ALARM_AFTER + 1, MOST_DOUBLINGS)
    wait: timedelta = AGAIN_AFTER * 2**doublings
    return now + min(wait, LONGEST_WAIT)
