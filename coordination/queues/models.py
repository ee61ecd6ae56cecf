"""Work: tasks that wait in a team's queue, the clocks that say by when, and alerts that somebody must answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped

from coordination.db import Base, criminal, key, plain, refers


class Clock(Base):
    """One deadline as a row: what it counts from, when it is due, and the sentence that explains it."""

    __tablename__ = "clock"
    __table_args__ = (
        Index("ix_clock_ringing", "rings_at", postgresql_where=text("stopped_at is null")),
        Index("ix_clock_case", "case_id"),
    )
    id: Mapped[UUID] = key()
    case_id: Mapped[UUID] = plain()
    spell_id: Mapped[UUID | None] = plain()
    team_id: Mapped[UUID | None] = refers("team.id")
    line: Mapped[str | None] = plain()
    rule: Mapped[str] = plain()
    # what it counts from: the name of an event or dated fact, and its moment when the clock was last set
    origin: Mapped[str] = plain()
    origin_at: Mapped[datetime | None] = plain()
    started_at: Mapped[datetime] = plain()
    # no date only while it stands still, or while what it counts from is unknown and the rule names no other
    due_at: Mapped[datetime | None] = plain()
    sentence: Mapped[str] = plain()
    settings: Mapped[dict[str, Any]] = plain(server_default="{}")
    # the dates and conditions that it was last worked out from, for when somebody who does not read them moves it
    rests_on: Mapped[dict[str, Any]] = plain(server_default="{}")
    pauses: Mapped[list[Any]] = plain(server_default="[]")
    paused_at: Mapped[datetime | None] = plain()
    stopped_at: Mapped[datetime | None] = plain()
    # the sweep: whom to tell and when, in order; how far it has come; the next moment
    rings: Mapped[list[Any]] = plain(server_default="[]")
    rings_at: Mapped[datetime | None] = plain()
    rung: Mapped[int] = plain(server_default="0")


class Task(Base):
    """One thing that a team must do by a deadline. What a queue shows is written here, so a queue reads no case."""

    __tablename__ = "task"
    __table_args__ = (
        CheckConstraint("(holder_id is null) = (claimed_at is null)", name="a_claimed_task_has_a_holder_and_a_time"),
        CheckConstraint("(done_at is null) = (ended_as is null)", name="an_ended_task_says_how_it_ended"),
        Index("ix_task_queue", "team_id", "due_at", "pressing", "id", postgresql_where=text("done_at is null")),
        Index("ix_task_mine", "holder_id", "due_at", postgresql_where=text("done_at is null")),
        Index(
            "ix_task_waiting",
            "team_id",
            "due_at",
            "pressing",
            "id",
            postgresql_where=text("done_at is null and holder_id is null"),
        ),
        Index("ix_task_asked", "opened_by_id", "due_at", "id", postgresql_where=text("done_at is null")),
        Index("ix_task_case", "case_id"),
    )
    id: Mapped[UUID] = key()
    reference: Mapped[str] = plain(unique=True)
    case_id: Mapped[UUID] = plain()
    hand_over_id: Mapped[UUID | None] = plain()
    clock_id: Mapped[UUID | None] = refers("clock.id")
    team_id: Mapped[UUID] = refers("team.id")
    kind: Mapped[str] = plain()
    asks: Mapped[str] = plain()
    from_agency: Mapped[str | None] = plain()
    holder_id: Mapped[UUID | None] = refers("worker.id")
    holder_name: Mapped[str | None] = plain()
    claimed_at: Mapped[datetime | None] = plain()
    opened_at: Mapped[datetime] = plain()
    opened_by_id: Mapped[UUID | None] = refers("worker.id")
    due_at: Mapped[datetime] = plain()
    done_at: Mapped[datetime | None] = plain()
    done_by_id: Mapped[UUID | None] = refers("worker.id")
    ended_as: Mapped[str | None] = plain()
    about_id: Mapped[UUID | None] = plain()
    # those who are told of it at all; none is everybody on the case
    audience_id: Mapped[UUID | None] = refers("audience.id")
    nudged_at: Mapped[datetime | None] = plain()
    version: Mapped[int] = plain(server_default="1")
    # copies that lists show and sort by, written by whoever changes the case
    pathway: Mapped[str] = plain()
    case_reference: Mapped[str] = plain()
    area: Mapped[str | None] = plain()
    risk: Mapped[str | None] = criminal()
    key_date: Mapped[date | None] = criminal()
    key_date_label: Mapped[str | None] = criminal()
    # the smaller, the sooner, among tasks that are due at the same moment: see workflows.pressing
    pressing: Mapped[int] = criminal(server_default="299999")


class Alert(Base):
    """Something urgent about a case that a person must say they saw. Until then it goes on to the next in turn."""

    __tablename__ = "alert"
    __table_args__ = (
        CheckConstraint("(acknowledged_at is null) = (acknowledged_by_id is null)", name="somebody_acknowledged_it"),
        Index("ix_alert_ringing", "rings_at", postgresql_where=text("acknowledged_at is null")),
        Index("ix_alert_case", "case_id"),
    )
    id: Mapped[UUID] = key()
    reference: Mapped[str] = plain(unique=True)
    case_id: Mapped[UUID] = plain()
    # whose alert it is; whom it goes on to is their duty data at that moment
    team_id: Mapped[UUID] = refers("team.id")
    because: Mapped[str] = plain()
    answer_minutes: Mapped[int] = plain()
    raised_by_id: Mapped[UUID | None] = refers("worker.id")
    raised_at: Mapped[datetime] = plain()
    step: Mapped[int] = plain(server_default="0")
    rings_at: Mapped[datetime] = plain()
    acknowledged_at: Mapped[datetime | None] = plain()
    acknowledged_by_id: Mapped[UUID | None] = refers("worker.id")
