"""What a worker is told in the app."""

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
