"""What may be shared with whom: agreements between agencies, the person's own consent, and who sits on which panel."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
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


class Panel(Base):
    """A standing panel of a partnership. What it decides and agrees to stands with its kind, in the data files."""

    __tablename__ = "panel"
    id: Mapped[UUID] = key()
    partnership_id: Mapped[UUID] = refers("partnership.id")
    code: Mapped[str] = plain(unique=True)
    name: Mapped[str] = plain()
    kind: Mapped[str] = plain()
    # agencies by code: who chairs, who always comes, who may be invited, without whom nothing is decided
    chair: Mapped[str] = plain()
    deputy: Mapped[str] = plain()
    core: Mapped[list[str]] = plain()
    invited: Mapped[list[str]] = plain(server_default="{}")
    quorum: Mapped[list[str]] = plain()
    quorum_one_of: Mapped[list[str]] = plain(server_default="{}")


class PanelMember(Base):
    """A worker who sits on a panel for their agency, from when until when. Only members take part in its cases."""

    __tablename__ = "panel_member"
    __table_args__ = (
        CheckConstraint("office in ('chair', 'deputy', 'member')", name="a_member_holds_a_known_office"),
        Index("ix_panel_member_panel", "panel_id", postgresql_where=text("until_at is null")),
        Index("ix_panel_member_worker", "worker_id", postgresql_where=text("until_at is null")),
    )
    id: Mapped[UUID] = key()
    panel_id: Mapped[UUID] = refers("panel.id")
    agency_id: Mapped[UUID] = refers("agency.id")
    worker_id: Mapped[UUID] = refers("worker.id")
    office: Mapped[str] = plain()
    from_at: Mapped[datetime] = plain()
    until_at: Mapped[datetime | None] = plain()
    by_id: Mapped[UUID | None] = refers("worker.id")


class NamingRule(Base):
    """The answers and facts of a pathway that tell who a case is about, and the positions that may have them taken out.
    Copied from the pathways."""

    __tablename__ = "naming_rule"
    pathway: Mapped[str] = plain(primary_key=True)
    version: Mapped[int] = plain(primary_key=True, autoincrement=False)
    fields: Mapped[list[str]] = plain()
    facts: Mapped[list[str]] = plain()
    positions: Mapped[list[str]] = plain()
