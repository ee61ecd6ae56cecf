"""How fast the log is verified. `python -m bench.audit [EVENTS]` prints events a second, on servers of its own."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import psycopg

from bench.run import Figure, Stack
from coordination.audit.proof.canonical import canonical, microseconds
from coordination.audit.proof.verifier import verify
from coordination.db import new_id
from coordination.local.folder import DataFolder
from coordination.local.servers import Servers

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
A_CASE = 10
EVENTS = int(os.environ.get("BENCH_EVENTS", "200000"))


def main(events: int) -> None:
    """Fill a log in bulk, hashed as the database would hash it, and verify it three times."""
    folder = DataFolder(Path(tempfile.mkdtemp(prefix="coordination-bench-")))
    folder.take()
    servers = Servers(folder, environ={}, durable=False)
    try:
        servers.start()
        servers.prepare()
        with psycopg.connect(servers.owner_url) as connection:
            fill(connection, events)
        speeds = []
        for _ in range(3):
            with psycopg.connect(servers.url("backup")) as connection:
                began = time.perf_counter()
                found = verify(connection)
                seconds = time.perf_counter() - began
            if not found.whole or found.events != events or found.details != events:
                raise SystemExit(f"The log that was made is not whole: {found}")
            speeds.append(events / seconds)
        print(json.dumps({"audit verify, events a second": round(sorted(speeds)[1]), "events": events}))
    finally:
        servers.stop()
        shutil.rmtree(folder.path, ignore_errors=True)


def measure(stack: Stack) -> list[Figure]:
    """Verify the log of the servers that are there, with many more events in it."""
    with psycopg.connect(stack.owner_url) as connection:
        fill(connection, EVENTS)
    with psycopg.connect(stack.servers.url("backup")) as connection:
        began = time.perf_counter()
        found = verify(connection)
        seconds = time.perf_counter() - began
    if not found.whole:
        raise SystemExit(f"The log that was made is not whole: {found}")
    return [Figure(f"verify {found.events:,} events", found.events / seconds, "a second", least=50_000)]


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


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
