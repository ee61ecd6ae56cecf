"""Work for machines: asked for inside the transaction that causes it, kept in PostgreSQL, rung for in Valkey.

A command calls `later()`; the relay rings for every row that is not done; `worker.py` runs it. Valkey carries the
row's number alone, so wiping it loses nothing and tells nobody anything.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, insert, text
from sqlalchemy.orm import Mapped, Session

from coordination import clock
from coordination.db import Base, key, new_id, plain, refers

URGENT, DEFAULT = "urgent", "default"


class OutboxRow(Base):
    """One thing that must follow a change. It is not done until `done_at` says so."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_waiting", "ring_at", postgresql_where=text("done_at is null")),)
    id: Mapped[UUID] = key()
    job: Mapped[str] = plain()
    ids: Mapped[dict[str, Any]] = plain()
    queue: Mapped[str] = plain()
    worker_id: Mapped[UUID | None] = refers("worker.id")
    asked_at: Mapped[datetime] = plain()
    ring_at: Mapped[datetime] = plain()
    attempts: Mapped[int] = plain(server_default="0")
    failures: Mapped[int] = plain(server_default="0")
    failed_as: Mapped[str | None] = plain()
    done_at: Mapped[datetime | None] = plain()


class Slot(Base):
    """A time at which something regular was due, so that any number of beats ask for it once."""

    __tablename__ = "slot"
    name: Mapped[str] = plain(primary_key=True)
    slot: Mapped[datetime] = plain(primary_key=True)


def later(session: Session, worker_id: UUID | None, job: str, *, queue: str = DEFAULT, **ids: Any) -> UUID:
    """Ask for a job. The request is kept or lost together with the change that made it.

    `ids` are ids and codes only, never words about a person. Returns the outbox row's id.
    """
    now = clock.now()
    row_id = new_id()
    session.execute(
        insert(OutboxRow),
        {
            "id": row_id,
            "job": job,
            "ids": {name: str(value) for name, value in ids.items()},
            "queue": queue,
            "worker_id": worker_id,
            "asked_at": now,
            "ring_at": now,
            "attempts": 0,
            "failures": 0,
        },
    )
    return row_id
