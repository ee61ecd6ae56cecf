"""Proof: what was done and who looked, in chains of hashes that nobody can quietly change.

Only `audit_append_all()` and `audit_look()` write here; triggers refuse every change, for the owner too.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from coordination.db import Base, free_text, key, plain


class ChainHead(Base):
    """The newest entry of each chain. Its lock gives out the gapless numbers."""

    __tablename__ = "chain_head"
    __table_args__ = {"postgresql_with": {"fillfactor": "50"}}
    chain: Mapped[str] = plain(primary_key=True)
    seq: Mapped[int] = plain()
    hash: Mapped[bytes] = plain()


class Event(Base):
    """A fact: what was done, when, by whom. Codes and ids only; words are in `event_detail`, which can be erased."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_case", "case_id", "seq"),
        Index("ix_event_actor", "actor_id", "at"),
        Index("ix_event_at", "at"),
    )
    chain: Mapped[str] = plain(primary_key=True)
    seq: Mapped[int] = plain(primary_key=True)
    id: Mapped[UUID] = plain(unique=True)
    case_id: Mapped[UUID | None] = plain()
    at: Mapped[datetime] = plain()
    recorded_at: Mapped[datetime] = plain()
    kind: Mapped[str] = plain()
    actor_id: Mapped[UUID | None] = plain()
    actor_agency_id: Mapped[UUID | None] = plain()
    actor_team_id: Mapped[UUID | None] = plain()
    on_behalf_of_id: Mapped[UUID | None] = plain()
    line: Mapped[str | None] = plain()
    category: Mapped[str] = plain()
    audience_id: Mapped[UUID | None] = plain()
    commit: Mapped[bytes] = plain()
    prev: Mapped[bytes] = plain()
    hash: Mapped[bytes] = plain()


class EventDetail(Base):
    """The erasable part of an event, with the salt of its digest."""

    __tablename__ = "event_detail"
    event_id: Mapped[UUID] = plain(primary_key=True)
    case_id: Mapped[UUID | None] = plain(index=True)
    salt: Mapped[bytes] = plain()
    detail: Mapped[dict[str, Any]] = free_text()


class ReadEvent(Base):
    """A look: one row for each page that showed something about people, in a chain for each worker."""

    __tablename__ = "read_event"
    __table_args__ = (
        Index("ix_read_event_agency", "agency_id", "at"),
        Index("ix_read_event_cases", "case_ids", postgresql_using="gin"),
    )
    chain: Mapped[str] = plain(primary_key=True)
    seq: Mapped[int] = plain(primary_key=True)
    worker_id: Mapped[UUID] = plain()
    agency_id: Mapped[UUID] = plain()
    at: Mapped[datetime] = plain()
    recorded_at: Mapped[datetime] = plain()
    route: Mapped[str] = plain()
    purpose: Mapped[str] = plain()
    case_ids: Mapped[list[UUID]] = plain()
    prev: Mapped[bytes] = plain()
    hash: Mapped[bytes] = plain()


class Checkpoint(Base):
    """A signed Merkle root over the heads that changed since the one before (RFC 6962 prefixes)."""

    __tablename__ = "checkpoint"
    number: Mapped[int] = plain(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = plain()
    heads: Mapped[list[Any]] = plain()
    root: Mapped[bytes] = plain()
    previous: Mapped[bytes] = plain()
    hash: Mapped[bytes] = plain()
    public_key: Mapped[bytes | None] = plain()
    signature: Mapped[bytes | None] = plain()


class SealedHead(Base):
    """How far each chain had grown when a checkpoint last sealed it, so that the next one lists only what changed."""

    __tablename__ = "sealed_head"
    chain: Mapped[str] = plain(primary_key=True)
    seq: Mapped[int] = plain()


class Verification(Base):
    """One time the whole log was computed again: how much was read, and the first fault in words, if there was one."""

    __tablename__ = "verification"
    __table_args__ = (Index("ix_verification_newest", "began_at"),)
    id: Mapped[UUID] = key()
    began_at: Mapped[datetime] = plain()
    ended_at: Mapped[datetime] = plain()
    events: Mapped[int] = plain()
    looks: Mapped[int] = plain()
    checkpoints: Mapped[int] = plain()
    fault: Mapped[str | None] = plain()


class CheckpointCopy(Base):
    """How far the checkpoints were copied to a second place, and since when that fails."""

    __tablename__ = "checkpoint_copy"
    place: Mapped[str] = plain(primary_key=True)
    number: Mapped[int] = plain()
    failing_since: Mapped[datetime | None] = plain()


class Once(Base):
    """A command that a browser may send twice: the first answer is given again."""

    __tablename__ = "once"
    worker_id: Mapped[UUID] = plain(primary_key=True)
    key: Mapped[str] = plain(primary_key=True)
    digest: Mapped[bytes] = plain()
    answer: Mapped[dict[str, Any]] = plain()
    case_id: Mapped[UUID | None] = plain()
    at: Mapped[datetime] = plain()
