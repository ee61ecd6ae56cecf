"""Who: partnerships, agencies, teams, workers, what they may do, and how they sign in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from coordination.db import Base, free_text, key, personal, plain, refers


class Partnership(Base):
    """A borough's Combating Drugs Partnership. It is not a wall: taking part in a case is."""

    __tablename__ = "partnership"
    id: Mapped[UUID] = key()
    code: Mapped[str] = plain(unique=True)
    name: Mapped[str] = plain()
    reference_prefix: Mapped[str] = plain()
    details: Mapped[dict[str, Any]] = plain(server_default="{}")


class Agency(Base):
    """An organisation, known once, whatever the number of partnerships it belongs to."""

    __tablename__ = "agency"
    id: Mapped[UUID] = key()
    code: Mapped[str] = plain(unique=True)
    name: Mapped[str] = plain()
    kind: Mapped[str] = plain()
    # what it may do that others may not, as its line in the list of agencies says
    powers: Mapped[list[str]] = plain(server_default="{}")


class Membership(Base):
    """An agency's membership of a partnership, with its dates."""

    __tablename__ = "membership"
    id: Mapped[UUID] = key()
    agency_id: Mapped[UUID] = refers("agency.id", index=True)
    partnership_id: Mapped[UUID] = refers("partnership.id")
    from_date: Mapped[date] = plain()
    until_date: Mapped[date | None] = plain()


class Team(Base):
    """A part of an agency that owns a queue and serves named areas."""

    __tablename__ = "team"
    id: Mapped[UUID] = key()
    agency_id: Mapped[UUID] = refers("agency.id", index=True)
    partnership_id: Mapped[UUID | None] = refers("partnership.id")
    code: Mapped[str] = plain(unique=True)
    name: Mapped[str] = plain()
    positions: Mapped[list[str]] = plain()
    areas: Mapped[list[str]] = plain()
    # opening hours by weekday, phone, out-of-hours contact, deputies, cover rota: as in the partnership's data file
    duty: Mapped[dict[str, Any]] = plain(server_default="{}")
    closed_at: Mapped[datetime | None] = plain()


class Worker(Base):
    """A person who signs in, in one agency at a time."""

    __tablename__ = "worker"
    __table_args__ = (Index("uq_worker_email", text("lower(email)"), unique=True),)
    id: Mapped[UUID] = key()
    reference: Mapped[str] = plain(unique=True)
    agency_id: Mapped[UUID] = refers("agency.id", index=True)
    name: Mapped[str] = personal()
    email: Mapped[str] = personal()
    job_title: Mapped[str | None] = personal()
    invited_at: Mapped[datetime] = plain()
    suspended_at: Mapped[datetime | None] = plain()
    # moved to another agency, where they have another account; that one says which it came from
    moved_at: Mapped[datetime | None] = plain()
    moved_from_id: Mapped[UUID | None] = refers("worker.id")
    preferences: Mapped[dict[str, Any]] = plain(server_default="{}")


class Post(Base):
    """Where a worker works or worked: one agency, one team, with dates."""

    __tablename__ = "post"
    id: Mapped[UUID] = key()
    worker_id: Mapped[UUID] = refers("worker.id", index=True)
    agency_id: Mapped[UUID] = refers("agency.id")
    team_id: Mapped[UUID | None] = refers("team.id", index=True)
    from_at: Mapped[datetime] = plain()
    until_at: Mapped[datetime | None] = plain()


class RoleGrant(Base):
    """What a worker may do in the app, in which partnership, given by whom."""

    __tablename__ = "role_grant"
    id: Mapped[UUID] = key()
    worker_id: Mapped[UUID] = refers("worker.id", index=True)
    role: Mapped[str] = plain()
    partnership_id: Mapped[UUID | None] = refers("partnership.id")
    given_by_id: Mapped[UUID | None] = refers("worker.id")
    from_at: Mapped[datetime] = plain()
    until_at: Mapped[datetime | None] = plain()


class SignIn(Base):
    """A worker's means of signing in. Only hashes and the second step's secret; read through two functions alone."""

    __tablename__ = "sign_in"
    worker_id: Mapped[UUID] = refers("worker.id", primary_key=True)
    password_hash: Mapped[str | None] = plain()
    password_set_at: Mapped[datetime | None] = plain()
    totp_secret: Mapped[str | None] = plain()
    totp_confirmed_at: Mapped[datetime | None] = plain()
    totp_last_step: Mapped[int | None] = plain()
    # a new secret, until a code made with it has been shown
    totp_pending: Mapped[str | None] = plain()
    recovery_codes: Mapped[list[bytes]] = plain(ARRAY(LargeBinary), server_default="{}")
    last_signed_in_at: Mapped[datetime | None] = plain()
    second_step: Mapped[bool] = plain(server_default="true")


class KnownDevice(Base):
    """A browser on which a worker signed in before, known by a keyed hash of its cookie and by nothing else."""

    __tablename__ = "known_device"
    worker_id: Mapped[UUID] = refers("worker.id", primary_key=True)
    device_hash: Mapped[bytes] = plain(primary_key=True)
    first_at: Mapped[datetime] = plain()
    last_at: Mapped[datetime] = plain()


