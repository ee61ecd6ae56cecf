"""What may be shared with whom: agreements between agencies, and the person's own consent."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped

from coordination.db import Base, free_text, key, personal, plain, refers


class Agreement(Base):
    """A sharing agreement, one row for each category. It is the ceiling of every grant and is read live."""

    __tablename__ = "agreement"
    __table_args__ = (
        Index(
            "ix_agreement_live",
            "giver_id",
            "taker_id",
            "pathway",
            "category",
            postgresql_where=text("ended_at is null"),
        ),
    )
    id: Mapped[UUID] = key()
    giver_id: Mapped[UUID] = refers("agency.id")
    taker_id: Mapped[UUID] = refers("agency.id")
    partnership_id: Mapped[UUID] = refers("partnership.id")
    pathway: Mapped[str] = plain()
    category: Mapped[str] = plain()
    purpose: Mapped[str] = plain()
    basis: Mapped[str] = plain()
    mark: Mapped[str | None] = plain()
    from_date: Mapped[date] = plain()
    until_date: Mapped[date | None] = plain()
    ended_at: Mapped[datetime | None] = plain()
    ended_by_id: Mapped[UUID | None] = refers("worker.id")


class Consent(Base):
    """What the person said about sharing with one recipient: how, recorded by whom, and when it was withdrawn."""

    __tablename__ = "consent"
    id: Mapped[UUID] = key()
    case_id: Mapped[UUID] = plain(index=True)
    person_id: Mapped[UUID] = plain()
    recipient: Mapped[str] = plain()
    given: Mapped[bool] = personal()
    how: Mapped[str | None] = personal()
    recorded_by_id: Mapped[UUID] = refers("worker.id")
    on_date: Mapped[date | None] = personal()
    from_at: Mapped[datetime] = plain()
    withdrawn_at: Mapped[datetime | None] = personal()
    note: Mapped[str | None] = free_text()


class PositionGrid(Base):
    """What a pathway lets a position read and write, and whether it may bring others in. Copied from the pathways."""

    __tablename__ = "position_grid"
    pathway: Mapped[str] = plain(primary_key=True)
    version: Mapped[int] = plain(primary_key=True, autoincrement=False)
    position: Mapped[str] = plain(primary_key=True)
    reads: Mapped[list[str]] = plain()
    reads_levels: Mapped[list[str]] = plain()
    writes: Mapped[list[str]] = plain()
    brings_in: Mapped[bool] = plain()
    # read from the end of the case on
    reads_done: Mapped[list[str]] = plain(server_default="{}")


class NamingRule(Base):
    """The answers and facts of a pathway that tell who a case is about, and the positions that may have them taken out.
    Copied from the pathways."""

    __tablename__ = "naming_rule"
    pathway: Mapped[str] = plain(primary_key=True)
    version: Mapped[int] = plain(primary_key=True, autoincrement=False)
    fields: Mapped[list[str]] = plain()
    facts: Mapped[list[str]] = plain()
    positions: Mapped[list[str]] = plain()
