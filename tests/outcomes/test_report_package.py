"""The board's report as tables: what is none or a few has no number, and no cell can be run by a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime

from coordination.outcomes.queries.activity import Activity, Said
from coordination.outcomes.queries.dashboard import row_of
from coordination.outcomes.queries.plan import Planned, Update
from coordination.outcomes.queries.report import Report
from coordination.outcomes.report_package import FILES, package_of_report
from coordination.statistics.files.as_package import zipped
from workflows import delivery_plan
from workflows.measures import catalogue
from workflows.measures.periods import ReportingPeriod, from_code, period_with
from workflows.measures.series import Point, series_of

QUARTER = from_code("2026-27-Q2")
ASKED = datetime(2026, 11, 2, 9, tzinfo=UTC)
FEW, MANY, SHARE = (
    catalogue.everything()[code]
    for code in ("grant-adults-in-treatment", "grant-opiate-in-treatment", "grant-prison-continuity")
)


def told(narrative: str = "All is well.") -> Report:
    """A grant count of none or a few after one of 25, one of 1,041.25, a share in fives, and a late action."""
    assert QUARTER is not None
    now, before = (period_with(day, FEW.cadence) for day in (date(2026, 6, 1), date(2025, 3, 1)))
    rows = tuple(
        row_of(series_of(measure, points), [], QUARTER.end)
        for measure, points in (
            (FEW, [Point(period=before, value=25.0, in_fives=True), Point(period=now, value=0.0, in_fives=True)]),
            (MANY, [Point(period=now, value=1041.25)]),
            (SHARE, [share(QUARTER)]),
        )
    )
    action = delivery_plan.of_partnership("havering")[0]
    update = Update(QUARTER, "off-track", narrative, (), "Tess Example", "An agency", ASKED)
    return Report(
        "Havering", QUARTER, ASKED, rows, (Planned(action, None, update, None, QUARTER.end),), 3,
        (Activity("debts", "Debts", 0), Activity("cuckooing", "Cuckooing", 35), Activity("nrm", "Slavery", None)),
        {FEW.code: Said("Fewer than before.", "Dana", ASKED), MANY.code: Said("Not of few.", "Dana", ASKED)},
    )  # fmt: skip


def share(period: ReportingPeriod) -> Point:
    return Point(period=period, value=40.0, numerator=10, denominator=25, in_fives=True)


def table(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[name].decode("utf-8-sig"))))


def test_what_is_none_or_a_few_has_words_and_no_number():
    files = dict(package_of_report(told(), "havering", ASKED).files)
    few, many, part = table(files, "measures.csv")
    assert (few["Measure"], few["Figure"], few["Value"], few["In fives"]) == (FEW.code, "None or a few", "", "true")
    assert few["Own words"] == "In the words of Dana: Fewer than before. (Monday 2 November 2026)"
    assert (many["Figure"], many["Value"], many["Own words"]) == ("1,041.2", "1041.2", "")
    assert (part["Figure"], part["Value"], part["Counted"], part["Out of"]) == ("40% (10 of 25)", "40", "10", "25")
    assert [(one["Measure"], one["Figure"], one["Value"]) for one in table(files, "trend.csv")] == [
        (FEW.code, "25", "25"),
        (FEW.code, "None or a few", ""),
    ]
    assert [(one["Kind"], one["Figure"], one["Value"]) for one in table(files, "activity.csv")] == [
        ("debts", "None or a few", ""),
        ("cuckooing", "35", "35"),
        ("nrm", "Not out yet", ""),
    ]
    quality = [(one["Number"], one["Out of"]) for one in table(files, "quality.csv")]
    assert quality == [("3", "3"), ("3", ""), ("0", "1")]


def test_the_description_fits_every_file_and_the_same_report_is_the_same_bytes():
    package = package_of_report(told(), "havering", ASKED)
    described = json.loads(package.files["datapackage.json"])
    assert described["name"] == "havering-board-report-2026-27-q2"
    assert {*package.files, "package.zip"} == {*FILES}
    for resource in described["resources"]:
        headings = next(csv.reader(io.StringIO(package.files[resource["path"]].decode("utf-8-sig"))))
        assert [one["name"] for one in resource["schema"]["fields"]] == headings
    assert zipped(package) == zipped(package_of_report(told(), "havering", datetime(2027, 1, 1, tzinfo=UTC)))


def test_what_an_agency_told_cannot_be_run_by_a_spreadsheet():
    formula = '=HYPERLINK("https://example.org")'
    files = dict(package_of_report(told(formula), "havering", ASKED).files)
    assert [one["Told"] for one in table(files, "plan.csv")] == [f"'{formula}"]
