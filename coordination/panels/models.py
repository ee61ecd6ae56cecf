"""Meetings of panels: attendance, the agenda, what agencies report, decisions, actions, interests and minutes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

from coordination.db import PRIVATE_WORKING_STATE, Base, free_text, key, plain, refers, special

ONE_OPEN = "one_open_meeting_of_a_panel"


class Meeting(Base):
    """One meeting of a panel. `version` goes up with every change, so that other screens know."""

    __tablename__ = "meeting"
    __table_args__ = (
        Index("ix_meeting_panel", "panel_id", "starts_at"),
        Index(
            ONE_OPEN,
            "panel_id",
            unique=True,
            postgresql_where=text("began_at is not null and ended_at is null"),
        ),
    )
    id: Mapped[UUID] = key()
    reference: Mapped[str] = plain(unique=True)
    panel_id: Mapped[UUID] = refers("panel.id")
    starts_at: Mapped[datetime] = plain()
    place: Mapped[str] = plain()
    length_minutes: Mapped[int] = plain()
    updates_due_at: Mapped[datetime] = plain()
    planned_by_id: Mapped[UUID] = refers("worker.id")
    published_at: Mapped[datetime | None] = plain()
    began_at: Mapped[datetime | None] = plain()
    chaired_by_id: Mapped[UUID | None] = refers("worker.id")
    # which item is on the table, and since when
    item_id: Mapped[UUID | None] = plain()
    item_since: Mapped[datetime | None] = plain()
    ended_at: Mapped[datetime | None] = plain()
    # it ended without having been opened
    called_off_because: Mapped[str | None] = free_text()
    # items in the order of the table, those only noted, and how long each was talked about
    item_ids: Mapped[list[UUID]] = plain(server_default="{}")
    noted_ids: Mapped[list[UUID]] = plain(server_default="{}")
    seconds: Mapped[dict[str, Any]] = plain(server_default="{}")
    version: Mapped[int] = plain(server_default="1")


class Attendance(Base):
    """Somebody who came for their agency, when they came and left, and when they accepted the statement."""

    __tablename__ = "attendance"
    __table_args__ = (Index("ix_attendance_meeting", "meeting_id"),)
    id: Mapped[UUID] = key()
    meeting_id: Mapped[UUID] = refers("meeting.id")
    panel_id: Mapped[UUID] = refers("panel.id")
    worker_id: Mapped[UUID] = refers("worker.id")
    agency_id: Mapped[UUID] = refers("agency.id")
    came_at: Mapped[datetime] = plain()
    accepted_at: Mapped[datetime] = plain()
    left_at: Mapped[datetime | None] = plain()
    noted_by_id: Mapped[UUID] = refers("worker.id")


class AgendaItem(Base):
    """One case on the agenda of one meeting. Those who take part in the case see it, and no other member does."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        CheckConstraint("state in ('listed', 'done', 'deferred', 'removed')", name="an_item_is_in_a_known_state"),
        Index("ix_agenda_item_meeting", "meeting_id"),
        Index("ix_agenda_item_case", "case_id"),
    )
    id: Mapped[UUID] = key()
    reference: Mapped[str] = plain(unique=True)
    meeting_id: Mapped[UUID] = refers("meeting.id")
    panel_id: Mapped[UUID] = refers("panel.id")
    case_id: Mapped[UUID] = refers("case_file.id")
    category: Mapped[str] = plain(server_default="core")
    state: Mapped[str] = plain(server_default="listed")
    # why it is here: first, again, actions, carried, by-hand
    because: Mapped[str] = plain()
    late: Mapped[bool] = plain(server_default="false")
    put_off_because: Mapped[str | None] = free_text()
    # where it stood in the order when it was taken off, so that it can be put back there
    stood_at: Mapped[int | None] = plain()
    added_at: Mapped[datetime] = plain()
    added_by_id: Mapped[UUID] = refers("worker.id")
    version: Mapped[int] = plain(server_default="1")


class AgendaReason(Base):
    """One reason why a case is high on the agenda, seen by those who read the category that it comes from."""

    __tablename__ = "agenda_reason"
    __table_args__ = (Index("ix_agenda_reason_item", "item_id"),)
    id: Mapped[UUID] = key()
    item_id: Mapped[UUID] = refers("agenda_item.id")
    case_id: Mapped[UUID] = refers("case_file.id")
    category: Mapped[str] = plain()
    level_only: Mapped[bool] = plain(server_default="false")
    code: Mapped[str] = plain()
    weight: Mapped[int] = plain()
    say: Mapped[str] = special()
    by_agency_id: Mapped[UUID] = refers("agency.id")
    # weighed again since: another takes its place
    gone_at: Mapped[datetime | None] = plain()


class AgencyUpdate(Base):
    """What one agency was asked to tell before a meeting. Its question and answer are a card in the conversation.

    Without a card it was asked before there were cards for this: then what was told stands here.
    """

    __tablename__ = "agency_update"
    __table_args__ = (
        Index("ix_agency_update_item", "item_id"),
        Index("ix_agency_update_meeting", "meeting_id"),
        Index("ix_agency_update_card", "card_id"),
    )
    id: Mapped[UUID] = key()
    reference: Mapped[str] = plain(unique=True)
    item_id: Mapped[UUID] = refers("agenda_item.id")
    case_id: Mapped[UUID] = refers("case_file.id")
    meeting_id: Mapped[UUID] = refers("meeting.id")
    panel_id: Mapped[UUID] = refers("panel.id")
    category: Mapped[str] = plain()
    agency_id: Mapped[UUID] = refers("agency.id")
    team_id: Mapped[UUID] = refers("team.id")
    task_reference: Mapped[str] = plain()
    card_id: Mapped[UUID | None] = refers("form_card.id")
    asked_at: Mapped[datetime] = plain()
    due_at: Mapped[datetime] = plain()
    body: Mapped[str | None] = free_text()
    nothing_new: Mapped[bool] = plain(server_default="false")
    given_at: Mapped[datetime | None] = plain()
    given_by_id: Mapped[UUID | None] = refers("worker.id")
    late: Mapped[bool] = plain(server_default="false")


