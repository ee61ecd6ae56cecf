"""Figures that partners return, what is shown of them, published figures, targets, and updates of the delivery plan.

Nothing here is about one person: figures, days, codes and what agencies say of their own work.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from coordination.db import Base, free_text, key, plain, refers


class ReportingAgency(Base):
    """Which agency is asked for a measure's figures or for how an action is going. The newest row holds."""

    __tablename__ = "reporting_agency"
    __table_args__ = (Index("ix_reporting_agency_subject", "partnership_id", "subject", "set_at"),)
    id: Mapped[UUID] = key()
    partnership_id: Mapped[UUID] = refers("partnership.id")
    # the code of a measure or of an action
    subject: Mapped[str] = plain()
    agency_id: Mapped[UUID] = refers("agency.id")
    set_by_id: Mapped[UUID] = refers("worker.id")
    set_at: Mapped[datetime] = plain()


class ReportingTask(Base):
    """One figure or one update that an agency is asked for by a day, once for each period."""

    __tablename__ = "reporting_task"
    __table_args__ = (
        UniqueConstraint("partnership_id", "kind", "subject", "period_from", name="asked_once_for_a_period"),
        Index("ix_reporting_task_agency", "agency_id", "due_on"),
    )
    id: Mapped[UUID] = key()
    partnership_id: Mapped[UUID] = refers("partnership.id")
    # a return, an update, or an action of the plan that is due
    kind: Mapped[str] = plain()
    subject: Mapped[str] = plain()
    period_from: Mapped[date] = plain()
    period_until: Mapped[date] = plain()
    agency_id: Mapped[UUID] = refers("agency.id")
    asked_at: Mapped[datetime] = plain()
    due_on: Mapped[date] = plain()
    sentence: Mapped[str] = plain()
    reminded_at: Mapped[datetime | None] = plain()
    told_late_at: Mapped[datetime | None] = plain()
    done_at: Mapped[datetime | None] = plain()
    done_by_id: Mapped[UUID | None] = refers("worker.id")


class ReturnValue(Base):
    """A figure as a partner gave it: exact, and never overwritten. A correction is a row of its own."""

    __tablename__ = "return_value"
    __table_args__ = (
        UniqueConstraint("partnership_id", "agency_id", "measure", "period_from", "revision", name="one_of_a_revision"),
        CheckConstraint("approved_at is null or sent_back_at is null", name="approved_or_sent_back"),
    )
    id: Mapped[UUID] = key()
    reference: Mapped[str] = plain(unique=True)
    partnership_id: Mapped[UUID] = refers("partnership.id")
    measure: Mapped[str] = plain()
    period_from: Mapped[date] = plain()
    period_until: Mapped[date] = plain()
    revision: Mapped[int] = plain()
    numerator: Mapped[int | None] = plain()
    denominator: Mapped[int | None] = plain()
    value: Mapped[Decimal | None] = plain(Numeric(14, 2))
    words: Mapped[str | None] = plain()
    note: Mapped[str] = free_text(server_default="")
    # where everybody can read this very figure; then there is nothing left to protect
    published_at: Mapped[str] = free_text(server_default="")
    arrived_as: Mapped[str] = plain()
    agency_id: Mapped[UUID] = refers("agency.id")
    given_by_id: Mapped[UUID] = refers("worker.id")
    given_at: Mapped[datetime] = plain()
    approved_at: Mapped[datetime | None] = plain()
    approved_by_id: Mapped[UUID | None] = refers("worker.id")
    sent_back_at: Mapped[datetime | None] = plain()
    sent_back_by_id: Mapped[UUID | None] = refers("worker.id")
    sent_back_because: Mapped[str] = free_text(server_default="")


class ShownValue(Base):
    """What is shown of an approved return to everybody who reads measures. It is written once and never changed."""

    __tablename__ = "shown_value"
    __table_args__ = (Index("ix_shown_value_measure", "partnership_id", "measure", "period_from"),)
    id: Mapped[UUID] = key()
    return_id: Mapped[UUID] = refers("return_value.id", unique=True)
    partnership_id: Mapped[UUID] = refers("partnership.id")
    measure: Mapped[str] = plain()
    period_from: Mapped[date] = plain()
    period_until: Mapped[date] = plain()
    numerator: Mapped[int | None] = plain()
    denominator: Mapped[int | None] = plain()
    value: Mapped[Decimal | None] = plain(Numeric(14, 2))
    words: Mapped[str | None] = plain()
    note: Mapped[str] = free_text(server_default="")
    in_fives: Mapped[bool] = plain(server_default="false")
    shown_at: Mapped[datetime] = plain()


class ExternalValue(Base):
    """A figure that somebody else publishes, as a worker brought it in. The newest of a period holds."""

    __tablename__ = "external_value"
    __table_args__ = (Index("ix_external_value_measure", "partnership_id", "measure", "period_from"),)
    id: Mapped[UUID] = key()
    partnership_id: Mapped[UUID] = refers("partnership.id")
    measure: Mapped[str] = plain()
    period_from: Mapped[date] = plain()
    period_until: Mapped[date] = plain()
    value: Mapped[Decimal | None] = plain(Numeric(14, 2))
    note: Mapped[str] = free_text(server_default="")
    publication: Mapped[str] = free_text()
    brought_by_id: Mapped[UUID] = refers("worker.id")
    brought_at: Mapped[datetime] = plain()


