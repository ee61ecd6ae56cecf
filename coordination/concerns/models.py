"""A concern as it was sent without an account, and what is counted against misuse of the page."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from coordination.db import Base, free_text, key, plain, refers, special

# what becomes of one
TAKEN_UP, TURNED_DOWN, CLEARED = "taken-up", "turned-down", "cleared"


class Concern(Base):
    """One concern in the public inbox of a team. It is no case: it becomes one when a worker sends it on as a referral.

    It waits, is somebody's draft (`draft_id`), or has ended: taken up, turned down, or cleared away as not real.
    """

    __tablename__ = "concern"
    __table_args__ = (
        CheckConstraint("(ended_at is null) = (ended_as is null)", name="an_ended_concern_says_how"),
        Index("ix_concern_team", "team_id", "received_at"),
        Index("ix_concern_draft", "draft_id"),
    )
    id: Mapped[UUID] = key()
    reference: Mapped[str] = plain(unique=True)
    # names the filling-in of the page, so that one pressed twice is kept once
    once: Mapped[str] = plain(unique=True)
    partnership_id: Mapped[UUID] = refers("partnership.id")
    team_id: Mapped[UUID] = refers("team.id")
    pathway: Mapped[str] = plain()
    pathway_version: Mapped[int] = plain()
    received_at: Mapped[datetime] = plain()
    urgent: Mapped[bool] = plain()
    # why it may not be a true one: hidden-box, too-quick, one-address, same-words, many-at-once
    marks: Mapped[list[str]] = plain(server_default="{}")
    # by the codes of the referral's questions; empty once erased
    answers: Mapped[dict[str, Any]] = special(JSONB)
    opened_at: Mapped[datetime | None] = plain()
    opened_by_id: Mapped[UUID | None] = refers("worker.id")
    draft_id: Mapped[UUID | None] = refers("draft.id")
    taken_by_id: Mapped[UUID | None] = refers("worker.id")
    taken_at: Mapped[datetime | None] = plain()
    ended_at: Mapped[datetime | None] = plain()
    ended_as: Mapped[str | None] = plain()
    ended_by_id: Mapped[UUID | None] = refers("worker.id")
    reason: Mapped[str | None] = plain()
    reason_words: Mapped[str | None] = free_text()
    # the case that it became; what is kept here is no part of that case
    became_id: Mapped[UUID | None] = refers("case_file.id")
    erased_at: Mapped[datetime | None] = plain()


class ConcernTry(Base):
    """That something was sent from an address, as keyed digests, for a day. It leads to no concern."""

    __tablename__ = "concern_try"
    __table_args__ = (
        Index("ix_concern_try_address", "address_hash", "at"),
        Index("ix_concern_try_words", "partnership_id", "words_hash"),
        Index("ix_concern_try_at", "at"),
    )
    id: Mapped[UUID] = key()
    partnership_id: Mapped[UUID] = refers("partnership.id")
    address_hash: Mapped[bytes] = plain()
    words_hash: Mapped[bytes] = plain()
    at: Mapped[datetime] = plain()
