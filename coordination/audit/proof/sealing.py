"""Seal what the log holds by now: take the changed heads in one snapshot, have them signed, keep the checkpoint."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination.audit.proof.canonical import microseconds, moment_of
from coordination.audit.proof.checkpoints import NOTHING, Head, Sealed, seal
from coordination.audit.proof.signing import Signs

_SNAPSHOT = text("set transaction isolation level repeatable read")
_ALONE = text("select pg_try_advisory_xact_lock(7024020)")
_LAST = text("select number, hash from checkpoint_last()")
_HEADS = text("select chain, seq, hash from checkpoint_heads()")
_KEEP = text(
    "select checkpoint_keep(:number, :at, cast(:heads as jsonb), :root, :previous, :hash, :public_key, :signature)"
)


def make_checkpoint(session: Session, now: datetime, signer: Signs) -> Sealed | None:
    """Seal every chain that grew since the checkpoint before; None when none did, or somebody else is at it.

    Call it as role `worker`, first thing in a transaction that nobody acts in (`writing(NOBODY)`): every five minutes,
    and at once after an urgent alert. Raises SignerRefused when the signer is away or will not sign. Should this
    transaction be lost after the signer signed, the next call keeps what was signed then.
    """
    session.execute(_SNAPSHOT)
    if not session.execute(_ALONE).scalar_one():
        return None
    heads = [Head(chain, seq, bytes(digest)) for chain, seq, digest in session.execute(_HEADS)]
    if not heads:
        return None
    last = session.execute(_LAST).one_or_none()
    number, previous = (last.number + 1, bytes(last.hash)) if last else (1, NOTHING)
    sealed = signer.sign(seal(number, microseconds(now), heads, previous))
    session.execute(
        _KEEP,
        {
            "number": sealed.number,
            "at": moment_of(sealed.at),
            "heads": json.dumps([[head.chain, head.seq, head.hash.hex()] for head in sealed.heads]),
            "root": sealed.root,
            "previous": sealed.previous,
            "hash": sealed.hash,
            "public_key": sealed.public_key,
            "signature": sealed.signature,
        },
    )
    return sealed