class TargetValue(Base):
    """A target that the partnership set beside those of its strategy. The newest of a day holds."""

    __tablename__ = "target"
    __table_args__ = (Index("ix_target_measure", "partnership_id", "measure"),)
    id: Mapped[UUID] = key()
    partnership_id: Mapped[UUID] = refers("partnership.id")
    measure: Mapped[str] = plain()
    by_date: Mapped[date] = plain()
    value: Mapped[Decimal] = plain(Numeric(14, 2))
    because: Mapped[str] = free_text()
    set_by_id: Mapped[UUID] = refers("worker.id")
    set_at: Mapped[datetime] = plain()


class ActionUpdate(Base):
    """How an action of the delivery plan was going at the end of a quarter, as its agency says. Never overwritten."""

    __tablename__ = "action_update"
    __table_args__ = (Index("ix_action_update_action", "partnership_id", "action", "period_from", "given_at"),)
    id: Mapped[UUID] = key()
    partnership_id: Mapped[UUID] = refers("partnership.id")
    action: Mapped[str] = plain()
    period_from: Mapped[date] = plain()
    period_until: Mapped[date] = plain()
    status: Mapped[str] = plain()
    narrative: Mapped[str] = free_text()
    # where to see what was done: addresses on the web, each with its words
    evidence: Mapped[list[Any]] = free_text(server_default="[]")
    agency_id: Mapped[UUID] = refers("agency.id")
    given_by_id: Mapped[UUID] = refers("worker.id")
    given_at: Mapped[datetime] = plain()


class BoardReport(Base):
    """A quarter's report for the board, as PDF and as a data package. It is made by a job; what is not ready has
    neither. Those that were made before there were packages have none."""

    __tablename__ = "board_report"
    __table_args__ = (Index("ix_board_report_quarter", "partnership_id", "period_from"),)
    id: Mapped[UUID] = key()
    reference: Mapped[str] = plain(unique=True)
    partnership_id: Mapped[UUID] = refers("partnership.id")
    period_from: Mapped[date] = plain()
    period_until: Mapped[date] = plain()
    asked_by_id: Mapped[UUID] = refers("worker.id")
    asked_at: Mapped[datetime] = plain()
    parts: Mapped[int] = plain(server_default="0")
    parts_done: Mapped[int] = plain(server_default="0")
    ready_at: Mapped[datetime | None] = plain()
    content: Mapped[bytes | None] = plain(deferred=True)
    package: Mapped[bytes | None] = plain(deferred=True)


class BoardSentence(Base):
    """What a lead says in words of a figure of none or a few in a quarter's report. The newest holds; none is lost."""

    __tablename__ = "board_sentence"
    __table_args__ = (Index("ix_board_sentence_quarter", "partnership_id", "period_from", "said_at"),)
    id: Mapped[UUID] = key()
    partnership_id: Mapped[UUID] = refers("partnership.id")
    # the code of a measure or of a kind of referral
    subject: Mapped[str] = plain()
    period_from: Mapped[date] = plain()
    period_until: Mapped[date] = plain()
    sentence: Mapped[str] = free_text()
    said_by_id: Mapped[UUID] = refers("worker.id")
    said_at: Mapped[datetime] = plain()


class AssessmentRound(Base):
    """One round of the self-assessment: what it asks, in its own words of that day. A closed one is never changed."""

    __tablename__ = "assessment_round"
    __table_args__ = (
        UniqueConstraint("partnership_id", "number", name="rounds_are_counted"),
        Index(
            "one_round_is_open",
            "partnership_id",
            unique=True,
            postgresql_where=text("closed_at is null"),
        ),
    )
    id: Mapped[UUID] = key()
    reference: Mapped[str] = plain(unique=True)
    partnership_id: Mapped[UUID] = refers("partnership.id")
    number: Mapped[int] = plain()
    # the areas with their statements, as they were asked
    areas: Mapped[list[Any]] = plain()
    due_on: Mapped[date] = plain()
    opened_at: Mapped[datetime] = plain()
    opened_by_id: Mapped[UUID] = refers("worker.id")
    closed_at: Mapped[datetime | None] = plain()
    closed_by_id: Mapped[UUID | None] = refers("worker.id")


class AssessmentRating(Base):
    """How far a statement is true, as somebody said for their agency, and what shows it. The newest revision holds."""

    __tablename__ = "assessment_rating"
    __table_args__ = (UniqueConstraint("round_id", "statement", "revision", name="one_rating_of_a_revision"),)
    id: Mapped[UUID] = key()
    round_id: Mapped[UUID] = refers("assessment_round.id")
    partnership_id: Mapped[UUID] = refers("partnership.id")
    statement: Mapped[str] = plain()
    revision: Mapped[int] = plain()
    rating: Mapped[str] = plain()
    evidence: Mapped[str] = free_text()
    works: Mapped[str] = free_text(server_default="")
    gap: Mapped[str] = free_text(server_default="")
    agency_id: Mapped[UUID] = refers("agency.id")
    given_by_id: Mapped[UUID] = refers("worker.id")
    given_at: Mapped[datetime] = plain()


class PlanAction(Base):
    """An action that the partnership added to its delivery plan itself, because a round found a gap."""

    __tablename__ = "plan_action"
    __table_args__ = (UniqueConstraint("round_id", "statement", name="one_action_for_a_gap"),)
    id: Mapped[UUID] = key()
    code: Mapped[str] = plain(unique=True)
    partnership_id: Mapped[UUID] = refers("partnership.id")
    round_id: Mapped[UUID] = refers("assessment_round.id")
    statement: Mapped[str] = plain()
    what: Mapped[str] = free_text()
    due_on: Mapped[date] = plain()
    made_by_id: Mapped[UUID] = refers("worker.id")
    made_at: Mapped[datetime] = plain()
