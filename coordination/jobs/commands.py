"""Asking for a job, and everything that can become of a row of the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from coordination import clock
from coordination.db import new_id
from coordination.jobs.models import DEFAULT, Heartbeat, OutboxRow, Slot
from coordination.writing_together import put

CLOSED = "closed by a person"


@dataclass(frozen=True)
class Asked:
    """A job as it was asked for. `worker_id` is who caused it; None when the timetable or a sweep did."""

    id: UUID
    job: str
    ids: dict[str, str]
    worker_id: UUID | None

    def uuid(self, name: str) -> UUID:
        """One of the ids. Raises KeyError when the row does not carry it."""
        return UUID(self.ids[name])


def later(
    session: Session,
    worker_id: UUID | None,
    job: str,
    *,
    queue: str = DEFAULT,
    not_before: datetime | None = None,
    **ids: Any,
) -> UUID:
    """Ask for a job, now or `not_before` a moment. The request is kept or lost together with the change that made it.

    `ids` are ids and codes only, never words about a person. Returns the outbox row's id.
    """
    now = clock.now()
    row_id = new_id()
    put(
        session,
        OutboxRow,
        id=row_id,
        job=job,
        ids={name: str(value) for name, value in ids.items()},
        queue=queue,
        worker_id=worker_id,
        asked_at=now,
        ring_at=not_before or now,
        attempts=0,
        failures=0,
    )
    return row_id


def take(session: Session, row_id: UUID) -> Asked | None:
    """Lock a row that is not done. None when it is done, or when somebody else is doing it at this moment."""
    row = session.execute(
        select(OutboxRow.id, OutboxRow.job, OutboxRow.ids, OutboxRow.worker_id)
        .where(OutboxRow.id == row_id, OutboxRow.done_at.is_(None))
        .with_for_update(skip_locked=True)
    ).one_or_none()
    return Asked(row.id, row.job, row.ids, row.worker_id) if row else None


def finish(session: Session, row_id: UUID) -> None:
    """Write that a job is done, in the transaction that did it."""
    session.execute(update(OutboxRow).where(OutboxRow.id == row_id).values(done_at=clock.now(), failed_as=None))


def failed(session: Session, row_id: UUID, failed_as: str) -> None:
    """Count a failure, by the name of its class alone: what an exception says may be about a person."""
    session.execute(
        update(OutboxRow)
        .where(OutboxRow.id == row_id, OutboxRow.done_at.is_(None))
        .values(failures=OutboxRow.failures + 1, failed_as=failed_as)
    )


def close(session: Session, row_id: UUID) -> bool:
    """Give a job up that keeps failing, because a person decided so. False when it was done or closed before."""
    closed = session.execute(
        update(OutboxRow)
        .where(OutboxRow.id == row_id, OutboxRow.done_at.is_(None))
        .values(done_at=clock.now(), failed_as=CLOSED)
        .returning(OutboxRow.id)
    )
    return closed.one_or_none() is not None


def ring_now(session: Session, job: str) -> bool:
    """Have a job of the timetable that is not done rung for at once. False when none waits, or it is being done."""
    waits = (
        select(OutboxRow.id)
        .where(OutboxRow.job == job, OutboxRow.worker_id.is_(None), OutboxRow.done_at.is_(None))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    rung = update(OutboxRow).where(OutboxRow.id == waits.scalar_subquery()).values(ring_at=clock.now())
    return session.execute(rung.returning(OutboxRow.id)).one_or_none() is not None


def begin_slot(session: Session, name: str, slot: datetime) -> bool:
    """Whether this slot is ours: of any number that ask, the first one's transaction has it."""
    made = session.execute(upsert(Slot).values(name=name, slot=slot).on_conflict_do_nothing().returning(Slot.name))
    return made.one_or_none() is not None


def show_life(session: Session, *names: str) -> None:
    """Note that these parts of the product work at this moment. Several copies of one part share a row."""
    at = clock.machine_now()
    for name in sorted(names):
        row = upsert(Heartbeat).values(name=name, at=at)
        session.execute(
            row.on_conflict_do_update(
                index_elements=[Heartbeat.name], set_={"at": func.greatest(Heartbeat.at, row.excluded.at)}
            )
        )
