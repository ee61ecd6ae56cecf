"""The queue at 1,000 and at 100,000 open cases: first page, take and hand back, a rare and a common name."""

from __future__ import annotations

import os
import re
from itertools import count
from statistics import median

from bench.many_cases import COMMON, RARE, Filled, fill
from bench.run import Figure, Stack, Visitor, p50_p95, times
from coordination import clock

MANY = int(os.environ.get("BENCH_CASES", "100000"))


def measure(stack: Stack) -> list[Figure]:
    """Two teams in the same database, one with few tasks and one with many, asked in turn."""
    small, large = (fill(stack.owner_url, cases, clock.now()) for cases in (1_000, MANY))
    few, many = Visitor(stack, small.token), Visitor(stack, large.token)
    at_small: list[float] = []
    at_large: list[float] = []
    for _ in range(5):  # by turns, so that a busy moment of the machine falls on both
        at_small += times(lambda _: few.get(f"/queues/{small.team_code}"), 60)
        at_large += times(lambda _: many.get(f"/queues/{large.team_code}"), 60)
    growth = median(at_large) / median(at_small)
    page = many.get(f"/queues/{large.team_code}")
    return [
        *p50_p95("queue page, 1,000 open", at_small),
        *p50_p95(f"queue page, {MANY:,} open", at_large, 10, 25),
        Figure("queue page, growth", growth, "times", 1.25),
        Figure("queue page, size", len(page) / 1000, "kB", 60),
        *p50_p95("take and hand back", times(_take_and_hand_back(many, large, page), 100), 12 * 2),
        *p50_p95("find a rare name", times(_find(many, large, RARE), 100), 8),
        *p50_p95("find a common name", times(_find(many, large, COMMON), 100), 12),
        *p50_p95("filter by risk and holder", times(_filter(many, large), 100)),
    ]


def _take_and_hand_back(visitor: Visitor, filled: Filled, page: bytes):  # type: ignore[no-untyped-def]
    token = re.search(rb'name="csrf_token" value="([^"]+)"', page)
    free = re.search(rb'name="claim" value="([^"]+)"', page)
    assert token is not None
    assert free is not None
    numbers = count(1)

    def act(_: int) -> None:
        sent = {"csrf_token": token[1].decode(), "once": f"{next(numbers):032x}"}
        visitor.post(f"/queues/{filled.team_code}", {**sent, "claim": free[1].decode()})
        visitor.post(f"/tasks/{free[1].decode()}/hand-back", sent)

    return act


def _find(visitor: Visitor, filled: Filled, words: str):  # type: ignore[no-untyped-def]
    address = f"/queues/{filled.team_code}?q={words.replace(' ', '+')}"
    assert b'class="govuk-table__row task' in visitor.get(address)
    return lambda _: visitor.get(address)


def _filter(visitor: Visitor, filled: Filled):  # type: ignore[no-untyped-def]
    return lambda _: visitor.get(f"/queues/{filled.team_code}?risk=very-high&held=nobody&due=late")
