"""Of many cases the data lead reads what was counted last night: the same numbers, with when they were counted."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from bench.counted_cases import CountedCase, Happened, put_in
from coordination import clock, db
from coordination.db import reading
from coordination.identity.models import Partnership
from coordination.jobs import Asked
from coordination.outcomes.commands.counting import count_for_a_while
from coordination.outcomes.jobs import count_measures
from coordination.outcomes.queries import exact
from coordination.statistics.models import ExactCount
from coordination.worker.doors import sweeping
from tests.outcomes.conftest import NOW, Scene
from tests.statistics.made_up import COUNCIL, POLICE, family, home, release, worry

CODES = (
    "local-cuckooing-referrals", "local-cuckooing-first-contact", "dp-2-7-prison-engagement", "dp-3-2-2-home-visits",
)  # fmt: skip
LAST_NIGHT = "2026-11-02T03:50"
LAST_NIGHTS = {"partnership": "havering", "night": "2026-11-02"}


@pytest.fixture(scope="module")
def counted(scene: Scene) -> Scene:
    """Some cases of two quarters, counted last night; one more came this morning."""
    seen = {"first-contact": "all.seen"}
    started = {"continuity": "30-49.passed-on.referred.started"}
    cases = [
        *(home(date(2026, month, 6), seen if month % 2 else {}) for month in (4, 5, 6, 7, 8, 9)),
        *(release(date(2026, month, 3), started) for month in (6, 7, 9)),
        *(family(date(2026, 8, 3), visits) for visits in (0, 1, 3)),
        worry(date(2026, 8, 3), "referral-child-county-lines"),
    ]
    put_in(scene.database.url("owner"), "havering", cases)
    db.connect(scene.database.url("worker"))
    with clock.at(LAST_NIGHT), sweeping("releases") as session:
        count_measures(session, Asked(uuid4(), "count_measures", LAST_NIGHTS, None))
    put_in(scene.database.url("owner"), "havering",
           [CountedCase("cuckooing", POLICE, COUNCIL, (Happened("flag-received", date(2026, 11, 2)),))])  # fmt: skip
    db.connect(scene.database.url("app"))
    return scene


def counts_of(scene: Scene, worker) -> exact.ExactCounts:
    with reading(worker) as session:
        here = session.scalars(select(Partnership).where(Partnership.code == "havering")).one()
        return exact.exact_counts(session, here, CODES, clock.today())


def test_what_is_kept_is_what_was_counted_and_says_when(counted: Scene, monkeypatch) -> None:
    now = counts_of(counted, counted.data_lead)
    assert now.counted_at is None
    monkeypatch.setattr(exact, "AT_ONCE", 3)
    kept = counts_of(counted, counted.data_lead)
    assert kept.counted_at is not None and kept.counted_at < now_of(NOW)
    this, *over = exact.quarters_counted(clock.today())
    of_homes = CODES[0]
    since = {(code, this) for code in CODES[:2]}
    assert {key: kept.tallies[key] for key in now.tallies if key not in since} == {
        key: one for key, one in now.tallies.items() if key not in since
    }
    assert (kept.tallies[of_homes, this].numerator, now.tallies[of_homes, this].numerator) == (0, 1)
    assert now.tallies[CODES[1], over[0]].denominator == 3
    page = counted.get(counted.data_lead, "/measures/exact").text
    assert "Counted on Monday 2 November 2026 at 3:50am, as every night," in page
    assert "Not for publication" in page


def test_kept_counts_are_shown_to_the_data_lead_alone(counted: Scene) -> None:
    for worker in (counted.council, counted.partnership_lead, counted.elsewhere, counted.frontline):
        with reading(worker) as session:
            theirs = select(ExactCount).where(ExactCount.partnership_id == counted.world.partnership_id("havering"))
            assert session.scalars(theirs).all() == []
    assert counted.get(counted.council, "/measures/exact").status_code == 403
    assert counted.get(counted.elsewhere, "/measures/exact?partnership=havering").status_code == 404
    assert "Exact counts of the measures" in counted.get(counted.data_lead, "/measures").text
    assert "Exact counts of the measures" not in counted.get(counted.council, "/measures").text


def test_cases_come_in_lots_and_none_is_cut_in_two(counted: Scene, monkeypatch) -> None:
    """A lot of three milestones is smaller than the case with four: it grows, and nothing is counted twice."""
    with reading(counted.data_lead) as session:
        here = session.scalars(select(Partnership).where(Partnership.code == "havering")).one()
        periods = exact.quarters_counted(clock.today())
        whole = list(exact.lots_of_cases(session, here, CODES, periods, clock.today()))
        monkeypatch.setattr(exact, "A_LOT", 3)
        lots = list(exact.lots_of_cases(session, here, CODES, periods, clock.today()))
    assert len(lots) > 5
    assert [one for lot in lots for one in lot] == [one for lot in whole for one in lot]
    cases = [{one.case_id for one in lot} for lot in lots]
    assert len(set.union(*cases)) == sum(map(len, cases))


def test_what_is_counted_for_a_moment_at_a_time_comes_to_the_same(counted: Scene, monkeypatch) -> None:
    """As on a night with too many cases for one job: each job ends after its first lot, and asks for the next."""
    monkeypatch.setattr(exact, "A_LOT", 8)
    db.connect(counted.database.url("worker"))
    turns, after = 0, exact.NO_CASE
    with sweeping("releases") as session:
        here = session.scalars(select(Partnership).where(Partnership.code == "havering")).one()
    while after is not None:
        with clock.at("2026-11-02T23:50"), sweeping("releases") as session:
            after = count_for_a_while(session, here, date(2026, 11, 2), after, seconds=0)
            late = count_for_a_while(session, here, date(2026, 11, 1))
        turns += 1
        assert late is None, "an older night gives way"
    db.connect(counted.database.url("app"))
    assert turns > 3
    now = counts_of(counted, counted.data_lead)
    monkeypatch.setattr(exact, "AT_ONCE", 3)
    kept = counts_of(counted, counted.data_lead)
    assert kept.counted_at is not None and kept.counted_at > now_of(NOW)
    assert kept.tallies == now.tallies


def now_of(said: str):
    with clock.at(said):
        return clock.now()
