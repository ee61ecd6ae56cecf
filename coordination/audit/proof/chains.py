"""Every entry of the log, computed again from its columns as it streams by.

PostgreSQL's binary copy writes each value as a four-byte length (-1 for none) and its bytes. With every column
turned into text that is exactly our canonical encoding, so a row's tail can be hashed as it comes from the wire.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from struct import Struct
from typing import Any, LiteralString
from uuid import UUID

from psycopg import Connection, OperationalError
from psycopg.pq import ExecStatus

# Before the hashed tail stand the entry's chain, seq, prev and hash as they are stored.
_EVENTS: LiteralString = """copy (
    select e.chain, e.seq, e.prev, e.hash,
           'v1'::text, encode(e.prev, 'hex'), e.chain, e.seq::text, e.id::text, e.case_id::text,
           (extract(epoch from e.at) * 1000000)::bigint::text,
           (extract(epoch from e.recorded_at) * 1000000)::bigint::text,
           e.kind, e.actor_id::text, e.actor_agency_id::text, e.actor_team_id::text, e.on_behalf_of_id::text,
           e.line, e.category, e.audience_id::text, encode(e.commit, 'hex')
    from event e order by e.chain, e.seq) to stdout (format binary)"""
_LOOKS: LiteralString = """copy (
    select r.chain, r.seq, r.prev, r.hash,
           'v1'::text, encode(r.prev, 'hex'), r.chain, r.seq::text, r.worker_id::text, r.agency_id::text,
           (extract(epoch from r.at) * 1000000)::bigint::text,
           (extract(epoch from r.recorded_at) * 1000000)::bigint::text,
           r.route, r.purpose, array_to_string(r.case_ids, ',')
    from read_event r order by r.chain, r.seq) to stdout (format binary)"""
_DETAILS: LiteralString = """copy (
    select e.commit, d.event_id, d.salt || convert_to(d.detail::text, 'UTF8')
    from event_detail d join event e on e.id = d.event_id) to stdout (format binary)"""
_ORPHANS: LiteralString = """select d.event_id from event_detail d
    where not exists (select from event e where e.id = d.event_id) limit 1"""
# A case's chain holds the events of that case and nothing else.
_ASTRAY: LiteralString = """select e.chain, e.seq from event e
    where e.chain like 'case:%' and e.chain is distinct from 'case:' || e.case_id
       or e.chain not like 'case:%' and e.case_id is not null limit 1"""
_HEADER = 19
_TRAILER = b"\xff\xff"
# a row: the number of its fields in two bytes, then each field behind its length in four
_COUNT = Struct(">i")
# seq as eight bytes, then prev and hash as thirty-two each, all with their lengths
_FIXED = Struct(">iqi32si32s")
# chain -> the number and hash of its newest entry, as the log itself says
Heads = dict[str, tuple[int, bytes]]


@dataclass(frozen=True)
class Fault:
    """The first thing that is wrong in a chain. `seq` is None when no one entry is to blame."""

    chain: str
    seq: int | None
    says: str


class Counted:
    """How far the verifier has come."""

    def __init__(self) -> None:
        self.events = 0
        self.looks = 0
        self.details = 0


def faults_in_events(connection: Connection[Any], heads: Heads, counted: Counted) -> Iterator[Fault]:
    """What is wrong with events. Takes each chain it has seen out of `heads`."""
    astray = connection.execute(_ASTRAY).fetchone()
    if astray:
        yield Fault(astray[0], astray[1], "belongs in another chain")
    for fault, rows in _walk(connection, _EVENTS, heads):
        counted.events += rows
        if fault:
            yield fault


def faults_in_looks(connection: Connection[Any], heads: Heads, counted: Counted) -> Iterator[Fault]:
    """What is wrong with the record of looks."""
    for fault, rows in _walk(connection, _LOOKS, heads):
        counted.looks += rows
        if fault:
            yield fault


def faults_in_details(connection: Connection[Any], counted: Counted) -> Iterator[Fault]:
    """Details that are not the ones an event was sealed with. A detail that is gone was erased, which is lawful."""
    orphan = connection.execute(_ORPHANS).fetchone()
    if orphan:
        yield Fault(f"detail:{orphan[0]}", None, "")
    for row in _rows(connection, _DETAILS):
        counted.details += 1
        if sha256(row[62:]).digest() != row[6:38]:
            event_id = UUID(bytes=row[42:58])
            yield Fault(f"detail:{event_id}", None, "has a detail that is not the one it was recorded with")


def _walk(connection: Connection[Any], query: LiteralString, heads: Heads) -> Iterator[tuple[Fault | None, int]]:
    """The first fault of each chain, with the number of rows since the last report; at the end the rest of the rows."""
    chain, seq, last, rows, quiet = b"", 0, b"", 0, True
    unpack, count_of, digest_of = _FIXED.unpack_from, _COUNT.unpack_from, sha256
    for row in _rows(connection, query):
        (name_length,) = count_of(row, 2)
        tail = 6 + name_length
        name = row[6:tail]
        _, number, _, prev, _, stored = unpack(row, tail)
        if name != chain:
            if chain and quiet and (fault := _end(heads, chain.decode(), seq, last)):
                yield fault, 0
            chain, seq, last, quiet = name, 0, sha256(name).digest(), True
        seq += 1
        rows += 1
        if quiet and (number != seq or prev != last or digest_of(row[tail + 84 :]).digest() != stored):
            quiet = False
            heads.pop(chain.decode(), None)
            yield Fault(chain.decode(), *_what_is_wrong(number, seq, prev != last)), rows
            rows = 0
        last = stored
    yield (_end(heads, chain.decode(), seq, last) if chain and quiet else None), rows


def _what_is_wrong(number: int, expected: int, unlinked: bool) -> tuple[int, str]:
    if number != expected:
        return expected, "is missing"
    if unlinked:
        return number, "does not follow from the entry before it"
    return number, "was changed after it was recorded"


def _end(heads: Heads, chain: str, seq: int, last: bytes) -> Fault | None:
    kept = heads.pop(chain, None)
    if kept is None:
        return Fault(chain, None, "has entries, but the row that says how long it is has been taken away")
    if kept[0] > seq:
        return Fault(chain, seq + 1, "is missing")
    if kept[0] < seq:
        return Fault(chain, kept[0] + 1, "was added without being recorded")
    if kept[1] != last:
        return Fault(chain, seq, "is not the entry that was recorded last")
    return None


def _rows(connection: Connection[Any], query: LiteralString) -> Iterator[bytes]:
    """One row at a time, as PostgreSQL sends it, without the copy's header and trailer. To be read to its end.

    Below psycopg's own `copy()`, which takes about as long for a row as hashing it does.
    """
    wire = connection.pgconn
    began = wire.exec_(query.encode())
    if began.status != ExecStatus.COPY_OUT:
        raise OperationalError(began.error_message.decode())
    skipped = _HEADER
    while True:
        length, chunk = wire.get_copy_data(0)
        if length <= 0:
            break
        row = bytes(chunk)[skipped:]
        skipped = 0
        if len(row) > len(_TRAILER):
            yield row
    while (ended := wire.get_result()) is not None:
        if ended.status != ExecStatus.COMMAND_OK:
            raise OperationalError(ended.error_message.decode())
