"""A worker who lost the telephone and the recovery codes: two colleagues say that it is them, then it is replaced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination import clock
from coordination.audit.commands import record
from coordination.db import new_id
from coordination.errors import Invalid, MovedOn
from coordination.identity.commands.workers import as_administrator

ANSWERED_WITHIN = timedelta(days=2)
REPLACED_WITHIN = timedelta(days=1)
REFUSALS = {
    "suspended": "This worker is suspended. Restore them first.",
    "nothing": "This worker has no authenticator yet: their password leads to setting one up.",
    "reported": "This was reported already. Another administrator, or a team lead of your agency, has to answer.",
    "alone": "Nobody else in your agency can confirm that it is them: no other administrator, and no team lead. "
    "Ask whoever keeps the installation.",
}
ANSWERED = "Somebody else has answered this, or it was too long ago."


@dataclass(frozen=True)
class Lost:
    """A report that waits for the word of the one who reads it."""

    reference: str
    name: str
    email: str
    job_title: str | None
    reporter: str | None
    reported_at: datetime
    known_by: str
    ends_at: datetime


def waiting(session: Session) -> list[Lost]:
    """The reports on which the worker who asks may say whether it is them, the oldest first."""
    rows = session.execute(
        text(
            "select reference, name, email, job_title, reporter, reported_at, known_by, ends_at "
            "from lost_telephones_to_answer(:moment)"
        ),
        {"moment": clock.now()},
    )
    return [Lost(*row) for row in rows]


def report(session: Session, agency_id: UUID, worker_id: UUID, known_by: str) -> None:
    """Ask the other administrators and the team leads of the agency whether it is them.

    Raises Invalid when it cannot be asked, NotAllowed for anybody but another administrator of the worker's agency.
    """
    said = as_administrator(
        session,
        "select report_lost_telephone(:which, :who, :why, :moment, :until)",
        which=new_id(),
        who=worker_id,
        why=known_by,
        moment=clock.now(),
        until=clock.now() + ANSWERED_WITHIN,
    ).scalar_one()
    if said in REFUSALS:
        raise Invalid(REFUSALS[said])
    record(session, "worker.telephone-lost", chain=f"agency:{agency_id}", worker=worker_id)


def answer(session: Session, agency_id: UUID, reference: str, is_them: bool, known_by: str) -> None:
    """Say whether it is them. If so, every session ends and for a day the password leads to a new authenticator.

    Raises MovedOn when there is nothing to answer for the one who asks: answered, too old, or not theirs to answer.
    """
    worker_id = session.execute(
        text("select answer_lost_telephone(:code, :is_them, :why, :moment, :until)"),
        {
            "code": reference,
            "is_them": is_them,
            "why": known_by,
            "moment": clock.now(),
            "until": clock.now() + REPLACED_WITHIN,
        },
    ).scalar_one()
    if worker_id is None:
        raise MovedOn(ANSWERED)
    record(session, "worker.telephone-answered", chain=f"agency:{agency_id}", worker=worker_id, is_them=is_them)


def open_from_the_console(session: Session, agency_id: UUID, worker_id: UUID, known_by: str) -> bool:
    """The same by whoever keeps the installation, for an agency with nobody else. False without an authenticator."""
    opened = session.execute(
        text("select open_lost_telephone(:which, :who, :why, :moment, :until)"),
        {
            "which": new_id(),
            "who": worker_id,
            "why": known_by,
            "moment": clock.now(),
            "until": clock.now() + REPLACED_WITHIN,
        },
    ).scalar_one()
    if opened:
        record(session, "worker.telephone-answered", chain=f"agency:{agency_id}", worker=worker_id, is_them=True)
    return bool(opened)
