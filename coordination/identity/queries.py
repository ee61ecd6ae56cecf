"""Who somebody is."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.db import NOBODY, at_once, writing
from coordination.errors import NotVisible
from coordination.identity.doors import Door
from coordination.identity.models import Agency, Partnership, Team

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
CONFIRMED_FOR = timedelta(minutes=5)

# the notices and messages that wait are counted with it, so that the bar costs no statement of its own
_ARRIVE = (
    "select a.*, unread_messages(%(token)s) as messages from arrive(%(token)s, %(moment)s, %(idle)s, %(touches)s) a"
)
_UNREAD = "select unread_messages(%(token)s)"
_ARRIVE_UNCOUNTED = "select a.*, null as messages from arrive(%(token)s, %(moment)s, %(idle)s, %(touches)s) a"


def arrive(token: str, *, touches: bool = True, counts: bool = True) -> SignedIn | None:
    """The worker that a session's token stands for, or None when it has ended. Notes that they were seen.

    Without `touches` it notes nothing: a page asked by itself, and whoever left it open must still be signed out.
    `counts` is whether the messages that wait are wanted: they take longer than all else.
    """
    asked = {"token": token, "moment": clock.now(), "idle": IDLE, "touches": touches}
    with at_once() as connection:
        row = connection.exec_driver_sql(_ARRIVE if counts else _ARRIVE_UNCOUNTED, asked).one_or_none()
    return _signed_in(row, token) if row is not None and row.kind == "sign_in" else None


def unread_messages(worker: SignedIn) -> int:
    """How many messages wait for them, counted now unless they were counted as they arrived."""
    if worker.messages is not None:
        return worker.messages
    with at_once() as connection:
        counted: int = connection.exec_driver_sql(_UNREAD, {"token": worker.token}).scalar_one()
    return counted


def _signed_in(row: Any, token: str) -> SignedIn:
    return SignedIn(
        token=token,
        id=row.worker_id,
        name=row.name,
        reference=row.reference,
        agency_id=row.agency_id,
        agency_code=row.agency_code,
        agency_name=row.agency_name,
        agency_kind=row.agency_kind,
        team_ids=tuple(row.team_ids),
        holders=tuple(row.holders),
        roles=frozenset(row.roles),
        role_partnerships=row.role_partnerships,
        confirmed_at=row.confirmed_at,
        began_at=row.began_at,
        ends_at=row.ends_at,
        preferences=row.preferences,
        notices=row.notices,
        urgent=row.urgent,
        messages=row.messages,
    )


def acting_worker(session: Session, worker_id: UUID) -> SignedIn:
    """The worker as whom a job acts, for commands that ask who is asking. It has no session and no preferences."""
    row = session.execute(_ACTING, {"id": worker_id}).one()
    return SignedIn(
        token="",
        id=row.id,
        name=row.name,
        reference=row.reference,
        agency_id=row.agency_id,
        agency_code=row.agency_code,
        agency_name=row.agency_name,
        agency_kind=row.agency_kind,
        team_ids=tuple(row.team_ids),
        holders=tuple(row.holders),
        roles=frozenset(row.roles),
    )


_ACTING = text(
    "select w.id, w.name, w.reference, g.id agency_id, g.code agency_code, g.name agency_name, g.kind agency_kind, "
    "my_teams() team_ids, my_holders() holders, my_roles() roles from worker w join agency g on g.id = my_agency() "
    "where w.id = :id and w.id = my_worker()"
)


@dataclass(frozen=True)
class Means:
    """How one worker signs in. Only the sign-in pages ask for it; nothing of it is ever shown."""

    worker_id: UUID
    agency_id: UUID
    name: str
    email: str
    password_hash: str | None
    password_set_at: datetime | None
    totp_secret: str | None
    # None as well while another authenticator may be set up for the one that was lost
    totp_confirmed_at: datetime | None
    second_step: bool
    last_signed_in_at: datetime | None


@dataclass(frozen=True)
class Known:
    """What the first step of a sign-in finds under an e-mail address."""

    worker_id: UUID
    password_hash: str | None
    suspended_at: datetime | None


def by_address(session: Session, door: Door, address: str) -> Known | None:
    """The account of an e-mail address, or None."""
    row = session.execute(
        text("select worker_id, password_hash, suspended_at from sign_in_lookup(:address, :proof)"),
        {"address": address, "proof": door.proof("lookup", address.lower())},
    ).one_or_none()
    return Known(*row) if row else None


def means(session: Session, door: Door, worker_id: UUID) -> Means | None:
    """How this worker signs in; None for nobody and for somebody who is suspended."""
    row = session.execute(
        text(
            "select worker_id, agency_id, name, email, password_hash, password_set_at, totp_secret, "
            "case when not telephone_is_lost(:who, :moment, :lost_proof) then totp_confirmed_at end, "
            "second_step, last_signed_in_at from sign_in_of(:who, :proof)"
        ),
        {
            "who": worker_id,
            "proof": door.proof("means", str(worker_id)),
            "moment": clock.now(),
            "lost_proof": door.proof("lost", str(worker_id)),
        },
    ).one_or_none()
    return Means(*row) if row else None


def halfway(token: str) -> UUID | None:
    """The worker who has given a right password under this token, and still owes the code."""
    with writing(NOBODY) as session:
        asked = {"token": token, "moment": clock.now(), "idle": IDLE, "touches": True}
        row = session.connection().exec_driver_sql(_ARRIVE, asked).one_or_none()
    return row.worker_id if row is not None and row.kind == "second_step" else None


def whose_session_ended(token: str) -> UUID | None:
    """The worker whose session this was, after it ran out; None when it was ended on purpose or never was."""
    with writing(NOBODY) as session:
        who: UUID | None = session.execute(text("select ended_worker(:token)"), {"token": token}).scalar_one()
    return who


def freshly_confirmed(worker: SignedIn) -> bool:
    """Whether this worker gave their password within the last five minutes, as the riskiest looks ask for."""
    return worker.confirmed_at is not None and worker.confirmed_at > clock.now() - CONFIRMED_FOR


@dataclass(frozen=True)
class OpenSession:
    """One browser in which a worker is signed in. `id` names it on the worker's own page alone."""

    id: str
    began_at: datetime
    last_seen_at: datetime
    this: bool


