"""The board's report as a data package: what its page and its PDF say, as tables for a program that draws its own.

A figure that the report rounds is rounded here; what it calls none or a few has no number here either.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from coordination.outcomes.drawing import run_chart
from coordination.outcomes.queries.dashboard import Row
from coordination.outcomes.queries.report import Report, is_few
from coordination.statistics.files.as_package import Package, Table, packaged
from workflows.dates_in_words import in_full
from workflows.local_time import day_of
from workflows.measures.series import Point, number

FILES = {
    "measures.csv": "Each measure with figure, target and standing",
    "trend.csv": "The figures behind the charts",
    "activity.csv": "Referrals of each kind",
    "plan.csv": "What is late or at risk in the delivery plan",
    "quality.csv": "How complete the figures are",
    "definitions.csv": "What the measures mean",
    "datapackage.json": "The description that programs read",
    "package.zip": "All of them as one file",
}
CODE = ("Measure", "string", "The measure's code, the same in every file and every quarter.")
FIGURE = ("Figure", "string", "The figure as the report says it.")
VALUE = ("Value", "number", "The figure as a number; empty where it is none or a few, or is not there.")
OWN_WORDS = ("Own words", "string", "What a lead says of a figure of none or a few, and when.")
MEASURES = (
    CODE,
    ("Title", "string", "The measure in words."),
    ("Headline", "boolean", "Whether it is a headline or grant measure."),
    ("Needs attention", "boolean", "Whether it is off its target or close to it."),
    ("Standing", "string", "How the figure stands against its target."),
    FIGURE,
    VALUE,
    ("Counted", "integer", "Of a share: how many, where the report says it."),
    ("Out of", "integer", "Of a share: out of how many, where the report says it."),
    ("Unit", "string", "What the value is counted in."),
    ("Span", "string", "The time that the figure is about."),
    ("In fives", "boolean", "Whether the figure is made of counts in fives."),
    ("Target", "string", "The target as the report says it."),
    ("Target value", "number", "The target as a number, where it is one."),
    ("Target by", "date", "The day by which it is to be met."),
    ("Moved", "string", "Of a headline measure: whether the newest figure tells of a change."),
    ("Completeness", "string", "How many of the last periods have a figure."),
    ("Note", "string", "What was said of the figure by whoever gave it."),
    OWN_WORDS,
)
TREND = (
    CODE,
    ("Span", "string", "The time that the figure is about."),
    ("Until", "date", "The last day of that time."),
    FIGURE,
    VALUE,
)
ACTIVITY = (
    ("Kind", "string", "The code of the kind of referral."),
    ("Title", "string", "The kind of referral in words."),
    FIGURE,
    ("Value", "integer", "A multiple of five; empty where it is none or a few, or not out yet."),
    OWN_WORDS,
)
PLAN = (
    ("Action", "string", "The action's code."),
    ("What", "string", "What is to be done."),
    ("Status", "string", "How it goes, as its agency told."),
    ("Past its day", "boolean", "Whether its day has passed."),
    ("Asked of", "string", "The agency that answers for it."),
    ("Told", "string", "What its agency told of it."),
)
QUALITY = (
    ("What", "string", "What was counted of the report itself."),
    ("Number", "integer", "How many."),
    ("Out of", "integer", "Out of how many, where there is a whole."),
)
DEFINITIONS = (CODE, ("Title", "string", "The measure in words."), ("Definition", "string", "What it means."))
IN_FIVES = (
    "Small counts of people are shown in fives: a returned one may be up to 4 more or fewer. Where the figure is none "
    "or a few its value is empty, and can be up to 4. Both can be a few more where returned figures have to fit each "
    "other, as parts fit their whole."
)


def package_of_report(report: Report, partnership: str, asked_at: datetime) -> Package:
    """The report of the partnership of this code. The same report of the same figures is the same bytes."""
    as_at = report.as_at or asked_at
    return packaged(
        f"{partnership}-board-report-{report.quarter.code.lower()}",
        f"{report.partnership}: report to the board, {report.quarter.words}",
        (f"Figures as at {in_full(day_of(as_at))}.", IN_FIVES),
        (
            Table("measures", MEASURES, _measures(report)),
            Table("trend", TREND, _trend(report)),
            Table("activity", ACTIVITY, _activity(report)),
            Table("plan", PLAN, _plan(report)),
            Table("quality", QUALITY, _quality(report)),
            Table("definitions", DEFINITIONS, _definitions(report)),
        ),
        as_at,
    )


def _measures(report: Report) -> Iterator[list[str]]:
    headline = {row.measure.code for row in report.headline}
    attention = {row.measure.code for row in report.attention}
    told = headline | attention | {row.measure.code for row in report.with_figures}
    for row in report.rows:
        code, newest, target = row.measure.code, row.series.newest, row.target
        if code not in told:
            continue
        yield [
            code,
            row.measure.title,
            _truth(code in headline),
            _truth(code in attention),
            row.standing.words,
            newest.said(row.measure) if newest else "No figure",
            _value(newest),
            *_counts(row),
            row.measure.unit,
            newest.span if newest else "",
            _truth(newest is not None and newest.in_fives),
            row.aim,
            _number(target.number) if target else "",
            target.by.isoformat() if target and target.by else "",
            row.moved if code in headline else "",
            row.completeness,
            newest.note if newest else "",
            _own_words(report, code, few=is_few(row)),
        ]


def _trend(report: Report) -> Iterator[list[str]]:
    for row in report.headline:
        if run_chart(row.series, row.target.number if row.target else None) is None:
            continue
        for point in row.series.points:
            if point.value is not None:
                yield [
                    row.measure.code,
                    point.span,
                    point.period.end.isoformat(),
                    point.said(row.measure),
                    _value(point),
                ]


def _activity(report: Report) -> Iterator[list[str]]:
    for one in report.activity:
        said = _own_words(report, one.code, few=one.figure == 0)
        yield [one.code, one.title, one.said, str(one.figure) if one.figure else "", said]


def _plan(report: Report) -> Iterator[list[str]]:
    for one in report.exceptions:
        yield [
            one.action.code,
            one.action.what,
            one.newest.words if one.newest else "No update yet",
            _truth(one.is_late),
            one.lead.name if one.lead else "nobody",
            one.newest.narrative if one.newest else "",
        ]


def _quality(report: Report) -> Iterator[list[str]]:
    yield ["Measures that have a figure", str(len(report.with_figures)), str(len(report.rows))]
    yield ["Figures that agencies were asked for and have not given", str(report.returns_missing), ""]
    yield ["Actions that have no update yet", str(report.without_update), str(len(report.actions))]


def _definitions(report: Report) -> Iterator[list[str]]:
    for row in report.with_figures:
        yield [row.measure.code, row.measure.title, row.measure.definition]


def _value(point: Point | None) -> str:
    if point is None or (point.in_fives and not point.value):
        return ""
    return _number(point.value)


def _counts(row: Row) -> tuple[str, str]:
    newest = row.series.newest
    if newest is None or not row.measure.is_share or not newest.denominator or not _value(newest):
        return "", ""
    return str(newest.numerator), str(newest.denominator)


def _own_words(report: Report, code: str, *, few: bool) -> str:
    said = report.sentences.get(code) if few else None
    return f"{said.words} ({in_full(day_of(said.at))})" if said else ""


def _number(value: float | None) -> str:
    """As the report rounds it, and as a program reads it."""
    return "" if value is None else number(value).replace(",", "")


def _truth(said: bool) -> str:
    return "true" if said else "false"
