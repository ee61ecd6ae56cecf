"""Counted measures after a close: the data lead has the exact count, everybody else the frozen one near it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader
from sqlalchemy import select, text

from bench.counted_cases import put_in
from coordination import clock, db
from coordination.access import SignedIn
from coordination.db import new_id, reading
from coordination.identity.models import Partnership, RoleGrant
from coordination.outcomes.queries import behind
from coordination.outcomes.queries.exact import exact_counts
from coordination.outcomes.queries.figures import every_point
from coordination.outcomes.queries.report import report_of
from coordination.outcomes.report_print import print_report
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
        counts = exact_counts(session, here, [HOMES, SHARE], clock.today())
    homes, share = (counts.series(known[code], [QUARTER]).newest for code in (HOMES, SHARE))
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


def test_the_report_tells_activity_and_a_leads_own_sentence_where_there_are_few(closed: Scene) -> None:
    """In the order of the page: the figure, then the sentence with who wrote it, then the plan."""
    quarter = "/board-report/sentence?quarter=2026-27-Q1&about="
    assert closed.get(closed.council, quarter + "family-support").status_code == 403, "a manager is no lead"
    assert closed.get(closed.data_lead, quarter + "cuckooing").status_code == 404, "forty is a number"
    closed.send(closed.data_lead, quarter + "family-support", sentence="The service began in June.")
    page = closed.get(closed.council, "/board-report?quarter=2026-27-Q1").text
    assert "In the words of Dana Example: The service began in June." in page
    with reading(closed.council) as session:
        here = session.scalars(select(Partnership).where(Partnership.code == "havering")).one()
        report = report_of(session, here, QUARTER, clock.today())
    pdf = PdfReader(io.BytesIO(print_report(report, clock.now())))
    told = " ".join(" ".join(part.extract_text() for part in pdf.pages).split())
    wanted = (
        "Activity", "Cuckooing: 40.", "Family support: None or a few. In the words of Dana Example: The service",
        "began in June.", "Young people's service: None or a few.", "The delivery plan",
    )  # fmt: skip
    places = [told.index(each) for each in wanted]
    assert places == sorted(places)
    assert {one.figure for one in report.activity} == {0, 40}


def test_a_measure_opens_to_its_cases_for_those_who_may_open_them(closed: Scene, monkeypatch) -> None:
    """Of the homes of July to September, the council's own worker sees five that nobody visited in time."""
    address = f"/measures/{SHARE}/cases"
    with closed.world.keeper() as session:
        session.execute(text("set local session_replication_role = replica"))
        session.execute(text("update participant set reads = '{core}' where pathway = 'cuckooing'"))
    with closed.world.keeper() as session:
        session.add(RoleGrant(id=new_id(), worker_id=closed.data_lead.id, role="team-lead", from_at=clock.now()))
    both = closed.world.sign_in(closed.data_lead.id)
    page = closed.get(both, address + "?quarter=2026-27-Q2").text
    assert page.count("Among all, not counted") == 5
    assert "/cases/CNT-" in page
    assert "/cases/CNT-" not in closed.get(both, address).text, "this quarter has none of them"
    assert "See the cases behind it" in closed.get(both, f"/measures/{SHARE}").text
    assert "See the cases behind it" not in closed.get(closed.council, f"/measures/{SHARE}").text
    assert "/cases/CNT-" not in closed.get(closed.elsewhere, address + "?partnership=waltham-forest").text
    _pages_of_two(closed, both, address + "?quarter=2026-27-Q2", monkeypatch)
    assert closed.get(both, address + "?quarter=2019-20-Q1").status_code == 404
    assert closed.get(both, address + "?before=HAV-NONE").status_code == 404


def _pages_of_two(closed: Scene, worker: SignedIn, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two cases are looked at for each page, and all pages together hold each of the five once."""
    monkeypatch.setattr(behind, "A_PAGE", 2)
    monkeypatch.setattr(behind, "LOOKED_AT", 2)
    found: list[str] = []
    next_one: str | None = address
    while next_one:
        page = BeautifulSoup(closed.get(worker, next_one).text, "html.parser")
        found += [one.get_text() for one in page.select("main td ~ td") if "Among" in one.get_text()]
        link = page.select_one("a[rel=next]")
        next_one = str(link["href"]) if link else None
    assert len(found) == 5
