"""How fast a statistics page answers, and how long the files of the widest table take, with three years closed."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg

from bench.run import Figure, Stack, Visitor, p50_p95, times
from coordination.db import new_id
from coordination.statistics.queries.menu import publishing
from workflows.publishing import columns, event_columns

CODE, SIDES, FIRST, MONTHS = "bench-figures", 4, date(2023, 1, 1), 36
NOW = datetime.now(UTC)
LAST_YEAR = f"partnership={CODE}&since=2025-01&until=2025-12"
ALL_YEARS = f"partnership={CODE}&since=2023-01&until=2025-12"


def measure(stack: Stack) -> list[Figure]:
    """Sixteen pairs of agencies, every pathway, every attribute, three years of months."""
    manager = Visitor(stack, _fill(stack.owner_url))
    widest = max(
        (column for pathway in publishing() for column in columns(pathway)), key=lambda one: len(one.categories)
    )
    year = f"/statistics?{LAST_YEAR}&by=total"
    found = p50_p95("statistics page, a year", times(lambda _: manager.get(year), 200), p50=10, p95=30)
    wide = f"/statistics?{LAST_YEAR}&by={widest.code}"
    found += p50_p95("statistics page, a year by the widest attribute", times(lambda _: manager.get(wide), 100))
    for kind, budget in (("csv", 1000.0), ("xlsx", None), ("ods", None), ("pdf", None)):
        address = f"/statistics/figures.{kind}?{ALL_YEARS}&by={widest.code}"
        took = times(lambda _, address=address: manager.get(address), 10, warm=2)  # type: ignore[misc]
        found.append(Figure(f"{kind} of the widest table, three years, slowest of ten", max(took), "ms", budget))
    return found


def _months() -> Iterator[date]:
    for number in range(MONTHS):
        yield date(FIRST.year + number // 12, number % 12 + 1, 1)


def _fill(owner_url: str) -> str:
    """A partnership with figures, and the session of its manager."""
    partnership, worker, token = new_id(), new_id(), secrets.token_urlsafe(32)
    agencies = {f"bench-{side}-{n}": new_id() for side in ("sends", "receives") for n in range(SIDES)}
    pairs = [
        (f"bench-sends-{one}", f"bench-receives-{other}", f"bench-{one}-{other}")
        for one in range(SIDES)
        for other in range(SIDES)
    ]
    with psycopg.connect(owner_url) as sql:
        sql.execute("set session_replication_role = replica")
        sql.execute("insert into partnership (id, code, name, reference_prefix) values (%s, %s, 'Bench', 'BFG')",
                    (partnership, CODE))  # fmt: skip
        for code, agency_id in agencies.items():
            sql.execute("insert into agency (id, code, name, kind) values (%s, %s, %s, 'treatment')",
                        (agency_id, code, code))  # fmt: skip
        for sender, receiver, code in pairs:
            both = [agencies[sender], agencies[receiver]]
            sql.execute("insert into custody_group (id, partnership_id, code, name, kind, agency_ids, sender_id, "
                        "receiver_id) values (%s, %s, %s, %s, 'pair', %s, %s, %s)",
                        (new_id(), partnership, code, code, both, *both))  # fmt: skip
        _release(sql, partnership, [code for _, _, code in pairs])
        _manager(sql, worker, agencies["bench-sends-0"], token)
    with psycopg.connect(owner_url, autocommit=True) as sql:
        sql.execute("analyze release_cell")
    return token


def _release(sql: psycopg.Connection[Any], partnership: UUID, groups: list[str]) -> None:
    releases = {month: new_id() for month in _months()}
    kept = [(pathway.code, one) for pathway in publishing() for one in (*columns(pathway), *event_columns(pathway))]
    with sql.cursor().copy("copy release (id, partnership_id, month, closed_at) from stdin") as copy:
        for month, release_id in releases.items():
            copy.write_row((release_id, partnership, month, NOW))
    with sql.cursor().copy(
        "copy release_column (partnership_id, month, pathway, attribute, release_id) from stdin"
    ) as copy:
        for month, release_id in releases.items():
            for pathway, column in kept:
                copy.write_row((partnership, month, pathway, column.code, release_id))
    with sql.cursor().copy(
        "copy release_cell (partnership_id, custody_group, month, pathway, attribute, category, value) from stdin"
    ) as copy:
        for month in releases:
            for group in groups:
                for pathway, column in kept:
                    share = 5 if len(column.categories) > 1 else 5 * len(column.categories)
                    for category in column.categories:
                        copy.write_row((partnership, group, month, pathway, column.code, category.code, share))


def _manager(sql: psycopg.Connection[Any], worker: UUID, agency: UUID, token: str) -> None:
    sql.execute("insert into worker (id, reference, agency_id, name, email, invited_at) "
                "values (%s, 'w-bench-figures', %s, 'A Manager', 'figures@bench.example', %s)",
                (worker, agency, NOW))  # fmt: skip
    sql.execute(
        "insert into acting (token_hash, kind, worker_id, agency_id, team_ids, holders, roles, role_partnerships, "
        "began_at, last_seen_at, confirmed_at, ends_at) "
        "values (%s, 'sign_in', %s, %s, '{}', %s, '{manager}', %s, %s, %s, %s, %s)",
        (hashlib.sha256(token.encode()).digest(), worker, agency, [worker, agency], json.dumps({"manager": [CODE]}),
         NOW, NOW, NOW, NOW + timedelta(days=1)),
    )  # fmt: skip
