"""From a stranger to a signed-in worker, one proved step after another, each with a new token."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination import clock
from coordination.audit.commands import record, seal
from coordination.db import act_as
from coordination.identity.doors import Door, token_digest
from coordination.identity.queries import LONGEST, Means

# How long somebody may look for their telephone.
BETWEEN_STEPS = timedelta(minutes=10)

_BEGIN = text("select begin_acting(:who, :digest, :kind, :moment, :until, :proof)")


@dataclass
class Bearer:
    """Somebody known by a token alone, for the length of one transaction."""

    token: str


def enter(session: Session, door: Door, means: Means, token: str, device: str | None) -> bool:
    """Sign this worker in under a fresh token. False when they were suspended in the meantime.

    `device` is what this browser's own cookie carries. Where the worker never signed in with it before, they are told.
    Without one it is the demonstration that acts for them: that is no sign-in of theirs, and is not noted as one.
    """
    if not _begin(session, door, means.worker_id, token, "sign_in", clock.now() + LONGEST):
        return False
    if device is None:
        return True
    strange = _note_device(session, door, means.worker_id, device)
    session.execute(
        text("select note_sign_in(:who, :moment, :proof)"),
        {
            "who": means.worker_id,
            "moment": clock.now(),
            "proof": door.proof("signed-in", str(means.worker_id)),
        },
    )
    act_as(session, Bearer(token))
    record(session, "sign-in.succeeded", chain=f"agency:{means.agency_id}")
    if strange:
        record(session, "sign-in.on-new-device", chain=f"agency:{means.agency_id}")
    return True


def wait_for_second_step(session: Session, door: Door, worker_id: UUID, token: str) -> bool:
    """The password was right: this token may now show a code, and nothing else."""
    return _begin(session, door, worker_id, token, "second_step", clock.now() + BETWEEN_STEPS)


def fail(session: Session, why: str, agency_id: UUID | None = None, worker_id: UUID | None = None) -> None:
    """Record that a sign-in failed, and why: `password`, `code`, `suspended`, `unknown`."""
    chain = f"agency:{agency_id}" if agency_id else "system"
    detail: dict[str, Any] = {"why": why} | ({"worker": worker_id} if worker_id else {})
    record(session, "sign-in.failed", chain=chain, **detail)


def end(session: Session, token: str, agency_id: UUID | None = None, everywhere: bool = False) -> None:
    """End this session, or all of this worker's. `agency_id` is given when a signed-in worker asks for it."""
    if agency_id is not None:
        record(session, "sign-in.ended", chain=f"agency:{agency_id}", everywhere=everywhere)
        seal(session)  # while the database still knows who acts
    if everywhere:
        session.execute(text("select end_my_sessions()"))
    session.execute(text("select end_acting(:token)"), {"token": token})


def confirm(session: Session, door: Door, token: str) -> None:
    """Note that the worker has just given their password again."""
    session.execute(
        text("select confirm_me(:token, :moment, :proof)"),
        {"token": token, "moment": clock.now(), "proof": door.proof("confirm", token)},
    )


def set_password(session: Session, door: Door, worker_id: UUID, kept_hash: str, keep_token: str | None = None) -> None:
    """Keep a new password. Every session of this worker ends, but the one of `keep_token`."""
    session.execute(
        text("select set_password(:who, :hash, :moment, cast(:keep as bytea), :proof)"),
        {
            "who": worker_id,
            "hash": kept_hash,
            "moment": clock.now(),
            "keep": token_digest(keep_token) if keep_token else None,
            "proof": door.proof("password", str(worker_id), kept_hash),
        },
    )


def _note_device(session: Session, door: Door, worker_id: UUID, device: str) -> bool:
    # keyed with the worker's id: two colleagues who share a computer leave nothing in common
    digest = door.blind("device", f"{worker_id} {device}")
    answer = session.execute(
        text("select note_device(:who, :digest, :moment, :proof)"),
        {
            "who": worker_id,
            "digest": digest,
            "moment": clock.now(),
            "proof": door.proof("device", str(worker_id), digest.hex()),
        },
    )
    return bool(answer.scalar_one())


def _begin(session: Session, door: Door, who: UUID, token: str, kind: str, until: datetime) -> bool:
    digest = token_digest(token)
    answer = session.execute(
        _BEGIN,
        {
            "who": who,
            "digest": digest,
            "kind": kind,
            "moment": clock.now(),
            "until": until,
            "proof": door.proof("begin", str(who), digest.hex(), kind),
        },
    )
    return bool(answer.scalar_one())
