"""What counting costs where many cases are counted: closing the newest month, the recount, exact counts, a page.

`BENCH_COUNTED` cases (100,000) fill months of 20,000, with the entries of the log that tell of them. Three months are
closed by the product itself, the newest with all others there; the rest are copies of the first of them, row by row.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import psycopg
from sqlalchemy import select

from bench.copied_months import copy_back
from bench.counted_cases import put_in
from bench.release import cases_of
from bench.run import Figure, Stack, Visitor, p50_p95, times
from coordination import clock, db
from coordination.db import NOBODY, new_id, reading, writing
from coordination.identity.models import Partnership
from coordination.jobs.bell import TIME_LIMIT
from coordination.outcomes.commands.counting import count_for_a_while
from coordination.outcomes.queries.exact import NO_CASE
from coordination.seeding import seed
from coordination.statistics.commands.closing import close_month
from coordination.statistics.queries.from_events import recount_from_events
from coordination.statistics.queries.recount import differences
from coordination.worker.doors import sweeping
from workflows import partnerships
from workflows.publishing import open_until
from workflows.working_days import WorkingDays

AREA, FEW, A_MONTH = "waltham-forest", 1_000, 20_000
COUNTED = int(os.environ.get("BENCH_COUNTED", "100000"))


def measure(stack: Stack) -> list[Figure]:
    """One month of a thousand cases, then the others; what is asked of both sizes is asked twice."""
    db.connect(stack.owner_url, pool_size=1)
    with writing(NOBODY) as session:
        seed(session, partnerships.load(AREA))
    token = _data_lead(stack.owner_url)
    lead = Visitor(stack, token)
    first, copied, next_one, newest = _months(4)
    _close(stack, first, FEW)
    page = f"/statistics?partnership={AREA}&since={first:%Y-%m}&until={first:%Y-%m}&by=total"
    found = p50_p95(f"statistics page, {FEW:,} cases counted", times(lambda _: lead.get(page), 200), p50=10, p95=30)
    began = time.perf_counter()
    for month in (copied, next_one):
        _close(stack, month, A_MONTH)
    copies = max(0, COUNTED // A_MONTH - 3)
    # the month before the first of these is that of the few
    copy_back(stack.owner_url, copied, copies, first=2)
    loaded = time.perf_counter() - began
    took = _close(stack, newest, A_MONTH)
    so_many = FEW + A_MONTH * (3 + copies)
    # a connection that was idle for as long as that takes was ended by the server
    lead = Visitor(stack, token)
    found += [
        *p50_p95(f"statistics page, {so_many:,} cases counted", times(lambda _: lead.get(page), 200), p50=10, p95=30),
        Figure(f"putting {so_many - A_MONTH:,} cases in, closed in their months", loaded, "s"),
        Figure(f"closing the newest month, {A_MONTH:,} bookings of {so_many:,}", took, "s", budget=30),
        *_counted_again(stack, so_many),
    ]
    db.connect(stack.owner_url, pool_size=1)
    found += [
        Figure(f"recount of {so_many:,} cases, no difference", _seconds(_recount), "s"),
        Figure(f"recount of {so_many:,} cases from the log", _seconds(lambda: _from_the_log(so_many)), "s"),
    ]
    lead = Visitor(stack, token)
    for what, address in (
        ("exact counts of all measures", f"/measures/exact?partnership={AREA}"),
        ("exact count of one measure", f"/measures/wf-treat-prison-continuity/exact?partnership={AREA}"),
        ("exact figures of a kind", f"/exact-figures?partnership={AREA}&pathway=prison-release"),
    ):
        asked = times(lambda _, address=address: lead.get(address), 30, warm=3)  # type: ignore[misc]
        found += p50_p95(f"{what}, {so_many:,} cases", asked, p95=300)
    return found


def _months(number: int) -> list[date]:
    """The newest months that can be closed by today, in order."""
    month, found = open_until(clock.today(), WorkingDays.england_and_wales()), list[date]()
    for _ in range(number):
        month = (month - timedelta(days=1)).replace(day=1)
        found.append(month)
    return found[::-1]


def _close(stack: Stack, month: date, many: int) -> float:
    put_in(stack.owner_url, AREA, cases_of(month, many, AREA), in_the_log=True)
    with psycopg.connect(stack.owner_url, autocommit=True) as sql:
        sql.execute("analyze milestone")
    db.connect(stack.servers.url("worker"), pool_size=1)

    def close() -> None:
        with sweeping("releases") as session:
            close_month(session, AREA, month)

    return _seconds(close)


def _counted_again(stack: Stack, so_many: int) -> list[Figure]:
    """The count of a night, job after job as each asks for the next."""
    db.connect(stack.servers.url("worker"), pool_size=1)
    jobs, after = list[float](), NO_CASE
    while True:
        began = time.perf_counter()
        with sweeping("releases") as session:
            here = session.scalars(select(Partnership).where(Partnership.code == AREA)).one()
            on = count_for_a_while(session, here, clock.today(), after)
        jobs.append(time.perf_counter() - began)
        if on is None:
            return [
                Figure(f"counting the measures of {so_many:,} cases again, as every night", sum(jobs), "s"),
                Figure(f"the longest of the {len(jobs)} jobs of that", max(jobs), "s", budget=TIME_LIMIT),
            ]
        after = on


def _recount() -> None:
    with reading(NOBODY) as session:
        found = differences(session)
    if found:
        raise RuntimeError(f"The recount does not agree: {found[:3]}")


def _from_the_log(so_many: int) -> None:
    with reading(NOBODY) as session:
        found = recount_from_events(session)
    if found.differences or found.in_part or found.cases < so_many:
        raise RuntimeError(f"The recount from the log does not agree: {found.cases}, {found.differences[:3]}")


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _data_lead(owner_url: str) -> str:
    """The session of somebody who leads the data of the partnership and reads its statistics."""
    worker, token, now = new_id(), secrets.token_urlsafe(32), datetime.now(UTC)
    roles = json.dumps({"data-lead": [AREA]})
    with psycopg.connect(owner_url) as sql:
        sql.execute("set session_replication_role = replica")
        agency = sql.execute("select id from agency where code = %s", (f"london-borough-of-{AREA}",)).fetchone()
        assert agency is not None
        sql.execute("insert into worker (id, reference, agency_id, name, email, invited_at) "
                    "values (%s, 'w-bench-counts', %s, 'A Data Lead', 'counts@bench.example', %s)",
                    (worker, agency[0], now))  # fmt: skip
        sql.execute(
            "insert into acting (token_hash, kind, worker_id, agency_id, team_ids, holders, roles, role_partnerships, "
            "began_at, last_seen_at, confirmed_at, ends_at) "
            "values (%s, 'sign_in', %s, %s, '{}', %s, '{data-lead}', %s, %s, %s, %s, %s)",
            (hashlib.sha256(token.encode()).digest(), worker, agency[0], [worker, agency[0]], roles, now, now, now,
             now + timedelta(days=1)),
        )  # fmt: skip
    return token
