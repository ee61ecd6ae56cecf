"""Another e-mail address for a worker: asked for by an administrator, in force once it is confirmed from there."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination import clock
from coordination.audit.commands import record
from coordination.db import new_id
from coordination.errors import Invalid
from coordination.identity.commands.workers import TAKEN, as_administrator
from coordination.identity.doors import Door, token_digest

LASTS = timedelta(days=7)
SUSPENDED = "This worker is suspended and gets no mail. Restore them first, then change the address."


@dataclass(frozen=True)
class Waiting:
    """Whose address a link would change, and to what."""

    worker_id: UUID
    agency_id: UUID
    name: str
    address: str


def ask(session: Session, agency_id: UUID, worker_id: UUID, address: str) -> None:
    """Have a link sent to the new address and a word to the old one. The old one counts until the link is followed.

    Raises Invalid when the address belongs to an account or the worker is suspended, NotAllowed for anybody but an
    administrator of the worker's agency.
    """
    said = as_administrator(
        session,
        "select ask_for_address(:which, :who, :address, :moment, :until)",
        which=new_id(),
        who=worker_id,
        address=address,
        moment=clock.now(),
        until=clock.now() + LASTS,
    ).scalar_one()
    if said != "asked":
        raise Invalid(TAKEN if said == "taken" else SUSPENDED, field="email")
    record(session, "worker.address-asked", chain=f"agency:{agency_id}", worker=worker_id)


def make_link(session: Session, door: Door, change_id: UUID) -> str | None:
    """The token of a fresh link, for the job that mails it; None when the change was confirmed meanwhile."""
    token = secrets.token_urlsafe(32)
    digest = token_digest(token)
    kept = session.execute(
        text("select keep_address_token(:which, :digest, :proof)"),
        {"which": change_id, "digest": digest, "proof": door.proof("address", str(change_id), digest.hex())},
    ).scalar_one()
    return token if kept else None


def find(session: Session, token: str) -> Waiting | None:
    """What a link would change, or None when it was used, has run out or never was."""
    row = session.execute(
        text("select worker_id, agency_id, name, address from address_of_link(:digest, :moment)"),
        {"digest": token_digest(token), "moment": clock.now()},
    ).one_or_none()
    return Waiting(*row) if row else None


def confirm(session: Session, token: str, waiting: Waiting) -> bool:
    """Let the new address count from now on. False when somebody was quicker, or another account has it by now."""
    said = session.execute(
        text("select confirm_address(:digest, :moment)"), {"digest": token_digest(token), "moment": clock.now()}
    ).scalar_one()
    if said == "done":
        record(session, "sign-in.address-confirmed", chain=f"agency:{waiting.agency_id}", worker=waiting.worker_id)
    return bool(said == "done")
