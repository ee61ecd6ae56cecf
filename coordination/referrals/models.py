"""Referrals as submitted, and the drafts they grow from."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from coordination.db import PRIVATE_WORKING_STATE, Base, free_text, key, plain, refers, special


class Referral(Base):
    """What one referrer submitted. It opened a case or was added to one; its sender hears the outcome."""

    __tablename__ = "referral"
    id: Mapped[UUID] = key()
    case_id: Mapped[UUID] = refers("case_file.id", index=True)
    pathway: Mapped[str] = plain()
    pathway_version: Mapped[int] = plain()
    sender_id: Mapped[UUID] = refers("worker.id", index=True)
    sender_agency_id: Mapped[UUID] = refers("agency.id")
    sender_team_id: Mapped[UUID | None] = refers("team.id")
    submitted_at: Mapped[datetime] = plain()
    receipt: Mapped[str] = plain()
    # the part of a draft that could not wait: the rest comes as an addition
    urgent: Mapped[bool] = plain(server_default="false")
    outcome: Mapped[str | None] = special()
    outcome_at: Mapped[datetime | None] = plain()


class Draft(Base):
    """A referral that one worker is still writing. Nobody else sees it; it expires by the pathway's setting."""

    __tablename__ = "draft"
    __table_args__ = (
        CheckConstraint("(ended_at is null) = (ended_as is null)", name="an_ended_draft_says_how"),
        Index("ix_draft_worker", "worker_id", "changed_at", postgresql_where=text("ended_at is null")),
        PRIVATE_WORKING_STATE,
    )
    id: Mapped[UUID] = key()
    reference: Mapped[str] = plain(unique=True)
    worker_id: Mapped[UUID] = refers("worker.id")
    agency_id: Mapped[UUID] = refers("agency.id")
    team_id: Mapped[UUID | None] = refers("team.id")
    partnership_id: Mapped[UUID | None] = refers("partnership.id")
    pathway: Mapped[str] = plain()
    pathway_version: Mapped[int] = plain()
    begun_at: Mapped[datetime] = plain()
    changed_at: Mapped[datetime] = plain()
    expires_at: Mapped[datetime] = plain()
    warned_at: Mapped[datetime | None] = plain()
    reminded_at: Mapped[datetime | None] = plain()
    ended_at: Mapped[datetime | None] = plain()
    ended_as: Mapped[str | None] = plain()
    case_id: Mapped[UUID | None] = plain()
    passed_from_id: Mapped[UUID | None] = refers("worker.id")
    # the case on which it was begun, and the questions whose answers came from there
    linked_from_id: Mapped[UUID | None] = refers("case_file.id")
    carried: Mapped[list[str]] = plain(server_default="{}")
    # another draft of the writer's about the same person: whichever is sent second is linked to the case of the first
    about_id: Mapped[UUID | None] = refers("draft.id")
    # references of the documents that it took to its case
    went_along: Mapped[list[str]] = plain(server_default="{}")


class DraftAnswer(Base):
    """One answer of a draft, with a version, so that a stale page never overwrites a newer one."""

    __tablename__ = "draft_answer"
    __table_args__ = PRIVATE_WORKING_STATE
    draft_id: Mapped[UUID] = refers("draft.id", primary_key=True)
    field: Mapped[str] = plain(primary_key=True)
    repeat: Mapped[int] = plain(primary_key=True, server_default="0")
    value: Mapped[Any] = special(JSONB)
    # what was typed when it could not be understood, kept so that nothing is lost
    as_typed: Mapped[Any] = free_text(JSONB, nullable=True)
    version: Mapped[int] = plain(server_default="1")
    at: Mapped[datetime] = plain()
