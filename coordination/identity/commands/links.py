"""One-time links: an invitation, or the way back in for somebody who has forgotten their password."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination import clock
from coordination.audit.commands import record
from coordination.errors import NotAllowed
from coordination.identity.doors import Door, token_digest

LASTS = {"invitation": timedelta(days=7), "forgotten": timedelta(hours=1), "handed-over": timedelta(hours=24)}


@dataclass(frozen=True)
class Link:
    """Whom a link lets in, and why it was made."""

    worker_id: UUID
    agency_id: UUID
    name: str
    email: str
    purpose: str


def make(session: Session, door: Door, worker_id: UUID, agency_id: UUID, purpose: str) -> str:
    """Make a link for a worker and end the ones made before. Returns its token, which is kept nowhere.

    Raises NotAllowed unless an administrator of the worker's agency asks, or a job of the worker's own.
    """
    token = secrets.token_urlsafe(32)
    digest = token_digest(token)
    made = session.execute(
        text("select make_link(:digest, :who, :purpose, :moment, :until, :proof)"),
        {
            "digest": digest,
            "who": worker_id,
            "purpose": purpose,
            "moment": clock.now(),
            "until": clock.now() + LASTS[purpose],
            "proof": door.proof("link", str(worker_id), digest.hex()),
        },
    ).scalar_one()
    if not made:
        raise NotAllowed("Only an administrator of this worker’s agency can make a link for them.")
    record(session, "sign-in.link-made", chain=f"agency:{agency_id}", worker=worker_id, purpose=purpose)
    return token


def find(session: Session, token: str) -> Link | None:
    """The link of a token, or None when it was used, has run out or never was."""
    row = session.execute(
        text("select worker_id, agency_id, name, email, purpose from link_of(:digest, :moment)"),
        {"digest": token_digest(token), "moment": clock.now()},
    ).one_or_none()
    return Link(*row) if row else None


def use(session: Session, token: str) -> bool:
    """Use a link up. False when somebody was quicker."""
    used = session.execute(
        text("select use_link(:digest, :moment)"), {"digest": token_digest(token), "moment": clock.now()}
    ).scalar_one()
    return used is not None


def ask(session: Session, door: Door, address: str) -> None:
    """Have a link sent to this address if it is a worker's. Says nothing about whether it is."""
    session.execute(
        text("select ask_for_link(:address, :moment, :proof)"),
        {"address": address, "moment": clock.now(), "proof": door.proof("forgotten", address.lower())},
    )
