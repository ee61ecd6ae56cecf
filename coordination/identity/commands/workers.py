"""Workers: invited, placed in teams, given roles, suspended when they leave. All of it is in the agency's own chain."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import CursorResult, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from coordination import clock
from coordination.audit.commands import record
from coordination.db import new_id
from coordination.errors import Invalid, MovedOn, NotAllowed
from coordination.identity.role_words import GIVEN_BY_AN_AGENCY

LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ"
NOT_YOURS = "Only another administrator of this worker’s agency can change this."
TAKEN = (
    "This address already belongs to an account. If the person works for another agency now, the old one has to give "
    "the address up first."
)


@dataclass(frozen=True)
class Left:
    """What a worker left behind: how many claimed tasks went back, and how many drafts passed to a team lead."""

    tasks: int
    drafts: int


def invite(
    session: Session,
    agency_id: UUID,
    email: str,
    name: str,
    job_title: str | None = None,
    team_ids: Sequence[UUID] = (),
) -> UUID:
    """A new worker of an agency, who cannot sign in before following a link. Roles are given one by one.

    Raises Invalid when the address already belongs to somebody, NotAllowed for anybody but an administrator there.
    """
    worker_id = new_id()
    invited = as_administrator(
        session,
        "select invite_worker(:who, :code, :agency, :name, :email, :title, cast(:teams as uuid[]), :moment)",
        who=worker_id,
        code=_reference(),
        agency=agency_id,
        name=name,
        email=email,
        title=job_title,
        teams=list(team_ids),
        moment=clock.now(),
    )
    if not invited.scalar_one():
        raise Invalid(TAKEN, field="email")
    record(session, "worker.invited", chain=f"agency:{agency_id}", worker=worker_id)
    return worker_id


def give_role(
    session: Session, agency_id: UUID, worker_id: UUID, role: str, partnership_id: UUID | None = None
) -> None:
    """Give a role, from this moment on also in sessions that are open. Nobody gives one to themselves."""
    given = as_administrator(
        session,
        "select give_role(:who, :role, cast(:where_to as uuid), :moment)",
        who=worker_id,
        role=role,
        where_to=partnership_id,
        moment=clock.now(),
    )
    if given.scalar_one():
        record(session, "role.given", chain=f"agency:{agency_id}", worker=worker_id, role=role)


def take_role(session: Session, agency_id: UUID, worker_id: UUID, role: str) -> None:
    """Take a role away, from this moment on also in sessions that are open."""
    taken = as_administrator(
        session, "select take_role(:who, :role, :moment)", who=worker_id, role=role, moment=clock.now()
    )
    if taken.scalar_one():
        record(session, "role.taken", chain=f"agency:{agency_id}", worker=worker_id, role=role)


def set_roles(session: Session, agency_id: UUID, worker_id: UUID, has: Iterable[str], wanted: Iterable[str]) -> None:
    """Give and take roles until the worker has those that are wanted, among the ones that an agency gives."""
    has, wanted = set(has) & set(GIVEN_BY_AN_AGENCY), set(wanted) & set(GIVEN_BY_AN_AGENCY)
    for role in sorted(wanted - has):
        give_role(session, agency_id, worker_id, role)
    for role in sorted(has - wanted):
        take_role(session, agency_id, worker_id, role)


def suspend(session: Session, agency_id: UUID, worker_id: UUID) -> Left:
    """End every session of a worker at once. Their claimed tasks return to the queues, drafts pass to a team lead."""
    row = as_administrator(
        session,
        "select changed, tasks, drafts from suspend_worker(:who, :moment)",
        who=worker_id,
        moment=clock.now(),
    ).one()
    if not row.changed:
        raise MovedOn("This worker is already suspended.")
    left = Left(row.tasks, row.drafts)
    record(
        session,
        "worker.suspended",
        chain=f"agency:{agency_id}",
        worker=worker_id,
        tasks=left.tasks,
        drafts=left.drafts,
    )
    return left


def restore(session: Session, agency_id: UUID, worker_id: UUID) -> None:
    """Let a suspended worker sign in again. What they left behind stays where it went."""
    restored = as_administrator(session, "select restore_worker(:who, :moment)", who=worker_id, moment=clock.now())
    if not restored.scalar_one():
        raise MovedOn("This worker is not suspended.")
    record(session, "worker.restored", chain=f"agency:{agency_id}", worker=worker_id)


def place(session: Session, agency_id: UUID, worker_id: UUID, team_ids: Sequence[UUID]) -> Left:
    """Which teams a worker is in from now on. What they had claimed in a team they leave returns to its queue."""
    row = as_administrator(
        session,
        "select tasks, drafts from place_worker(:who, cast(:teams as uuid[]), :moment)",
        who=worker_id,
        teams=list(team_ids),
        moment=clock.now(),
    ).one()
    left = Left(row.tasks, row.drafts)
    record(
        session,
        "worker.moved",
        chain=f"agency:{agency_id}",
        worker=worker_id,
        teams=sorted(map(str, team_ids)),
        tasks=left.tasks,
        drafts=left.drafts,
    )
    return left


def correct(session: Session, agency_id: UUID, worker_id: UUID, name: str, job_title: str | None) -> None:
    """Correct a name or a job title. What was done before stays in the record as it was written then."""
    changed = as_administrator(
        session, "select correct_worker(:who, :name, :title)", who=worker_id, name=name, title=job_title
    )
    if changed.scalar_one():
        record(session, "worker.corrected", chain=f"agency:{agency_id}", worker=worker_id)


def move_away(session: Session, agency_id: UUID, worker_id: UUID, to_agency_id: UUID) -> Left:
    """Move a worker to another agency: their account here is over, and one there waits to be let in.

    From this moment nothing of this agency opens for them. Claimed tasks return to their queues and drafts pass to a
    team lead, as for somebody who leaves. Teams and roles are given anew, by an administrator over there.
    """
    arrived = new_id()
    row = as_administrator(
        session,
        "select changed, tasks, drafts from move_worker_away(:who, :where_to, :fresh, :code, :moment)",
        who=worker_id,
        where_to=to_agency_id,
        fresh=arrived,
        code=_reference(),
        moment=clock.now(),
    ).one()
    if not row.changed:
        raise MovedOn("This worker has already moved to another agency.")
    left = Left(row.tasks, row.drafts)
    record(
        session,
        "worker.left-agency",
        chain=f"agency:{agency_id}",
        worker=worker_id,
        to=to_agency_id,
        tasks=left.tasks,
        drafts=left.drafts,
    )
    record(session, "worker.arrived", chain=f"agency:{to_agency_id}", worker=arrived)
    return left


def as_administrator(session: Session, statement: str, **values: object) -> CursorResult[Any]:
    """Ask a function that is another administrator's alone. Raises NotAllowed where it refuses."""
    try:
        return session.execute(text(statement), values)  # type: ignore[return-value]
    except DBAPIError as refused:
        if getattr(refused.orig, "sqlstate", None) == "42501":
            raise NotAllowed(NOT_YOURS) from None
        raise


def _reference() -> str:
    """A worker's public reference: random, readable aloud, without vowels and look-alikes."""
    return "W-" + "".join(secrets.choice(LETTERS) for _ in range(7))
