"""How fast the whole log is verified, with its details: `python -m bench bench.audit`."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

import psycopg

from bench.run import Figure, Stack
from coordination.audit.proof.canonical import canonical, microseconds
from coordination.audit.proof.verifier import verify
from coordination.db import new_id
from coordination.local import database

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
A_CASE = 10
EVENTS = 200_000
NAME = "the_log_alone"


def measure(stack: Stack) -> list[Figure]:
    """A log filled in bulk, hashed as the database would hash it, in a database of its own; verified three times."""
    owner_url = stack.owner_url.replace("/coordination?", f"/{NAME}?")
    database.create(stack.owner_url, NAME)
    database.prepare(owner_url, stack.servers.passwords)
    database.migrate(database.url_for(owner_url, "migrate", stack.servers.passwords))
    with psycopg.connect(owner_url) as connection:
        fill(connection, EVENTS)
    found = []
    for _ in range(3):
        with psycopg.connect(database.url_for(owner_url, "backup", stack.servers.passwords)) as connection:
            began = time.perf_counter()
            verified = verify(connection)
            found.append(time.perf_counter() - began)
        if not verified.whole or verified.events != EVENTS or verified.details != EVENTS:
            raise RuntimeError(f"The log that was made is not whole: {verified}")
    middle = sorted(found)[1]
    return [
        Figure("verify the log, one event with its detail", middle / EVENTS * 1_000_000, "µs", 20),
        Figure("verify the log, events a second", EVENTS / middle, "a second"),
    ]


def fill(connection: psycopg.Connection[tuple[object, ...]], events: int) -> None:
    """Chains of ten events each, with a detail of about 150 bytes."""
    agency = UUID(int=7)
    rows = list(_rows(events, agency))
    cursor = connection.cursor()
    with cursor.copy(
        "copy event (chain, seq, id, case_id, at, recorded_at, kind, actor_agency_id, line, category, commit, prev, "
        "hash) from stdin"
    ) as copy:
        for event, _ in rows:
            copy.write_row(event)
    with cursor.copy("copy event_detail (event_id, case_id, salt, detail) from stdin") as copy:
        for _, detail in rows:
            copy.write_row(detail)
    heads = {event[0]: (event[1], event[12]) for event, _ in rows}
    with cursor.copy("copy chain_head (chain, seq, hash) from stdin") as copy:
        for chain, (seq, digest) in heads.items():
            copy.write_row((chain, seq, digest))
    connection.commit()
    connection.autocommit = True
    connection.execute("analyze")


def _rows(events: int, agency: UUID) -> Iterator[tuple[tuple[object, ...], tuple[object, ...]]]:
    # the text that PostgreSQL writes for this jsonb, because the digest is over that text
    words = json.dumps({"move": "accept-referral", "line": "main", "now": "accepted", "was": "sent", "note": "x" * 80})
    detail = json.dumps(json.loads(words), sort_keys=False)
    ordered = json.loads(detail)
    text = "{" + ", ".join(f'"{key}": "{ordered[key]}"' for key in sorted(ordered, key=lambda k: (len(k), k))) + "}"
    salt = bytes(32)
    commit = sha256(salt + text.encode()).digest()
    moment = str(microseconds(AT))
    for number in range(events // A_CASE):
        case = new_id()
        chain = f"case:{case}"
        last = sha256(chain.encode()).digest()
        for seq in range(1, A_CASE + 1):
            id_ = new_id()
            kind = "case.moved" if number % 2 else "task.done"
            digest = sha256(
                canonical(
                    *("v1", last.hex(), chain, str(seq), str(id_), str(case), moment, moment, kind, None, str(agency)),
                    *(None, None, "main", "core", None, commit.hex()),
                )
            ).digest()
            event = (chain, seq, id_, case, AT, AT, kind, agency, "main", "core", commit, last, digest)
            yield event, (id_, case, salt, text)
            last = digest