class Decision(Base):
    """What a panel decided about a case, with its reason and any dissent. A later one takes its place; both stay."""

    __tablename__ = "decision"
    __table_args__ = (Index("ix_decision_item", "item_id"), Index("ix_decision_case", "case_id"))
    id: Mapped[UUID] = key()
    reference: Mapped[str] = plain(unique=True)
    item_id: Mapped[UUID] = refers("agenda_item.id")
    case_id: Mapped[UUID] = refers("case_file.id")
    meeting_id: Mapped[UUID] = refers("meeting.id")
    panel_id: Mapped[UUID] = refers("panel.id")
    category: Mapped[str] = plain()
    decision: Mapped[str] = special()
    label: Mapped[str] = special()
    reason: Mapped[str] = free_text()
    dissent: Mapped[str | None] = free_text()
    lead_id: Mapped[UUID | None] = refers("worker.id")
    review_on: Mapped[date | None] = plain()
    made_at: Mapped[datetime] = plain()
    made_by_id: Mapped[UUID] = refers("worker.id")
    made_by_agency_id: Mapped[UUID] = refers("agency.id")
    superseded_at: Mapped[datetime | None] = plain()


class PanelAction(Base):
    """What somebody does by when. It is a task with a clock in its owner's queue; the task says whether it is done."""

    __tablename__ = "action"
    __table_args__ = (Index("ix_action_case", "case_id"), Index("ix_action_panel", "panel_id", "due_on"))
    id: Mapped[UUID] = key()
    reference: Mapped[str] = plain(unique=True)
    item_id: Mapped[UUID] = refers("agenda_item.id")
    case_id: Mapped[UUID] = refers("case_file.id")
    meeting_id: Mapped[UUID] = refers("meeting.id")
    panel_id: Mapped[UUID] = refers("panel.id")
    category: Mapped[str] = plain()
    text: Mapped[str] = free_text()
    owner_id: Mapped[UUID] = refers("worker.id")
    owner_agency_id: Mapped[UUID] = refers("agency.id")
    due_on: Mapped[date] = plain()
    task_reference: Mapped[str] = plain()
    given_at: Mapped[datetime] = plain()
    given_by_id: Mapped[UUID] = refers("worker.id")
    given_by_agency_id: Mapped[UUID] = refers("agency.id")


class Interest(Base):
    """A member who said that they know somebody in a case. From then on the case is not there for them."""

    __tablename__ = "interest"
    __table_args__ = (Index("ix_interest_item", "item_id"),)
    id: Mapped[UUID] = key()
    item_id: Mapped[UUID] = refers("agenda_item.id")
    case_id: Mapped[UUID] = refers("case_file.id")
    panel_id: Mapped[UUID] = refers("panel.id")
    worker_id: Mapped[UUID] = refers("worker.id")
    at: Mapped[datetime] = plain()


class Minutes(Base):
    """One revision of the general part of a meeting's minutes. What is approved is never changed, only followed."""

    __tablename__ = "minutes"
    __table_args__ = (Index("ix_minutes_meeting", "meeting_id", "revision", unique=True),)
    id: Mapped[UUID] = key()
    meeting_id: Mapped[UUID] = refers("meeting.id")
    panel_id: Mapped[UUID] = refers("panel.id")
    revision: Mapped[int] = plain()
    general: Mapped[list[Any]] = plain(JSONB)
    note: Mapped[str | None] = free_text()
    made_at: Mapped[datetime] = plain()
    made_by_id: Mapped[UUID] = refers("worker.id")
    approved_at: Mapped[datetime | None] = plain()
    approved_by_id: Mapped[UUID | None] = refers("worker.id")


class MinutesPart(Base):
    """What one revision says about one case under one category: its readers are those of that case and category."""

    __tablename__ = "minutes_part"
    __table_args__ = (Index("ix_minutes_part_minutes", "minutes_id", "place"), Index("ix_minutes_part_case", "case_id"))
    id: Mapped[UUID] = key()
    minutes_id: Mapped[UUID] = refers("minutes.id")
    panel_id: Mapped[UUID] = refers("panel.id")
    case_id: Mapped[UUID] = refers("case_file.id")
    category: Mapped[str] = plain()
    place: Mapped[int] = plain()
    # what is read first stands first: decision, reason, actions, facts
    rank: Mapped[int] = plain()
    said: Mapped[list[Any]] = free_text(JSONB)
    by_agency_id: Mapped[UUID] = refers("agency.id")


class MinutesPrint(Base):
    """One reader's copy of minutes on paper, while it is made and for a day afterwards."""

    __tablename__ = "minutes_print"
    __table_args__ = PRIVATE_WORKING_STATE
    id: Mapped[UUID] = key()
    reference: Mapped[str] = plain(unique=True)
    minutes_id: Mapped[UUID] = refers("minutes.id")
    worker_id: Mapped[UUID] = refers("worker.id")
    asked_at: Mapped[datetime] = plain()
    done: Mapped[int] = plain(server_default="0")
    whole: Mapped[int] = plain()
    # which cases stand in it: who may read fewer by now gets no old copy
    case_ids: Mapped[list[UUID]] = plain(server_default="{}")
    made_at: Mapped[datetime | None] = plain()
    body: Mapped[bytes | None] = special()
