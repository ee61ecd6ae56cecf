"""What a worker is told in the app, and what leaves the product for a reader elsewhere."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from coordination.db import Base, key, plain, refers


class Notice(Base):
    """One thing that one worker is told, once. It names a case by reference and says no more than its kind."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("worker_id", "about", "kind", name="one_notice_about_one_thing"),
        Index("ix_notice_unread", "worker_id", "at", postgresql_where=text("read_at is null")),
        Index("ix_notice_undigested", "worker_id", postgresql_where=text("digest_id is null and read_at is null")),
        {"info": {"private_working_state": True}},
    )
    id: Mapped[UUID] = key()
    reference: Mapped[str] = plain(unique=True)
    worker_id: Mapped[UUID] = refers("worker.id")
    kind: Mapped[str] = plain()
    # what it is about: an event's id, or a clock's id and rung, so that telling twice is harmless
    about: Mapped[str] = plain()
    case_id: Mapped[UUID | None] = plain()
    case_reference: Mapped[str | None] = plain()
    sentence: Mapped[str] = plain()
    urgent: Mapped[bool] = plain(server_default="false")
    at: Mapped[datetime] = plain()
    read_at: Mapped[datetime | None] = plain()
    acknowledged_at: Mapped[datetime | None] = plain()
    # the digest that told of it; a notice that waits for one has none, so none is missed and none is told twice
    digest_id: Mapped[UUID | None] = refers("delivery.id")


class Delivery(Base):
    """One message that leaves the product for one reader, by one way, once. It holds no words of the message."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("kind", "about", "way", name="one_message_about_one_thing"),
        Index("ix_delivery_not_out", "agency_id", "asked_at", postgresql_where=text("state in ('refused', 'unsure')")),
        {"info": {"private_working_state": True}},
    )
    id: Mapped[UUID] = key()
    # what the message carries of itself: it makes the Message-ID, and GOV.UK Notify is asked for it
    reference: Mapped[str] = plain(unique=True)
    kind: Mapped[str] = plain()
    # a notice's id; a worker's id and a day; an appointment's id and what became of it
    about: Mapped[str] = plain()
    way: Mapped[str] = plain()
    # who reads it: a worker, or nobody with an account
    worker_id: Mapped[UUID | None] = refers("worker.id")
    # whose administrators hear when it does not go out
    agency_id: Mapped[UUID] = refers("agency.id")
    urgent: Mapped[bool] = plain(server_default="false")
    # waiting, quiet (its reader's quiet hours go on), sending, sent, not-needed,
    # refused (it will not go out by itself), unsure (it may have gone out)
    state: Mapped[str] = plain(server_default="waiting")
    why: Mapped[str | None] = plain()
    tries: Mapped[int] = plain(server_default="0")
    asked_at: Mapped[datetime] = plain()
    ended_at: Mapped[datetime | None] = plain()
