"""Keys with which programs fetch frozen figures: made and shown once, revoked, and used."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta
from random import SystemRandom

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.db import new_id
from coordination.errors import MovedOn, NotAllowed, NotVisible
from coordination.identity.doors import Door, token_digest
from coordination.identity.models import Partnership
from coordination.statistics.models import FigureKey
from workflows.references import new_reference

PREFIX = "KEY"
CHANCE = SystemRandom()
NOT_A_LEAD = "Only the data lead or the partnership lead makes keys. You can revoke them."
NO_SUCH_KEY = "There is no such key, or it is of a partnership that is not yours."
SHOWN_ALREADY = "This key was made and shown once already. If it was lost, revoke it and make another."
# the database itself writes “statistics.fetched” into the log: nobody is signed in who could
_USE = text("select use_figure_key(:digest, :partnership, :file, :moment, :proof)")


def make_key(
    session: Session,
    worker: SignedIn,
    partnership: Partnership,
    used_for: str,
    opens: Sequence[str],
    days: int,
    *,
    once: str,
    leads: bool,
) -> str:
    """Make a key that opens this for so many days. Returns it; it is kept nowhere and cannot be shown again.

    Raises NotAllowed for whoever does not lead, and MovedOn where the page is sent a second time.
    """
    if not leads:
        raise NotAllowed(NOT_A_LEAD)
    if repeated(session, worker, once, ["figure-key", partnership.code, used_for, list(opens), days]) is not None:
        raise MovedOn(SHOWN_ALREADY)
    token = secrets.token_urlsafe(32)
    made = FigureKey(
        id=new_id(),
        reference=new_reference(PREFIX, CHANCE),
        partnership_id=partnership.id,
        used_for=used_for,
        opens=list(opens),
        token_hash=token_digest(token),
        made_by_id=worker.id,
        made_at=clock.now(),
        expires_at=clock.now() + timedelta(days=days),
    )
    session.add(made)
    session.flush()
    until = made.expires_at.date().isoformat()
    record(session, "statistics.key-made", chain=f"agency:{worker.agency_id}", key=made.reference, until=until,
           opens=", ".join(opens))  # fmt: skip
    remember(session, worker, once, {"reference": made.reference})
    return token


def revoke_key(session: Session, worker: SignedIn, reference: str) -> None:
    """End a key at once. One that was revoked before stays as it is. Raises NotVisible for any other."""
    found = session.execute(
        select(FigureKey.id, FigureKey.revoked_at).where(FigureKey.reference == reference)
    ).one_or_none()
    if found is None:
        raise NotVisible(NO_SUCH_KEY)
    if found.revoked_at is not None:
        return
    session.execute(
        update(FigureKey)
        .where(FigureKey.id == found.id)
        .values(revoked_at=clock.now(), revoked_by_id=worker.id)
        .execution_options(synchronize_session=False)
    )
    record(session, "statistics.key-revoked", chain=f"agency:{worker.agency_id}", key=reference)


def use_key(session: Session, door: Door, token: str, partnership: str, file: str) -> bool:
    """Whether this key opens the statistics of a partnership now. Each use is in the log, with the file alone."""
    digest = token_digest(token)
    proof = door.proof("figure-key", digest.hex(), partnership, file)
    said = {"digest": digest, "partnership": partnership, "file": file, "moment": clock.now(), "proof": proof}
    return bool(session.scalar(_USE, said))
