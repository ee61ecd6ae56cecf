"""What: messages, their wordings, whom they name; and what one worker has seen or not finished writing."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from coordination.db import PRIVATE_WORKING_STATE, Base, free_text, key, plain, refers


class Message(Base):
    """One message in the conversation of a case. Its place is the number of its event in the case's chain.

    `readers` is a copy of the audience's holders, written by the database alone: null is everyone on the case.
    """

    __tablename__ = "message"
    __table_args__ = (Index("ix_message_thread", "case_id", "seq", unique=True),)
    id: Mapped[UUID] = key()
    reference: Mapped[str] = plain(unique=True)
    case_id: Mapped[UUID] = refers("case_file.id")
    seq: Mapped[int] = plain()
    at: Mapped[datetime] = plain()
    author_id: Mapped[UUID] = refers("worker.id")
    author_agency_id: Mapped[UUID] = refers("agency.id")
    category: Mapped[str] = plain()
    audience_id: Mapped[UUID] = refers("audience.id")
    readers: Mapped[list[UUID] | None] = plain()
    # the wording in force; earlier ones stay, for those entitled to them
    wording_id: Mapped[UUID] = plain()
    edited_at: Mapped[datetime | None] = plain()
    narrowed_at: Mapped[datetime | None] = plain()
    removed_at: Mapped[datetime | None] = plain()


class MessageWording(Base):
    """The words of a message as they were at one time. An edit adds one and leaves the one before it."""

    __tablename__ = "message_wording"
    __table_args__ = (
        Index("ix_message_wording_folded", "folded", postgresql_using="gin", postgresql_ops={"folded": "gin_trgm_ops"}),
    )
    id: Mapped[UUID] = key()
    message_id: Mapped[UUID] = refers("message.id", index=True)
    case_id: Mapped[UUID] = refers("case_file.id")
    edited_from_id: Mapped[UUID | None] = refers("message_wording.id")
    body: Mapped[str] = free_text()
    # lower case and without accents: what search compares
    folded: Mapped[str] = free_text()
    at: Mapped[datetime] = plain()


class MessageMention(Base):
    """A worker whom a message names, and who could read it when it was posted."""

    __tablename__ = "message_mention"
    message_id: Mapped[UUID] = refers("message.id", primary_key=True)
    worker_id: Mapped[UUID] = refers("worker.id", primary_key=True)
    case_id: Mapped[UUID] = refers("case_file.id")


class ConversationMark(Base):
    """How far a worker has read a conversation, and as what they stood then: so "seen by" never names too many."""

    __tablename__ = "conversation_mark"
    __table_args__ = (Index("ix_conversation_mark_case", "case_id"), PRIVATE_WORKING_STATE)
    worker_id: Mapped[UUID] = refers("worker.id", primary_key=True)
    case_id: Mapped[UUID] = refers("case_file.id", primary_key=True)
    agency_id: Mapped[UUID] = refers("agency.id")
    holders: Mapped[list[UUID]] = plain()
    seq: Mapped[int] = plain()
    at: Mapped[datetime] = plain()


class MessageDraft(Base):
    """A message that one worker has begun on a case and not sent."""

    __tablename__ = "message_draft"
    __table_args__ = (Index("ix_message_draft_expires_at", "expires_at"), PRIVATE_WORKING_STATE)
    worker_id: Mapped[UUID] = refers("worker.id", primary_key=True)
    case_id: Mapped[UUID] = refers("case_file.id", primary_key=True)
    # the answers of the composer as they stood, by the name of each
    given: Mapped[dict[str, Any]] = free_text()
    kept_at: Mapped[datetime] = plain()
    # after this a sweep clears it away
    expires_at: Mapped[datetime] = plain()


class FormCard(Base):
    """A question put to a team, in the conversation. How it stands is written on its task, which shares its reference.

    `readers` is a copy of the audience's holders, written by the database alone: null is everyone on the case.
    """

    __tablename__ = "form_card"
    __table_args__ = (Index("ix_form_card_thread", "case_id", "seq", unique=True),)
    id: Mapped[UUID] = key()
    reference: Mapped[str] = plain(unique=True)
    case_id: Mapped[UUID] = refers("case_file.id")
    seq: Mapped[int] = plain()
    at: Mapped[datetime] = plain()
    author_id: Mapped[UUID] = refers("worker.id")
    author_agency_id: Mapped[UUID] = refers("agency.id")
    team_id: Mapped[UUID] = refers("team.id")
    task_id: Mapped[UUID] = refers("task.id")
    audience_id: Mapped[UUID] = refers("audience.id")
    readers: Mapped[list[UUID] | None] = plain()


class FormCardForm(Base):
    """What a card asks: fewer may read this than that something was asked."""

    __tablename__ = "form_card_form"
    card_id: Mapped[UUID] = refers("form_card.id", primary_key=True)
    case_id: Mapped[UUID] = refers("case_file.id")
    author_agency_id: Mapped[UUID] = refers("agency.id")
    category: Mapped[str] = plain()
    # the pathway's own card, or none where the asker chose the questions
    card: Mapped[str | None] = plain()
    questions: Mapped[list[str]] = plain()
    # asked in these words and answered in words, as a panel asks what is new: then there are no questions
    asks: Mapped[str | None] = plain()


class FormCardNews(Base):
    """What an agency told in answer to a card that asks what is new. Said once; nobody changes it."""

    __tablename__ = "form_card_news"
    __table_args__ = (Index("ix_form_card_news_case", "case_id"),)
    card_id: Mapped[UUID] = refers("form_card.id", primary_key=True)
    case_id: Mapped[UUID] = refers("case_file.id")
    category: Mapped[str] = plain()
    agency_id: Mapped[UUID] = refers("agency.id")
    by_id: Mapped[UUID] = refers("worker.id")
    at: Mapped[datetime] = plain()
    body: Mapped[str | None] = free_text()
    nothing_new: Mapped[bool] = plain(server_default="false")
