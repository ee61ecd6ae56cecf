"""How long closing a month takes, with 20,000 bookings in it, and counting all of them again afterwards."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from bench.counted_cases import CountedCase, Happened, put_in
from bench.run import Figure, Stack
from coordination import clock, db
from coordination.db import NOBODY, reading, writing
from coordination.seeding import seed
from coordination.statistics.commands.closing import close_month
from coordination.statistics.queries.recount import differences
from coordination.worker.doors import sweeping
from workflows import partnerships

BOOKINGS = int(os.environ.get("BENCH_BOOKINGS", "20000"))
JUNE, JULY, LONG_AFTER = date(2026, 6, 1), date(2026, 7, 1), "2026-09-01T09:00"
PRISONS = ("hmp-pentonville", "hmp-thameside", "hmp-bronzefield")


def measure(stack: Stack) -> list[Figure]:
    """Close June, whose outcomes come out with July; then July; then count everything again."""
    db.connect(stack.owner_url, pool_size=1)
    with writing(NOBODY) as session:
        seed(session, partnerships.load("havering"))
    put_in(stack.owner_url, "havering", cases_of(JUNE, BOOKINGS))
    took = {}
    db.connect(stack.servers.url("worker"), pool_size=1)
    for month in (JUNE, JULY):
        began = time.perf_counter()
        with clock.at(LONG_AFTER), sweeping("releases") as session:
            close_month(session, "havering", month)
        took[month] = time.perf_counter() - began
    db.connect(stack.owner_url, pool_size=1)
    began = time.perf_counter()
    with reading(NOBODY) as session:
        found = differences(session)
    if found:
        raise RuntimeError(f"The recount does not agree: {found[:3]}")
    return [
        Figure(f"closing a month of {BOOKINGS:,} bookings", took[JUNE], "s", budget=30),
        Figure(f"filling the outcomes of {BOOKINGS:,} bookings", took[JULY], "s", budget=30),
        Figure("counting all bookings again", time.perf_counter() - began, "s"),
    ]


def cases_of(month: date, many: int, area: str = "havering") -> Iterator[CountedCase]:
    """So many cases of a month: releases from prison, homes and families, a third each."""
    chance = Random(1)  # noqa: S311
    treatment, council = f"cgl-{area}", f"london-borough-of-{area}"
    for number in range(many):
        on = month + timedelta(days=number % 28)
        sort = number % 3
        if sort == 0:
            released = {"sex": chance.choice(("female", "male")), "age-at-release": chance.randrange(18, 70)}
            record = {"exit-reason": "released", "discharge-reason": "transferred-not-in-custody",
                      "exit-destination": area}  # fmt: skip
            happened = [Happened("referral-received", on - timedelta(days=9)), Happened("released", on, released),
                        Happened("exit-recorded", on, record)]  # fmt: skip
            if chance.random() < 0.35:
                happened.append(Happened("treatment-started", on + timedelta(days=8), {"start-area": area}))
            yield CountedCase("prison-release", PRISONS[number % len(PRISONS)], treatment, tuple(happened))
        elif sort == 1:
            seen = Happened("visit-made", on + timedelta(days=2), {"visit-result": "completed"})
            received = Happened("flag-received", on, {"tenure": chance.choice(("council", "owner", "hostel"))})
            yield CountedCase("cuckooing", "metropolitan-police", council, (received, seen))
        else:
            counted = {"first-time": "first-ever", "child-counts": "yes"}
            visit = Happened("visit-completed", on + timedelta(days=1), counted)
            yield CountedCase("hidden-harm", f"{area}-schools", treatment, (Happened("referral-received", on), visit))
