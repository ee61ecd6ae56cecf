"""What the least page and the least write take on this machine: other figures compare by it."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import psycopg

from bench.least_app import TABLES
from bench.run import Figure, Stack, Visitor, p50_p95, served, times

AT_ONCE, EACH = 8, 100
SENT = {"title": "What is asked of somebody"}


def measure(stack: Stack) -> list[Figure]:
    """No budget: this is what the budgets' own machine took 1.5 ms, 2.5 ms and 730 a second for."""
    with psycopg.connect(stack.owner_url, autocommit=True) as connection:
        for statement in TABLES:
            connection.execute(statement)
    with served("bench.least_app:app", {"LEAST_DATABASE_URL": stack.owner_url}) as port:
        visitors = [Visitor(Stack(stack.servers, port), "") for _ in range(AT_ONCE)]
        figures = p50_p95("least page, 25 rows", times(lambda _: visitors[0].get("/queue"), 300))
        figures += p50_p95("least write, 11 rows", times(lambda _: visitors[0].post("/items", SENT), 200))
        began = time.perf_counter()
        with ThreadPoolExecutor(AT_ONCE) as together:
            list(together.map(lambda one: [one.post("/items", SENT) for _ in range(EACH)], visitors))
        speed = AT_ONCE * EACH / (time.perf_counter() - began)
    return [*figures, Figure(f"least writes by {AT_ONCE} at once", speed, "a second")]
