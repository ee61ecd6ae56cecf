"""A month is closed once, into figures that are multiples of five."""

from __future__ import annotations

from datetime import date
from random import Random

from bench.counted_cases import put_in
from tests.statistics.conftest import JUNE, JULY
from tests.statistics.made_up import any_case


def test_smoke(world, closes):
    chance = Random(1)
    put_in(world.database.url("owner"), "havering", [any_case(chance, date(2026, 6, chance.randrange(1, 31))) for _ in range(100)])
    closes(JUNE, JULY)
    with world.keeper() as session:
        for t in ("release", "release_column", "release_cell", "milestone_total"):
            rows = session.connection().exec_driver_sql(f"select * from {t}").all()
            print(t, len(rows))
            for r in rows[:40]: print('  ', [str(x)[-12:] for x in r])
    assert 0
