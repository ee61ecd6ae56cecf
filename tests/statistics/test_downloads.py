"""Files of figures: the same bytes whenever they are taken, nothing hidden in them, nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from sqlalchemy import text

from coordination import clock
from coordination.statistics import reading
from coordination.statistics.files.as_ods import as_ods
from coordination.statistics.files.as_pdf import as_pdf
from coordination.statistics.files.as_xlsx import as_xlsx
from coordination.statistics.files.document import Definition, Document, Table
from coordination.statistics.files.tabs import tab_names
from coordination.statistics.queries.configuration import publishing
from tests.make import World
from tests.patience import PATIENCE
from tests.statistics.shown import FILE, HALF_A_YEAR, Shown, closed_with, made_up
from workflows.lists.writing import inert

KINDS = ("csv", "definitions.csv", "xlsx", "ods", "pdf")
ASKED = f"{HALF_A_YEAR}&by=continuity"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
SHEET = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
WORDS = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
EXCEL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# UTF-8, words in quotation marks, cells as they are kept, a file for each sheet
AS_CSV = "Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "＝1", "<b>&]]>", "https://a.example")


@pytest.fixture(scope="module")
def shown(world: World) -> Iterator[Shown]:
    chance = Random("files of Havering")  # noqa: S311
    yield closed_with(world.database, made_up(chance, 160))
    reading.connect(None)


@pytest.fixture(scope="module")
def manager(world: World) -> Any:
    return world.worker("hav-housing-options", "manager", partnership="havering")


def rows_of_csv(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def cells_of_xlsx(data: bytes) -> dict[str, list[list[str]]]:
    """The sheets by name; a cell that is no plain word or number is an error here."""
    with ZipFile(io.BytesIO(data)) as parts:
        words = [
            "".join(one.itertext())
            for one in ElementTree.fromstring(parts.read("xl/sharedStrings.xml"))  # noqa: S314
        ]
        book = ElementTree.fromstring(parts.read("xl/workbook.xml"))  # noqa: S314
        names = [one.get("name") or "" for one in book.iter(f"{EXCEL}sheet")]
        assert all(one.get("state") is None for one in book.iter(f"{EXCEL}sheet"))
        assert not list(book.iter(f"{EXCEL}definedName"))
        found = {}
        for number, name in enumerate(names, 1):
            sheet = ElementTree.fromstring(parts.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314
            assert not list(sheet.iter(f"{EXCEL}f")), "a formula"
            found[name] = [
                [words[int(one.findtext(f"{EXCEL}v") or 0)] if one.get("t") == "s" else one.findtext(f"{EXCEL}v") or ""
                 for one in row]
                for row in sheet.iter(f"{EXCEL}row")
            ]  # fmt: skip
        return found


def cells_of_ods(data: bytes) -> dict[str, list[list[str]]]:
    with ZipFile(io.BytesIO(data)) as parts:
        assert parts.infolist()[0].filename == "mimetype"
        content = ElementTree.fromstring(parts.read("content.xml"))  # noqa: S314
    assert not [one for one in content.iter() if f"{SHEET}formula" in one.attrib]
    return {
        sheet.get(f"{SHEET}name") or "": [
            [
                one.get(f"{OFFICE}value") or "".join(one.find(f"{WORDS}p").itertext())  # type: ignore[union-attr]
                for one in row
                if one.get(f"{OFFICE}value-type")
            ]
            for row in sheet.iter(f"{SHEET}table-row")
        ]
        for sheet in content.iter(f"{SHEET}table")
    }


def test_a_file_is_the_same_for_everybody_at_any_time(shown, world):
    askers = [world.worker("hav-housing-options", role) for role in ("manager", "data-lead", "partnership-lead")]
    for kind in KINDS:
        taken = []
        for asker, moment in zip(askers, ("2027-06-02T08:00", "2027-06-02T09:30", "2027-06-02T10:00"), strict=True):
            with clock.at(moment):
                again = world.sign_in(asker.id)
                answer = shown.ask(again, f"{FILE}{kind}?{ASKED}")
            assert answer.status_code == 200
            headers = {name: value for name, value in answer.headers.items() if name != "Content-Security-Policy"}
            assert not {"Last-Modified", "ETag", "Expires"} & set(headers)
            taken.append((answer.data, headers))
        assert taken[0] == taken[1] == taken[2]


def test_taking_a_file_is_in_the_log_with_the_question_and_no_figure(shown, manager, world):
    shown.ask(manager, f"{FILE}ods?{HALF_A_YEAR}&pathway=cuckooing&by=tenure")
    with world.keeper() as session:
        newest = session.execute(
            text("select e.kind, e.actor_id, d.detail from event e join event_detail d on d.event_id = e.id "
                 "where e.kind = 'statistics.downloaded' order by e.recorded_at desc limit 1")
        ).one()  # fmt: skip
    assert newest.actor_id == manager.id
    question = "partnership=havering&since=2026-01&until=2026-06&pathway=cuckooing&by=tenure"
    assert newest.detail == {"question": question, "file": "ods"}


def test_a_file_is_called_after_the_question_whatever_the_answer(shown, manager):
    def name(asked: str) -> str:
        return str(shown.ask(manager, f"{FILE}csv?{asked}").headers["Content-Disposition"])

    full = name(f"{HALF_A_YEAR}&by=total")
    assert full == 'attachment; filename="havering-referrals-2026-01-to-2026-06.csv"'
    # of these two one has figures and the other none
    narrow = [name(f"{HALF_A_YEAR}&by=total&sender={code}") for code in ("hmp-pentonville", "hmp-bronzefield")]
    assert len({len(one) for one in narrow}) == 1
    assert len({*narrow, full}) == 3
    every = name(f"{HALF_A_YEAR}&by=total" + "".join(f"&pathway={pathway.code}" for pathway, _ in publishing()))
    assert every == full


def test_the_files_say_what_the_page_says(shown, manager):
    plain = rows_of_csv(shown.ask(manager, f"{FILE}csv?{ASKED}").data)
    assert {row["Note"] for row in plain} == {"in fives", "none or a few", "not out yet"}
    assert all((row["Figure"] == "") == (row["Note"] == "not out yet") for row in plain)
    assert all((row["Figure"] == "0") == (row["Note"] == "none or a few") for row in plain)
    by_month = {
        month: str(sum(int(row["Figure"]) for row in plain if row["Month"] == month))
        for month in ("2026-01", "2026-02", "2026-03", "2026-04", "2026-05")
    }
    for read, kind in ((cells_of_xlsx, "xlsx"), (cells_of_ods, "ods")):
        sheets = read(shown.ask(manager, f"{FILE}{kind}?{ASKED}").data)
        months = next(rows for rows in sheets.values() if "by age, by month" in rows[0][0])
        assert months[-1] == ["All referrals", *by_month.values(), "not out yet"]
        meanings = dict(row for row in sheets["Definitions"] if len(row) == 2)
        assert {"As at", "In fives", "Margin", "Share", "Not out yet", "Using these figures"} <= set(meanings)
        assert "1 June 2027" in meanings["As at"]


def test_the_print_reads_in_order_and_is_dated_by_the_close(shown, manager):
    found = PdfReader(io.BytesIO(shown.ask(manager, f"{FILE}pdf?{ASKED}").data))
    read = " ".join(re.sub(r"\s+", " ", page.extract_text()) for page in found.pages)
    order = (
        "Referrals to all pathways", "Figures are in fives", "measures, over the whole time",
        "by age, over the whole time", "by age, by month", "Definitions", "What was asked", "Using these figures",
    )  # fmt: skip
    places = [read.index(one) for one in order]
    assert places == sorted(places)
    assert found.metadata is not None
    assert found.metadata.creation_date == datetime(2027, 6, 1, 8, tzinfo=UTC)
    assert found.trailer["/Root"]["/Lang"] == "en-GB"
    assert [one["/Title"] for one in found.outline][-1] == "Definitions"


def test_nothing_is_hidden_in_a_workbook(shown, manager):
    with ZipFile(io.BytesIO(shown.ask(manager, f"{FILE}xlsx?{ASKED}").data)) as parts:
        names = {re.sub(r"\d+", "N", one) for one in parts.namelist()}
        assert b"2027-06-01T08:00:00Z" in parts.read("docProps/core.xml")
    assert names == {
        "[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml", "xl/_rels/workbook.xml.rels",
        "xl/sharedStrings.xml", "xl/styles.xml", "xl/theme/themeN.xml", "xl/workbook.xml", "xl/worksheets/sheetN.xml",
    }  # fmt: skip
    with ZipFile(io.BytesIO(shown.ask(manager, f"{FILE}ods?{ASKED}").data)) as parts:
        assert parts.namelist() == ["mimetype", "META-INF/manifest.xml", "meta.xml", "styles.xml", "content.xml"]
        assert {one.date_time for one in parts.infolist()} == {(2027, 6, 1, 8, 0, 0)}


def test_the_package_holds_every_figure_and_describes_its_columns(shown, manager):
    answer = shown.ask(manager, "/statistics/package.zip?partnership=havering")
    with ZipFile(io.BytesIO(answer.data)) as parts:
        described = json.loads(parts.read("datapackage.json"))
        figures = rows_of_csv(parts.read("figures.csv"))
        dictionary = rows_of_csv(parts.read("dictionary.csv"))
    assert {one["path"] for one in described["resources"]} == {"figures.csv", "dictionary.csv"}
    for resource, lines in zip(described["resources"], (figures, dictionary), strict=True):
        assert [one["name"] for one in resource["schema"]["fields"]] == list(lines[0])
    asked = rows_of_csv(shown.ask(manager, f"{FILE}csv?{ASKED}").data)
    assert [row for row in figures if row["Counted by"] == "continuity"] == asked
    told = {(row["Pathway"], row["Counted by"], row["Category"]) for row in figures}
    explained = {(row["Pathway code"], row["Column code"], row["Category code"]) for row in dictionary}
    assert explained <= told
    assert {by for _, by, _ in told - explained} == {"sender", "receiver"}
    assert shown.ask(manager, "/statistics/package.zip?partnership=havering").data == answer.data
    assert shown.ask(manager, "/statistics/package.zip?partnership=waltham-forest").status_code == 404
    assert shown.ask(manager, "/statistics/package.zip?by=sex").status_code == 422


def hostile() -> Document:
    """A file every word of which a spreadsheet might run."""
    table = Table("a/b:c*[d]?'e'", HOSTILE[0], HOSTILE[:2], tuple((one, 5) for one in HOSTILE))
    words = tuple(Definition(one, one) for one in HOSTILE)
    return Document(HOSTILE[0], HOSTILE, (table, table), words, datetime(2026, 7, 14, tzinfo=UTC))


def test_what_looks_like_a_formula_stays_a_word():
    for read, made in ((cells_of_xlsx, as_xlsx(hostile())), (cells_of_ods, as_ods(hostile()))):
        sheets = read(made)
        assert list(sheets) == [*tab_names(hostile().tables), "Definitions"]
        first = next(iter(sheets.values()))
        assert [row[0] for row in first if row[1:] == ["5"]] == list(HOSTILE)
        with ZipFile(io.BytesIO(made)) as parts:
            assert not [name for name in parts.namelist() if "hyperlink" in name.lower() or "sheet1.xml.rels" in name]
    assert as_pdf(hostile()) == as_pdf(hostile())
    assert all(inert(one).startswith("'") for one in HOSTILE[:7])


def test_libre_office_opens_both_spreadsheets_and_finds_the_same(shown, manager, tmp_path: Path, request):
    office = shutil.which("soffice")
    if not request.config.getoption("--long") or office is None:
        pytest.skip("LibreOffice opens the files in the long run, where it is installed.")
    for kind in ("xlsx", "ods"):
        file = tmp_path / f"figures.{kind}"
        file.write_bytes(shown.ask(manager, f"{FILE}{kind}?{HALF_A_YEAR}&by=tenure").data)
        own, every_sheet = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", f"csv:{AS_CSV}"
        told = subprocess.run(
            [office, own, "--headless", "--convert-to", every_sheet, "--outdir", tmp_path, file],
            capture_output=True,
            text=True,
            check=True,
            timeout=PATIENCE,
        )
        assert "rror" not in told.stderr.replace("javaldx", "")
        sheets = (cells_of_xlsx if kind == "xlsx" else cells_of_ods)(file.read_bytes())
        for name, rows in sheets.items():
            opened = (tmp_path / f"figures-{name}.csv").read_text()
            there = [[cell for cell in row if cell] for row in csv.reader(io.StringIO(opened))]
            assert [row for row in there if row] == [[cell for cell in row if cell] for row in rows if any(row)]
