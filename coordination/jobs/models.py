"""What waits for machines, the times at which regular work was due, and the signs of life of our processes."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped

from coordination.db import Base, key, plain, refers

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
    # what the worker held and was shut out of when they asked; the database writes it. None where a sweep asked.
    stood: Mapped[dict[str, Any] | None] = plain()
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


class Heartbeat(Base):
    """When a part of the product last showed that it works, by the machine's own time, which nobody can move."""

    __tablename__ = "heartbeat"
    name: Mapped[str] = plain(primary_key=True)
    at: Mapped[datetime] = plain()
