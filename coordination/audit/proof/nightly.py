"""The whole log computed again in pieces, inside the database; only counts and the place of a fault come out.

Each piece is some chains, so that neither memory nor a snapshot is held for long. It shares no code with the verifier
in Python, which the command uses; checkpoints are the exception, because a signature cannot be checked in SQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination import clock
from coordination.audit.proof import checkpoints
from coordination.audit.proof.canonical import microseconds
from coordination.audit.proof.checkpoints import Sealed
from coordination.db import new_id

CHAINS_AT_ONCE = 500
SEALS_AT_ONCE = 100

_DOOR = text("select enter_sweep('checkpoints')")
_SOME = text("select last, events, looks, bad_chain, bad_seq from audit_verify_some(:after, :most)")
_STRAYS = text("select audit_verify_strays()")
_SEAL = text("select audit_verify_seal(:number)")
_SEALS = text(
    "select number, at, heads, previous, root, hash, public_key, signature from checkpoints_after(:after, :most)"
)
_KEEP = text(
    "select keep_verification(:id, :began, :ended, :events, :looks, :checkpoints, cast(:fault as text), :moment)"
)


@dataclass
class Read:
    """How much was read, and the first fault in words."""

    events: int = 0
    looks: int = 0
    checkpoints: int = 0
    fault: str | None = None


def verify_whole_log(session: Session) -> Read:
    """Compute the whole log again and keep the result; with a fault, everybody with the role governance is told.

    Call it as role `worker`. Enters the sweep itself, again for every piece: a night's work may outlast its token.
    """
    began, read = clock.machine_now(), Read()
    read.fault = next(_faults(session, read), None)
    session.execute(_DOOR)
    session.execute(
        _KEEP,
        {
            "id": new_id(),
            "began": began,
            "ended": clock.machine_now(),
            "events": read.events,
            "looks": read.looks,
            "checkpoints": read.checkpoints,
            "fault": read.fault,
            "moment": clock.now(),
        },
    )
    return read


def _faults(session: Session, read: Read) -> Iterator[str]:
    after = ""
    while True:
        session.execute(_DOOR)
        some = session.execute(_SOME, {"after": after, "most": CHAINS_AT_ONCE}).one()
        if some.last is None:
            break
        after = some.last
        read.events += int(some.events)
        read.looks += int(some.looks)
        if some.bad_chain:
            yield f"Entry {some.bad_seq} of the chain {some.bad_chain} was changed or taken away."
    stray = session.execute(_STRAYS).scalar_one()
    if stray:
        yield f"Entries of {stray} belong to nothing that is there."
    yield from _faults_in_checkpoints(session, read)


def _faults_in_checkpoints(session: Session, read: Read) -> Iterator[str]:
    before: Sealed | None = None
    for sealed in stored(session, 0):
        read.checkpoints += 1
        if before is None and sealed.number != 1:
            yield "Checkpoint 1 is missing."
        yield from checkpoints.faults(sealed, before)
        if not checkpoints.is_signed(sealed):
            yield f"Checkpoint {sealed.number} does not carry a signature that holds."
        if before and sealed.public_key != before.public_key:
            yield f"Checkpoint {sealed.number} is signed with another key than the one before it."
        session.execute(_DOOR)
        gone = session.execute(_SEAL, {"number": sealed.number}).scalar_one()
        if gone:
            yield f"Checkpoint {sealed.number} sealed an entry of the chain {gone} that is gone or different now."
        before = sealed


def stored(session: Session, after: int) -> Iterator[Sealed]:
    """The checkpoints after a number, in order, read a hundred at a time. Call it as role `worker`."""
    while True:
        rows = session.execute(_SEALS, {"after": after, "most": SEALS_AT_ONCE}).all()
        for row in rows:
            yield Sealed(
                row.number,
                microseconds(row.at),
                checkpoints.heads_of(row.heads),
                bytes(row.previous),
                bytes(row.root),
                bytes(row.hash),
                bytes(row.public_key or b""),
                bytes(row.signature or b""),
            )
            after = row.number
        if len(rows) < SEALS_AT_ONCE:
            return
