"""A list that somebody brought in, and its rows: private working state of that worker, cleared away after a while."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from coordination.db import PRIVATE_WORKING_STATE, Base, free_text, key, plain, refers, special


class BroughtList(Base):
    """One file as it was read. Nothing of it has happened before `confirmed_at`."""

    __tablename__ = "brought_list"
    __table_args__ = (Index("ix_brought_list_worker", "worker_id", "read_at"), PRIVATE_WORKING_STATE)
    id: Mapped[UUID] = key()
    reference: Mapped[str] = plain(unique=True)
    worker_id: Mapped[UUID] = refers("worker.id")
    # of a prison's list: the single point of contact team that it was sent to
    team_id: Mapped[UUID | None] = refers("team.id")
    kind: Mapped[str] = plain()
    read_at: Mapped[datetime] = plain()
    confirmed_at: Mapped[datetime | None] = plain()
    expires_at: Mapped[datetime] = plain()
    # the faults of rows that could not be read, in words
    faults: Mapped[list[Any]] = free_text(JSONB, server_default="[]")


class BroughtRow(Base):
    """One row: what was given, what the worker said about it, and what became of it."""

    __tablename__ = "brought_row"
    __table_args__ = PRIVATE_WORKING_STATE
    list_id: Mapped[UUID] = refers("brought_list.id", primary_key=True)
    number: Mapped[int] = plain(primary_key=True)
    given: Mapped[dict[str, Any]] = special()
    # whether a likely case is about the same person: same, different, not-sure
    verdict: Mapped[str | None] = special()
    # None while it waits; then done, already, refused
    became: Mapped[str | None] = plain()
    said: Mapped[str | None] = special()
    case_reference: Mapped[str | None] = plain()
