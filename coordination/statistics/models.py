"""Counts: custody groups, bookings, ledgers, and the releases that are frozen for ever."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from coordination.db import Base, free_text, key, plain, refers, special

# The one table of categories of a booking, and the counts of event dates that hang on one, are ledgers by this name.
CASES = "cases"


class CustodyGroup(Base):
    """A set of agencies each of which can open every case of the group. Configuration, never found in the data.

    `kind` is pair, merged, shared or everybody; a pair alone has one sender and one receiver of its own.
    """

    __tablename__ = "custody_group"
    __table_args__ = (
        CheckConstraint("kind in ('pair', 'merged', 'shared', 'everybody')", name="a_custody_group_is_of_a_known_kind"),
        CheckConstraint(
            "(kind = 'pair') = (sender_id is not null and receiver_id is not null)",
            name="a_pair_has_a_sender_and_a_receiver",
        ),
        UniqueConstraint("partnership_id", "code"),
    )
    id: Mapped[UUID] = key()
    partnership_id: Mapped[UUID] = refers("partnership.id")
    code: Mapped[str] = plain()
    name: Mapped[str] = plain()
    kind: Mapped[str] = plain()
    agency_ids: Mapped[list[UUID]] = plain()
    sender_id: Mapped[UUID | None] = refers("agency.id")
    receiver_id: Mapped[UUID | None] = refers("agency.id")


class Booking(Base):
    """One counted milestone in the month in which it was closed, with the category it stood in of each attribute.

    `ledger` is "cases" for a case itself, else the child ledger of an event. Attributes that wait are in `filled`.
    """

    __tablename__ = "booking"
    __table_args__ = (Index("ix_booking_month", "partnership_id", "month", "pathway"),)
    milestone_id: Mapped[UUID] = plain(primary_key=True)
    partnership_id: Mapped[UUID] = refers("partnership.id")
    ledger: Mapped[str] = plain()
    month: Mapped[date] = plain()
    pathway: Mapped[str] = plain()
    custody_group: Mapped[str] = plain()
    sender_id: Mapped[UUID | None] = refers("agency.id")
    receiver_id: Mapped[UUID | None] = refers("agency.id")
    categories: Mapped[dict[str, Any]] = special()
    filled: Mapped[dict[str, Any]] = special(server_default="{}")
    # the month of the close at which it was found to be no counted case after all, and taken out of the running total
    taken_back: Mapped[date | None] = plain()


class LedgerColumn(Base):
    """The running totals of one column of one custody group: what was booked, and what of it was issued."""

    __tablename__ = "ledger"
    partnership_id: Mapped[UUID] = refers("partnership.id", primary_key=True)
    custody_group: Mapped[str] = plain(primary_key=True)
    ledger: Mapped[str] = plain(primary_key=True)
    pathway: Mapped[str] = plain(primary_key=True)
    attribute: Mapped[str] = plain(primary_key=True)
    category: Mapped[str] = special(primary_key=True)
    booked: Mapped[int] = special()
    issued: Mapped[int] = plain()


class MilestoneTotal(Base):
    """The exact figure of one column of one closed month, for the partnership's data lead alone."""

    __tablename__ = "milestone_total"
    partnership_id: Mapped[UUID] = refers("partnership.id", primary_key=True)
    month: Mapped[date] = plain(primary_key=True)
    pathway: Mapped[str] = plain(primary_key=True)
    custody_group: Mapped[str] = plain(primary_key=True)
    attribute: Mapped[str] = plain(primary_key=True)
    category: Mapped[str] = special(primary_key=True)
    value: Mapped[int] = special()


class _Came:
    """What a measure from cases came to in a quarter."""

    partnership_id: Mapped[UUID] = refers("partnership.id", primary_key=True)
    measure: Mapped[str] = plain(primary_key=True)
    period_from: Mapped[date] = plain(primary_key=True)
    period_until: Mapped[date] = plain()
    numerator: Mapped[int] = special()
    denominator: Mapped[int | None] = special()
    pending: Mapped[int] = special()


class ExactCount(_Came, Base):
    """What it came to when everything was last counted, for the data lead alone."""

    __tablename__ = "exact_count"
    counted_at: Mapped[datetime] = plain()


class ExactCountSoFar(_Came, Base):
    """What a night has counted of it so far, until all cases were looked at. Nobody reads it."""

    __tablename__ = "exact_count_so_far"
    night: Mapped[date] = plain()


class Release(Base):
    """One closed month of a partnership. There is one for each month, made once and never changed."""

    __tablename__ = "release"
    __table_args__ = (
        UniqueConstraint("partnership_id", "month"),
        CheckConstraint("extract(day from month) = 1", name="a_release_is_of_a_whole_month"),
    )
    id: Mapped[UUID] = key()
    partnership_id: Mapped[UUID] = refers("partnership.id")
    month: Mapped[date] = plain()
    closed_at: Mapped[datetime] = plain()
    # who closed it by hand; None where the timetable or the keeper of the machine did
    closed_by_id: Mapped[UUID | None] = refers("worker.id")


class ReleaseColumn(Base):
    """That an attribute of a month is out, whether or not any figure of it is above nothing."""

    __tablename__ = "release_column"
    partnership_id: Mapped[UUID] = refers("partnership.id", primary_key=True)
    month: Mapped[date] = plain(primary_key=True)
    pathway: Mapped[str] = plain(primary_key=True)
    attribute: Mapped[str] = plain(primary_key=True)
    # the release with which it came out: a later one than its month's own where the attribute had to wait
    release_id: Mapped[UUID] = refers("release.id")


class ReleaseCell(Base):
    """One frozen figure: a multiple of five above nothing. A cell that is not here is none or a few."""

    __tablename__ = "release_cell"
    __table_args__ = (
        CheckConstraint("value % 5 = 0 and value > 0", name="figures_are_in_fives"),
        ForeignKeyConstraint(
            ["partnership_id", "month", "pathway", "attribute"],
            [
                "release_column.partnership_id",
                "release_column.month",
                "release_column.pathway",
                "release_column.attribute",
            ],
            name="fk_release_cell_release_column",
        ),
    )
    partnership_id: Mapped[UUID] = plain(primary_key=True)
    custody_group: Mapped[str] = plain(primary_key=True)
    month: Mapped[date] = plain(primary_key=True)
    pathway: Mapped[str] = plain(primary_key=True)
    attribute: Mapped[str] = plain(primary_key=True)
    category: Mapped[str] = plain(primary_key=True)
    value: Mapped[int] = plain()


class FigureKey(Base):
    """A key with which a program fetches what `opens` names of one partnership. The key itself is kept nowhere."""

    __tablename__ = "figure_key"
    __table_args__ = (
        Index("ix_figure_key_partnership", "partnership_id", "made_at"),
        CheckConstraint(
            "opens <@ array['statistics', 'board-reports'] and cardinality(opens) > 0",
            name="a_key_opens_something_known",
        ),
    )
    id: Mapped[UUID] = key()
    reference: Mapped[str] = plain(unique=True)
    partnership_id: Mapped[UUID] = refers("partnership.id")
    used_for: Mapped[str] = free_text()
    opens: Mapped[list[str]] = plain()
    token_hash: Mapped[bytes] = plain(unique=True, deferred=True)
    made_by_id: Mapped[UUID] = refers("worker.id")
    made_at: Mapped[datetime] = plain()
    expires_at: Mapped[datetime] = plain()
    last_used_at: Mapped[datetime | None] = plain()
    revoked_at: Mapped[datetime | None] = plain()
    revoked_by_id: Mapped[UUID | None] = refers("worker.id")