class SignInFailure(Base):
    """One failed try to sign in, kept so that guessing is slowed even when Valkey is wiped."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (
        Index("ix_sign_in_failure_account", "account_hash", "at"),
        Index("ix_sign_in_failure_address", "address_hash", "at"),
    )
    id: Mapped[UUID] = key()
    account_hash: Mapped[bytes] = plain()
    address_hash: Mapped[bytes] = plain()
    at: Mapped[datetime] = plain()


class OneTimeLink(Base):
    """An invitation or a forgotten password's link: used once, short-lived, only its hash kept."""

    __tablename__ = "one_time_link"
    token_hash: Mapped[bytes] = plain(primary_key=True)
    worker_id: Mapped[UUID] = refers("worker.id", index=True)
    purpose: Mapped[str] = plain()
    made_at: Mapped[datetime] = plain()
    ends_at: Mapped[datetime] = plain()
    used_at: Mapped[datetime | None] = plain()


class AddressChange(Base):
    """Another e-mail address for a worker, which counts once a link sent there was followed."""

    __tablename__ = "address_change"
    id: Mapped[UUID] = key()
    worker_id: Mapped[UUID] = refers("worker.id", index=True)
    old_email: Mapped[str] = personal()
    new_email: Mapped[str] = personal()
    asked_by_id: Mapped[UUID | None] = refers("worker.id")
    asked_at: Mapped[datetime] = plain()
    ends_at: Mapped[datetime] = plain()
    token_hash: Mapped[bytes | None] = plain(unique=True)
    confirmed_at: Mapped[datetime | None] = plain()


class LostTelephone(Base):
    """A colleague's word, and another one's, that it was this worker who lost the means to make codes."""

    __tablename__ = "lost_telephone"
    id: Mapped[UUID] = key()
    worker_id: Mapped[UUID] = refers("worker.id", index=True)
    # nobody when whoever keeps the installation did it from the command line
    reported_by_id: Mapped[UUID | None] = refers("worker.id")
    reported_at: Mapped[datetime] = plain()
    known_by: Mapped[str] = free_text()
    answered_by_id: Mapped[UUID | None] = refers("worker.id")
    answered_at: Mapped[datetime | None] = plain()
    answered_known_by: Mapped[str | None] = free_text()
    is_them: Mapped[bool | None] = plain()
    # until when it may be answered; once it was confirmed, until when another authenticator may be set up
    ends_at: Mapped[datetime] = plain()
    ended_at: Mapped[datetime | None] = plain()


class Acting(Base):
    """Who a token stands for, right now: a signed-in worker, a job or a sweep.

    Row-level security rests on this table. Only definer functions write or read it.
    """

    __tablename__ = "acting"
    __table_args__ = (
        CheckConstraint("kind in ('sign_in', 'second_step', 'job', 'sweep')", name="acting_is_of_a_known_kind"),
        CheckConstraint("(kind = 'sweep') = (worker_id is null)", name="only_a_sweep_acts_for_nobody"),
    )
    token_hash: Mapped[bytes] = plain(primary_key=True)
    kind: Mapped[str] = plain()
    name: Mapped[str | None] = plain()
    worker_id: Mapped[UUID | None] = refers("worker.id", index=True)
    agency_id: Mapped[UUID | None] = refers("agency.id")
    team_ids: Mapped[list[UUID]] = plain(server_default="{}")
    holders: Mapped[list[UUID]] = plain(server_default="{}")
    roles: Mapped[list[str]] = plain(server_default="{}")
    # where each role holds: role -> partnership codes
    role_partnerships: Mapped[dict[str, Any]] = plain(server_default="{}")
    # of a job: the cases that its worker was shut out of when they asked for it; else it is looked up
    shut_out: Mapped[list[UUID] | None] = plain()
    outbox_id: Mapped[UUID | None] = plain()
    began_at: Mapped[datetime] = plain()
    last_seen_at: Mapped[datetime] = plain()
    confirmed_at: Mapped[datetime | None] = plain()
    ends_at: Mapped[datetime] = plain()


class OutsideOrganisation(Base):
    """An area or body without accounts. Workers record what was sent to it and what it answered."""

    __tablename__ = "outside_organisation"
    id: Mapped[UUID] = key()
    code: Mapped[str] = plain(unique=True)
    name: Mapped[str] = plain()
    kind: Mapped[str] = plain()
    areas: Mapped[list[str]] = plain()
    phone: Mapped[str | None] = plain()
    email: Mapped[str | None] = plain()


class Setting(Base):
    """A dated value of something that the domain pages leave to the partnership. The newest in force wins."""

    __tablename__ = "setting"
    __table_args__ = (UniqueConstraint("partnership_id", "code", "in_force_from", "set_at"),)
    id: Mapped[UUID] = key()
    partnership_id: Mapped[UUID | None] = refers("partnership.id")
    code: Mapped[str] = plain(index=True)
    value: Mapped[dict[str, Any]] = plain()
    in_force_from: Mapped[date] = plain()
    source: Mapped[str | None] = plain()
    mark: Mapped[str | None] = plain()
    reason: Mapped[str | None] = free_text()
    set_by_id: Mapped[UUID | None] = refers("worker.id")
    set_at: Mapped[datetime] = plain()
