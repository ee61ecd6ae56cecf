"""Is the log whole? Reads every entry, detail and checkpoint once, in one snapshot, and names the first fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from psycopg import Connection, IsolationLevel

from coordination.audit.proof import chains, checkpoints
from coordination.audit.proof.canonical import microseconds
from coordination.audit.proof.chains import Counted, Fault, Heads
from coordination.audit.proof.checkpoints import Sealed


@dataclass(frozen=True)
class Verified:
    """What the verifier read, and in words what is wrong, the first fault first. No faults: the log is whole."""

    events: int
    looks: int
    details: int
    checkpoints: int
    faults: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def verify(
    connection: Connection[Any], *, seals: bool = True, outside: Iterable[Sealed] | None = None, most: int = 1
) -> Verified:
    """Verify the whole log as a role that may read all of it: `backup`, or `owner`.

    `outside` are checkpoints from a copy that the database's keeper could not reach; without them somebody who holds
    the database and the signing key could have rewritten everything. `seals=False` leaves checkpoints aside. Names
    the first `most` faults. Opens a transaction of its own on the connection, which must not be in one.
    """
    connection.isolation_level = IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    counted, sealed = Counted(), 0
    found: list[Fault | str] = []
    with connection.transaction():
        kept = list(_stored(connection)) if seals else []
        sealed = len(kept)
        # read to the end: a stream that is broken off would take the snapshot with it
        for fault in _faults(connection, counted, kept, None if outside is None else list(outside)):
            if len(found) < most:
                found.append(fault)
        said = tuple(_in_words(connection, fault) if isinstance(fault, Fault) else fault for fault in found)
    return Verified(counted.events, counted.looks, counted.details, sealed, said)


def _faults(
    connection: Connection[Any], counted: Counted, kept: list[Sealed], outside: list[Sealed] | None
) -> Iterator[Fault | str]:
    heads: Heads = {
        chain: (seq, bytes(digest))
        for chain, seq, digest in connection.execute("select chain, seq, hash from chain_head")
    }
    yield from chains.faults_in_events(connection, heads, counted)
    yield from chains.faults_in_looks(connection, heads, counted)
    for chain, (seq, _) in sorted(heads.items()):
        if seq:
            yield Fault(chain, 1, "is missing, and so is everything after it")
    yield from chains.faults_in_details(connection, counted)
    yield from _faults_in_checkpoints(connection, kept, "")
    if outside is not None:
        yield from _faults_against(kept, outside)
        yield from _faults_in_checkpoints(connection, outside, " of the outside copy")


def _stored(connection: Connection[Any]) -> Iterator[Sealed]:
    rows = connection.execute(
        "select number, at, heads, previous, root, hash, public_key, signature from checkpoint order by number"
    )
    for number, at, heads, previous, root, digest, public_key, signature in rows:
        yield Sealed(
            number,
            microseconds(at),
            checkpoints.heads_of(heads),
            bytes(previous),
            bytes(root),
            bytes(digest),
            bytes(public_key or b""),
            bytes(signature or b""),
        )


def _faults_in_checkpoints(connection: Connection[Any], kept: list[Sealed], which: str) -> Iterator[Fault | str]:
    before: Sealed | None = None
    if kept and not which and kept[0].number != 1:
        yield "Checkpoint 1 is missing."
    for sealed in kept:
        yield from checkpoints.faults(sealed, before)
        if not checkpoints.is_signed(sealed):
            yield f"Checkpoint {sealed.number}{which} does not carry a signature that holds."
        if before and sealed.public_key != before.public_key:
            yield f"Checkpoint {sealed.number}{which} is signed with another key than the one before it."
        before = sealed
        yield from _faults_below(connection, sealed, which)


def _faults_below(connection: Connection[Any], sealed: Sealed, which: str) -> Iterator[Fault]:
    """Entries that a checkpoint sealed and that are gone or different now."""
    found: dict[tuple[str, int], bytes] = {}
    for table in ("event", "read_event"):
        # `table` is one of two names written above
        query = f"""select t.chain, t.seq, t.hash from unnest(%s::text[], %s::bigint[]) as s(chain, seq)
                    join {table} t on t.chain = s.chain and t.seq = s.seq"""  # noqa: S608
        rows = connection.execute(
            query.encode(), ([head.chain for head in sealed.heads], [head.seq for head in sealed.heads])
        )
        found |= {(chain, seq): bytes(digest) for chain, seq, digest in rows}
    for head in sealed.heads:
        now = found.get((head.chain, head.seq))
        if now is None:
            yield Fault(head.chain, head.seq, f"is missing, though checkpoint {sealed.number}{which} sealed it")
        elif now != head.hash:
            yield Fault(head.chain, head.seq, f"is not the one that checkpoint {sealed.number}{which} sealed")


def _faults_against(kept: list[Sealed], outside: list[Sealed]) -> Iterator[str]:
    stored = {sealed.number: sealed for sealed in kept}
    for sealed in outside:
        ours = stored.get(sealed.number)
        if ours is None:
            yield f"Checkpoint {sealed.number} is in the outside copy and no longer in the database."
        elif ours != sealed:
            yield f"Checkpoint {sealed.number} in the database is not the one in the outside copy."


def _in_words(connection: Connection[Any], fault: Fault) -> str:
    """The fault as a sentence that a governance lead can act on."""
    kind, _, which = fault.chain.partition(":")
    if kind == "detail":
        row = connection.execute("select chain, seq from event where id = %s", (which,)).fetchone()
        if row is None:
            return f"The detail {which} belongs to no event of the log."
        return _in_words(connection, Fault(row[0], row[1], fault.says))
    return f"{_entry(connection, fault)} {fault.says}."


def _entry(connection: Connection[Any], fault: Fault) -> str:
    kind, _, which = fault.chain.partition(":")
    if kind == "case":
        row = connection.execute("select reference from case_file where id::text = %s", (which,)).fetchone()
        of = f"case {row[0]}" if row else f"case {which}"
    elif kind == "worker":
        row = connection.execute("select reference from worker where id::text = %s", (which,)).fetchone()
        of = f"what worker {row[0] if row else which} looked at"
    elif kind == "agency":
        row = connection.execute("select name from agency where id::text = %s", (which,)).fetchone()
        of = f"{row[0] if row else which}"
    else:
        of = f"the chain {fault.chain}"
    if fault.seq is None:
        return f"The record of {of}"
    told = connection.execute(
        "select kind, at from event where chain = %s and seq = %s", (fault.chain, fault.seq)
    ).fetchone()
    about = f" ({told[0]}, {told[1]:%d %B %Y %H:%M} UTC)" if told else ""
    return f"Entry {fault.seq} of {of}{about}"
