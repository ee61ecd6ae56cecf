"""The board's report as PDF: title, language, bookmarks, text in reading order, and charts that the text repeats.

ReportLab makes no tagged PDF, so the report says where the accessible page with the same content is. The same report of
the same figures is the same bytes: its time is that of its newest figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from reportlab.graphics.shapes import Circle, Drawing, Line, PolyLine, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, KeepTogether, Paragraph

from coordination.forms.lettering import BOLD
from coordination.forms.paper import PLAIN, SECTION, SMALL, TITLE, Bookmark, made, said
from coordination.outcomes.drawing import RunChart, run_chart
from coordination.outcomes.queries.activity import Said
from coordination.outcomes.queries.dashboard import Row
from coordination.outcomes.queries.report import Report, is_few
from workflows.dates_in_words import in_full
from workflows.local_time import day_of

WORDS = ParagraphStyle("words of a report", parent=PLAIN, fontSize=10.5, leading=14.5)
MEASURE = ParagraphStyle("measure", parent=WORDS, fontName=BOLD, fontSize=11, leading=15, spaceBefore=8)
SHRUNK = 0.7
SAME_CONTENT = "The same content is an accessible page of the product: Measures, then The board's report."
Tell = Callable[[int, int], None]
Sentences = Mapping[str, Said]


def print_report(report: Report, asked_at: datetime, tell: Tell | None = None) -> bytes:
    """The report as PDF. `tell` hears how many of its sections are done."""
    title = f"{report.partnership}: report to the board, {report.quarter.words}"
    as_at = report.as_at or asked_at
    parts: list[Flowable] = [
        said(title, TITLE),
        _words(f"Figures as at {in_full(day_of(as_at))}."),
        said(SAME_CONTENT, SMALL),
    ]
    sections = list(_sections(report))
    for done, (name, flowables) in enumerate(sections, start=1):
        parts += [Bookmark(f"part-{done}", name, 0), said(name, SECTION), *flowables]
        if tell is not None:
            tell(done, len(sections))
    return made(title, title, parts, as_at=as_at)


def _sections(report: Report) -> Iterator[tuple[str, list[Flowable]]]:
    words = report.sentences
    yield "What needs attention", _each(report.attention, words, "No figure is off its target.")
    told = [flowable for row in report.told for flowable in _measure(row, words)]
    yield "Headline and grant measures", [*told, *([_words(report.untold)] if report.untold else [])]
    yield "Activity", list(_activity(report))
    yield "The delivery plan", list(_plan(report))
    yield "How complete the figures are", [_words(sentence) for sentence in report.completeness]
    rest = [row for row in report.with_figures if row not in report.headline]
    yield "All other figures", _each(rest, words, "There are no others.")
    yield (
        "What the measures mean",
        [said(f"{row.measure.title}. {row.measure.definition}", SMALL) for row in report.with_figures],
    )


def _plan(report: Report) -> Iterator[Flowable]:
    if not report.exceptions:
        yield _words("No action is past its day, off track or at risk.")
    for one in report.exceptions:
        stands = [one.newest.words] if one.newest else ["No update yet"]
        if one.is_late:
            stands.append("past its day")
        who = one.lead.name if one.lead else "nobody"
        told = f" {one.newest.narrative}" if one.newest else ""
        yield _words(f"{one.action.what}: {', '.join(stands)}. Asked of {who}.{told}")


def _activity(report: Report) -> Iterator[Flowable]:
    if not report.activity:
        yield _words("No statistics are out yet.")
        return
    yield _words("Referrals that came in the quarter, from frozen statistics, in fives.")
    for one in report.activity:
        yield _words(f"{one.title}: {one.said}.{_own_words(one.code, report.sentences, few=one.figure == 0)}")


def _own_words(code: str, sentences: Sentences, *, few: bool) -> str:
    """What a lead said of a figure of none or a few, with the day."""
    own = sentences.get(code) if few else None
    return f" {own.words} ({in_full(day_of(own.at))})." if own else ""


def _each(rows: Iterable[Row], sentences: Sentences, none: str) -> list[Flowable]:
    return [_words(_sentence(row, sentences)) for row in rows] or [_words(none)]


def _measure(row: Row, sentences: Sentences) -> Iterator[Flowable]:
    chart = run_chart(row.series, row.target.number if row.target else None)
    told = _words(_sentence(row, sentences, title=False))
    together: list[Flowable] = [said(row.measure.title, MEASURE), told]
    if chart is not None:
        together.append(_drawn(chart))
    yield KeepTogether(together)


def _sentence(row: Row, sentences: Sentences, *, title: bool = True) -> str:
    newest = row.series.newest
    told = f"{row.standing.words}: {row.told}." if row.told else f"{row.standing.words}."
    note = f" {newest.note}" if newest and newest.note else ""
    note += _own_words(row.measure.code, sentences, few=is_few(row))
    return f"{row.measure.title}. {told}{note}" if title else f"{told}{note} {row.moved}"


def _words(text: str) -> Paragraph:
    return said(text, WORDS)


def _drawn(chart: RunChart) -> Drawing:
    ink, soft, accent = HexColor("#0b0c0c"), HexColor("#6f777b"), HexColor("#2f5d50")
    paper = Drawing(chart.width * SHRUNK, chart.height * SHRUNK)
    paper.scale(SHRUNK, SHRUNK)

    def up(y: float) -> float:
        return chart.height - y

    if chart.band is not None:
        top, bottom = chart.band
        paper.add(
            Rect(chart.left, up(bottom), chart.right - chart.left, bottom - top, fillColor=HexColor("#ecece7"),
                 strokeColor=None)
        )  # fmt: skip
    for y, words in chart.scale:
        paper.add(Line(chart.left, up(y), chart.right, up(y), strokeColor=HexColor("#d8d8d2")))
        paper.add(String(chart.left - 8, up(y) - 4, words, textAnchor="end", fontSize=12, fillColor=ink))
    for line in chart.lines:
        if line.kind != "now":
            dash = [6, 4] if line.kind == "target" else [2, 3]
            paper.add(
                Line(chart.left, up(line.y), chart.right, up(line.y), strokeColor=soft, strokeDashArray=dash)
            )  # fmt: skip
        paper.add(String(chart.right + 8, up(line.words_y), line.words, fontSize=12, fillColor=ink))
    places = [place for dot in chart.dots for place in (dot.x, up(dot.y))]
    paper.add(PolyLine(places, strokeColor=accent, strokeWidth=2.5))
    for dot in chart.dots:
        paper.add(Circle(dot.x, up(dot.y), 3.5, fillColor=HexColor("#ffffff"), strokeColor=accent, strokeWidth=2))
    for x, name in chart.names:
        paper.add(String(x, 10, name.replace("–", "-"), textAnchor="middle", fontSize=12, fillColor=ink))
    return paper
