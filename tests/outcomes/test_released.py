"""Counted measures after a close: the data lead has the exact count, everybody else the frozen one near it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select

from bench.counted_cases import put_in
from coordination import clock, db
from coordination.db import reading
from coordination.identity.models import Partnership
from coordination.outcomes.queries.exact import exact_series
from coordination.outcomes.queries.figures import every_point
from coordination.statistics import reading as frozen
from tests.outcomes.conftest import Scene
from tests.statistics.conftest import close_months
from tests.statistics.made_up import home
from workflows.measures import catalogue
from workflows.measures.periods import from_code

QUARTER = from_code("2026-27-Q1")
MONTHS = (date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1))
HOMES, SHARE = "local-cuckooing-referrals", "local-cuckooing-first-contact"


@pytest.fixture(scope="module")
def closed(scene: Scene) -> Iterator[Scene]:
    """Forty homes in one quarter, thirty of them seen in time, and five in the next, of which one month is closed."""
    seen, not_seen = {"first-contact": "all.seen"}, {}
    homes = [home(date(2026, 4 + at % 3, 6), seen if at < 30 else not_seen) for at in range(40)]
    later = [home(date(2026, 7, 6), not_seen) for _ in range(5)]
    put_in(scene.database.url("owner"), "havering", [*homes, *later])
    close_months(scene.database, *MONTHS)
    db.connect(scene.database.url("app"))
    frozen.connect(scene.database.url("statistics"))
    yield scene
    frozen.connect(None)


def test_everybody_reads_the_frozen_quarter_and_the_data_lead_the_exact_one(closed: Scene) -> None:
    known = catalogue.everything()
    with reading(closed.data_lead) as session:
        here = session.scalars(select(Partnership).where(Partnership.code == "havering")).one()
        homes = exact_series(session, here, known[HOMES], [QUARTER], clock.today()).newest
        share = exact_series(session, here, known[SHARE], [QUARTER], clock.today()).newest
    assert (homes.numerator, share.numerator, share.denominator) == (40, 30, 40)
    with reading(closed.council) as session:
        here = session.scalars(select(Partnership).where(Partnership.code == "havering")).one()
        points = every_point(session, here)
    (count,), (of,) = points[HOMES], points[SHARE]
    assert count.period == of.period == QUARTER, "July alone is no quarter"
    assert count.value == of.denominator
    assert count.value % 5 == 0
    assert abs(count.value - 40) < 5
    assert of.numerator <= of.denominator
    page = closed.get(closed.council, f"/measures/{HOMES}").text
    assert "frozen figures of released statistics" in page
    assert f"<strong>{count.value:.0f}</strong>" in page
