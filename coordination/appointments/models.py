"""Appointments with the person, and every attempt to reach them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped

from coordination.db import Base, free_text, key, personal, plain, refers, special


class Appointment(Base):
    """Who, where, when, how, with whom, told how, and what became of it. Moved, never overwritten."""

    __tablename__ = "appointment"
    __table_args__ = (
        CheckConstraint("(outcome is null) = (outcome_at is null)", name="an_outcome_has_a_time"),
        Index("ix_appointment_case", "case_id", "starts_at"),
        Index("ix_appointment_team", "team_id", "starts_at", postgresql_where=text("outcome is null")),
    )
    id: Mapped[UUID] = key()
    reference: Mapped[str] = plain(unique=True)
    case_id: Mapped[UUID] = plain()
    person_id: Mapped[UUID | None] = plain()
    spell_id: Mapped[UUID | None] = plain()
    team_id: Mapped[UUID] = refers("team.id")
    kind: Mapped[str] = plain()
    category: Mapped[str] = plain()
    starts_at: Mapped[datetime] = personal()
    place: Mapped[str] = personal()
    mode: Mapped[str] = plain()
    with_whom: Mapped[str | None] = personal()
    told_how: Mapped[str | None] = personal()
    made_by_id: Mapped[UUID] = refers("worker.id")
    made_at: Mapped[datetime] = plain()
    moved_to_id: Mapped[UUID | None] = refers("appointment.id")
    warnings: Mapped[list[Any]] = plain(server_default="[]")
    outcome: Mapped[str | None] = special()
    outcome_at: Mapped[datetime | None] = plain()
    outcome_by_id: Mapped[UUID | None] = refers("worker.id")
    note: Mapped[str | None] = free_text()


class Contact(Base):
    """One attempt to reach the resident. Refused where the safe-contact answers forbid it."""

    __tablename__ = "contact"
    id: Mapped[UUID] = key()
    case_id: Mapped[UUID] = plain(index=True)
    person_id: Mapped[UUID | None] = plain()
    appointment_id: Mapped[UUID | None] = refers("appointment.id")
    at: Mapped[datetime] = personal()
    how: Mapped[str] = plain()
    category: Mapped[str] = plain()
    outcome: Mapped[str] = personal()
    by_id: Mapped[UUID] = refers("worker.id")
    note: Mapped[str | None] = free_text()