def my_sessions(session: Session) -> list[OpenSession]:
    """Where the worker who asks is signed in now, the newest use first."""
    rows = session.execute(
        text("select id, began_at, last_seen_at, this from my_sessions(:moment, :idle)"),
        {"moment": clock.now(), "idle": IDLE},
    )
    return [OpenSession(*row) for row in rows]


@dataclass(frozen=True)
class Colleague:
    """A worker as an administrator of the same agency sees them: no case, no clue to one."""

    id: UUID
    reference: str
    name: str
    email: str
    job_title: str | None
    invited_at: datetime
    suspended_at: datetime | None
    last_signed_in_at: datetime | None
    password_set_at: datetime | None
    teams: list[str]
    roles: list[str]
    moved_at: datetime | None
    # came from another agency and was not let in yet
    arrives: bool
    # an address that nobody has confirmed yet
    new_email: str | None
    new_email_until: datetime | None

    @property
    def away_since(self) -> datetime:
        """The last sign-in, or the invitation when there was none yet."""
        return self.last_signed_in_at or self.invited_at


def workers(session: Session) -> list[Colleague]:
    """The workers of the administrator's own agency, by name; nobody for anybody else."""
    rows = session.execute(
        text(
            "select id, reference, name, email, job_title, invited_at, suspended_at, last_signed_in_at, "
            "password_set_at, teams, roles, moved_at, arrives, new_email, new_email_until from workers_of_my_agency()"
        )
    )
    return [Colleague(*row) for row in rows]


def colleague(session: Session, reference: str) -> Colleague:
    """One of them. Raises NotVisible."""
    for found in workers(session):
        if found.reference == reference:
            return found
    raise NotVisible("There is no such worker in your agency.")


def somebody_in(found: Iterable[Colleague]) -> set[str]:
    """The codes of the teams in which one of these workers is who is not suspended."""
    return {code for one in found if one.suspended_at is None for code in one.teams}


def alone_in(session: Session, colleague: Colleague) -> list[Team]:
    """The teams in which this worker is the only one who is not suspended: without them nobody reads the queue."""
    others = [one for one in workers(session) if one.id != colleague.id]
    mine = somebody_in([colleague]) - somebody_in(others)
    return list(session.scalars(select(Team).where(Team.code.in_(mine), Team.closed_at.is_(None)).order_by(Team.name)))


def teams_of(session: Session, agency_id: UUID) -> list[Team]:
    """The teams of an agency that are not closed, by name."""
    return list(
        session.scalars(select(Team).where(Team.agency_id == agency_id, Team.closed_at.is_(None)).order_by(Team.name))
    )


def other_agencies(session: Session, agency_id: UUID) -> list[Agency]:
    """Every agency but this one, by name."""
    return list(session.scalars(select(Agency).where(Agency.id != agency_id).order_by(Agency.name)))


def partnerships_of(session: Session, worker: SignedIn, roles: Collection[str]) -> list[Partnership]:
    """The partnerships in which the worker has one of these roles, by name."""
    codes = {code for role in roles for code in worker.role_partnerships.get(role, [])}
    return list(session.scalars(select(Partnership).where(Partnership.code.in_(codes)).order_by(Partnership.name)))
