"""The board's report: the same content as a page and as a PDF that reads in order and is made by a job."""

from __future__ import annotations

import io
from datetime import date
from uuid import uuid4

from pypdf import PdfReader
from sqlalchemy import select

from coordination import db
from coordination.db import writing
from coordination.identity.models import Partnership
from coordination.jobs.models import OutboxRow
from coordination.outcomes.commands.approving import approve
from coordination.outcomes.commands.returning import give
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


def test_the_page_and_the_pdf_say_the_same_in_the_same_order(scene: Scene, does_jobs_here: None) -> None:
    told(scene)
    made = scene.send(scene.council, "/board-report?quarter=2026-27-Q2")
    assert "Being made since" in made.text
    with scene.world.keeper() as session:
        row = session.scalars(select(OutboxRow).where(OutboxRow.job == "make_board_report")).one()
    db.connect(scene.database.url("worker"))
    run(str(row.id))
    db.connect(scene.database.url("app"))
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
    assert pdf.trailer["/Root"]["/Lang"] == "en-GB"
    assert "Close to target: 1,068 in April 2025 to March 2026; target 1,075 by Monday 31 March 2025" in text
    assert "1,068 in April 2025 to March 2026; target 1,075 by Monday 31 March 2025" in page
    assert scene.get(scene.elsewhere, f"/board-report/REP-{address}").status_code == 404


def test_an_earlier_quarter_knows_nothing_of_what_came_later(scene: Scene) -> None:
    page = scene.get(scene.council, "/board-report?quarter=2025-26-Q3").text
    assert "1,041 in April 2024 to March 2025" in page
    assert "1,068" not in page
    assert scene.get(scene.council, "/board-report?quarter=2026-27-Q3").status_code == 404
    assert from_code("2025-26-Q3").end == date(2025, 12, 31)
