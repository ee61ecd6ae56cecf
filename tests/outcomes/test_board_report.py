"""The board's report: the same content as a page and as a PDF that reads in order and is made by a job."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from pypdf import PdfReader
from sqlalchemy import select, text

from coordination import clock, db
from coordination.db import writing
from coordination.identity.models import Partnership
from coordination.jobs.models import OutboxRow
from coordination.outcomes.commands.approving import approve
from coordination.outcomes.commands.returning import give
from coordination.statistics.commands.keys import make_key, revoke_key
from coordination.statistics.queries.keys import BOARD_REPORTS, STATISTICS
from coordination.worker.running import run
from tests.outcomes.conftest import Scene
from workflows.measures import catalogue
from workflows.measures.figures import read
from workflows.measures.periods import from_code

ADULTS = "grant-adults-in-treatment"


def told(scene: Scene) -> None:
    """Three years of one grant measure."""
    measure = catalogue.everything()[ADULTS]
    with writing(scene.treatment) as session:
        here = session.scalars(select(Partnership).where(Partnership.code == "havering")).one()
        references = [
            give(session, scene.treatment, here, measure, from_code(year), read(measure, {"number": number}),
                 published_at="A publication", once=uuid4().hex)
            for year, number in (("2023-24", "978"), ("2024-25", "1041"), ("2025-26", "1068"))
        ]  # fmt: skip
    with writing(scene.data_lead) as session:
        approve(session, scene.data_lead, references, once=uuid4().hex)


@pytest.fixture(scope="module")
def made(scene: Scene, does_jobs_here: None) -> str:
    """The report of the second quarter is asked for and made. What the page said meanwhile."""
    told(scene)
    page = scene.send(scene.council, "/board-report?quarter=2026-27-Q2")
    with scene.world.keeper() as session:
        row = session.scalars(select(OutboxRow).where(OutboxRow.job == "make_board_report")).one()
    db.connect(scene.database.url("worker"))
    run(str(row.id))
    db.connect(scene.database.url("app"))
    return str(page.text)


def test_the_page_and_the_pdf_say_the_same_in_the_same_order(scene: Scene, made: str) -> None:
    assert "Being made since" in made
    page = scene.get(scene.council, "/board-report?quarter=2026-27-Q2").text
    assert "PDF of" in page
    address = page.split("/board-report/REP-")[1].split('"')[0]
    answer = scene.get(scene.partnership_lead, f"/board-report/REP-{address}")
    assert answer.mimetype == "application/pdf"
    pdf = PdfReader(io.BytesIO(answer.data))
    text = " ".join(" ".join(part.extract_text() for part in pdf.pages).split())
    sections = [
        "What needs attention", "Headline and grant measures", "Activity", "The delivery plan",
        "How complete the figures are", "All other figures", "What the measures mean",
    ]  # fmt: skip
    assert [entry.title for entry in pdf.outline] == sections
    places = [text.index(section) for section in sections]
    assert places == sorted(places)
    assert pdf.metadata.title == "Havering Combating Drugs Partnership: report to the board, July to September 2026"
    assert pdf.metadata.creation_date is not None and pdf.metadata.creation_date.year > 2000, "that of its figures"
    assert pdf.trailer["/Root"]["/Lang"] == "en-GB"
    assert "Close to target: 1,068 in April 2025 to March 2026; target 1,075 by Monday 31 March 2025" in text
    assert "1,068 in April 2025 to March 2026; target 1,075 by Monday 31 March 2025" in page
    milestone = "obody has told of it; to be reached by Sunday 31 March 2024"
    assert (f"Not reached in time: n{milestone}" in text, f"N{milestone}" in page) == (True, True)
    assert scene.get(scene.elsewhere, f"/board-report/REP-{address}").status_code == 404


def test_an_earlier_quarter_knows_nothing_of_what_came_later(scene: Scene, made: str) -> None:
    page = scene.get(scene.council, "/board-report?quarter=2025-26-Q3").text
    assert "1,041 in April 2024 to March 2025" in page
    assert "1,068" not in page
    assert scene.get(scene.council, "/board-report?quarter=2026-27-Q3").status_code == 404
    assert from_code("2025-26-Q3").end == date(2025, 12, 31)


def key_of(
    lead: Any,
    partnership: str = "havering",
    used_for: str = "The board's own pages",
    opens: Sequence[str] = (BOARD_REPORTS,),
) -> str:
    with writing(lead) as session:
        here = session.scalars(select(Partnership).where(Partnership.code == partnership)).one()
        return make_key(session, lead, here, used_for, opens, 90, once=uuid4().hex, leads=True)


def fetch(scene: Scene, key: str | None, quarter: str = "2026-27-Q2", name: str = "measures.csv") -> Any:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    address = f"/data-package/havering/board-report/{quarter}/{name}"
    return scene.app.test_client().get(address, headers=headers)


def uses(scene: Scene) -> list[str]:
    """The files that the log says were fetched."""
    with scene.world.keeper() as session:
        found = session.execute(
            text(
                "select d.detail ->> 'file' from event e join event_detail d on d.event_id = e.id "
                "where e.kind = 'statistics.fetched' order by e.recorded_at"
            )
        )
        return list(found.scalars())


def test_a_key_fetches_what_the_pdf_said_and_nothing_that_was_not_made(scene: Scene, made: str) -> None:
    key = key_of(scene.data_lead)
    first, again = fetch(scene, key), fetch(scene, key)
    assert (first.status_code, first.mimetype) == (200, "text/csv")
    lines = {line["Measure"]: line for line in csv.DictReader(io.StringIO(first.data.decode("utf-8-sig")))}
    adults = lines[ADULTS]
    assert (adults["Figure"], adults["Value"], adults["Target by"]) == ("1,068", "1068", "2025-03-31")
    assert (adults["Standing"], adults["Span"]) == ("Close to target", "April 2025 to March 2026")
    assert first.data == again.data
    assert {name for name, _ in first.headers} == {name for name, _ in again.headers}
    assert "Last-Modified" not in first.headers
    assert fetch(scene, key, name="package.zip").data[:2] == b"PK"
    files = ["measures.csv", "measures.csv", "package.zip"]
    assert uses(scene) == [f"board-report/2026-27-Q2/{name}" for name in files]

    newest = fetch(scene, key, "latest")
    assert newest.data == first.data
    assert {name for name, _ in newest.headers} == {name for name, _ in first.headers}
    files.append("measures.csv")
    assert uses(scene)[-1] == "board-report/2026-27-Q2/measures.csv", "the log says which quarter was given"

    not_made = fetch(scene, key, "2026-27-Q1")
    assert not_made.status_code == 404
    nowhere = (("2026-27-Q3", "measures.csv"), ("never", "measures.csv"), ("2026-27", "plan.csv"), ("2026-27-Q2", "x"))
    assert {plain(fetch(scene, key, *asked).text) for asked in nowhere} == {plain(not_made.text)}
    assert len(uses(scene)) == len(files), "the log tells of no file that was not given"


def test_a_key_that_does_not_hold_learns_nothing_of_a_report(scene: Scene, made: str) -> None:
    elsewhere = key_of(scene.elsewhere, "waltham-forest")
    revoked = key_of(scene.data_lead, used_for="A trial")
    with writing(scene.data_lead) as session:
        trial = session.execute(text("select reference from figure_key where used_for = 'A trial'"))
        revoke_key(session, scene.data_lead, trial.scalar_one())
    quarters = ("2026-27-Q2", "2026-27-Q1", "latest")
    of_statistics = key_of(scene.data_lead, used_for="Statistics alone", opens=(STATISTICS,))
    told_no = [
        fetch(scene, each, quarter) for each in (elsewhere, revoked, of_statistics, "a-guess") for quarter in quarters
    ]
    assert {(one.status_code, one.text) for one in told_no} == {(401, told_no[0].text)}
    old = key_of(scene.data_lead)
    with clock.at(clock.now() + timedelta(days=91)):
        assert fetch(scene, old).status_code == 401
    assert fetch(scene, None).status_code == 401
    page = scene.get(scene.data_lead, "/board-report?quarter=2026-27-Q2").text
    assert "/data-package/havering/board-report/2026-27-Q2/measures.csv" in page
    assert "/data-package/" not in scene.get(scene.data_lead, "/board-report?quarter=2026-27-Q1").text


def plain(page: str) -> str:
    """A page without what is drawn by lot for it."""
    return re.sub(r'nonce="[^"]+"|value="[^"]{40,}"', "", page)
