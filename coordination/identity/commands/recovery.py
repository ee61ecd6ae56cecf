"""Recovery codes: kept on paper for the day on which the telephone is lost. Each works once."""

from __future__ import annotations

import secrets
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination.identity.doors import Door

HOW_MANY, LENGTH = 8, 10
# Without vowels, so that no word comes out, and without letters and digits that are taken for one another.
SIGNS = "23456789BCDFGHJKMNPQRTVWXYZ"


def renew(session: Session, door: Door, worker_id: UUID) -> list[str]:
    """New codes for a worker, to be shown once; the ones before are worth nothing. Only keyed digests are kept."""
    codes = ["".join(secrets.choice(SIGNS) for _ in range(LENGTH)) for _ in range(HOW_MANY)]
    session.execute(
        text("select set_recovery_codes(:who, cast(:digests as bytea[]), :proof)"),
        {
            "who": worker_id,
            "digests": [_digest(door, worker_id, code) for code in codes],
            "proof": door.proof("recovery", str(worker_id), str(len(codes))),
        },
    )
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def use(session: Session, door: Door, worker_id: UUID, typed: str) -> bool:
    """Whether this is one of the worker's codes. It is used up by asking."""
    code = "".join(sign for sign in typed.upper() if sign.isalnum())
    digest = _digest(door, worker_id, code)
    answer = session.execute(
        text("select use_recovery_code(:who, :digest, :proof)"),
        {"who": worker_id, "digest": digest, "proof": door.proof("recover", str(worker_id), digest.hex())},
    )
    return bool(answer.scalar_one())


def _digest(door: Door, worker_id: UUID, code: str) -> bytes:
    return door.blind("recovery code", f"{worker_id} {code}")
