"""The page of statistics and the files of the same figures, as those who may read them get them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

import pytest

from bench.counted_cases import put_in
from coordination.statistics import reading
from tests.make import World
from tests.plain_client import Page, app_for
from tests.statistics.conftest import close_months
from tests.statistics.made_up import any_case

MONTHS = tuple(date(2026, month, 1) for month in range(1, 7))


@pytest.fixture(scope="module")
def shown(world: World) -> Iterator[Any]:
    """`shown(worker, path)`: what this worker is answered; six months of some cases are closed."""
    chance = Random(7)
    cases = [any_case(chance, date(2026, chance.randrange(1, 7), chance.randrange(1, 28))) for _ in range(200)]
    put_in(world.database.url("owner"), "havering", cases)
    close_months(world.database, *MONTHS)
    app = app_for(world.database)
    reading.connect(world.database.url("statistics"))

    def ask(worker: Any, path: str) -> Any:
        client = app.test_client()
        client.set_cookie("coordination_session", worker.token)
        return client.get(path)

    yield ask
    reading.connect(None)


def test_a_page(world, shown):
    manager = world.worker("hav-housing-options", "manager")
    answer = shown(manager, "/statistics")
    page = Page("/statistics", answer)
    assert page.status == 200, page.text
    print(page.text)
    for by in ("sex", "continuity", "sender", "receiver", "tenure", "events:visits"):
        answer = shown(manager, f"/statistics?partnership=havering&since=2026-01&until=2026-06&by={by}")
        assert answer.status_code == 200
        print(Page("/", answer).text)
    for kind in ("csv", "xlsx", "ods", "pdf", "definitions.csv"):
        answer = shown(manager, f"/statistics/figures.{kind}?partnership=havering&since=2026-01&until=2026-06&by=continuity")
        assert answer.status_code == 200, answer.text
        print(answer.headers)
        open(f"/tmp/downloads/f.{kind}", "wb").write(answer.data)
