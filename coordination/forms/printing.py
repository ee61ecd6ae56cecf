"""A form on paper, as PDF: blank to be filled by hand, or filled as a copy for whoever sent it.

With title, language, bookmarks and text in reading order. ReportLab makes no tagged PDF, so each print says where the
accessible page with the same words is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any
from unicodedata import category
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, HRFlowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer

from coordination.forms.hanging import in_words
from workflows.dates_in_words import in_full
from workflows.vocabulary import Pathway, Question, Topic

SANS, BOLD = "Helvetica", "Helvetica-Bold"
PLAIN = ParagraphStyle("plain", fontName=SANS, fontSize=11, leading=15, alignment=TA_LEFT)
SMALL = ParagraphStyle("small", parent=PLAIN, fontSize=9, leading=12, textColor="#4d5356")
ASKED = ParagraphStyle("asked", parent=PLAIN, fontName=BOLD, spaceBefore=9)
TITLE = ParagraphStyle("title", parent=PLAIN, fontName=BOLD, fontSize=20, leading=25, spaceAfter=6)
SECTION = ParagraphStyle("section", parent=PLAIN, fontName=BOLD, fontSize=15, leading=19, spaceBefore=16)
TOPIC = ParagraphStyle("topic", parent=PLAIN, fontName=BOLD, fontSize=12.5, leading=16, spaceBefore=12)
MARGIN = 20 * mm
LINES = {"long-text": 6, "address": 4}
BOXES = {
    "date": "Day ____  Month ____  Year ________",
    "date-time": "Day ____  Month ____  Year ________  Time ________",
    "time": "Time ________",
}
# Standard PDF fonts hold these and no more; anything else is printed as a question mark rather than lost in silence.
PRINTABLE = "cp1252"


@dataclass(frozen=True)
class Printed:
    """One printed section: its title, and for each of its parts a title and rows of question and answer."""

    title: str
    parts: Sequence[tuple[str, Sequence[tuple[str, str]]]]


class _Bookmark(Flowable):
    """A place that the reader's list of bookmarks leads to."""

    def __init__(self, name: str, title: str, level: int) -> None:
        super().__init__()
        self.name, self.title, self.level = name, title, level

    def wrap(self, *_: Any) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        self.canv.bookmarkPage(self.name)
        self.canv.addOutlineEntry(self.title, self.name, self.level, closed=False)


def blank_print(pathway: Pathway, today: date) -> bytes:
    """The empty form: every question of the referral, with room to write."""
    story: list[Flowable] = [
        _said(pathway.title, TITLE),
        _said(f"Blank form, version {pathway.version}, printed {in_full(today)}. {pathway.printing.note}", PLAIN),
        _said(
            "When it is filled it holds personal information: keep it locked away, type it in as soon as you can, and "
            "then destroy it. The same questions can be read on screen, with help for each, under “Log a referral”.",
            SMALL,
        ),
    ]
    by_code = dict(pathway.questions)
    for number, section in enumerate(pathway.sections, 1):
        asked = [(topic, questions) for topic in section.topics if (questions := _printed_questions(pathway, topic))]
        if not asked:
            continue
        story += [_Bookmark(section.code, section.title, 0), _said(f"{number}. {section.title}", SECTION)]
        for topic, questions in asked:
            story += [_Bookmark(f"{section.code}/{topic.code}", topic.title, 1), _said(topic.title, TOPIC)]
            if topic.when is not None and (words := in_words(topic.when, by_code)):
                story.append(_said(f"Only if {words}.", SMALL))
            if topic.help:
                story.append(_said(topic.help, SMALL))
            if topic.repeat is not None:
                story.append(_said(f"Fill this part once for each: {topic.repeat.label}.", SMALL))
            for question in questions:
                story.append(KeepTogether(list(_room_for(question, by_code))))
    return _made(pathway.title, f"{pathway.title}: blank form", story)


def filled_print(title: str, about: Sequence[str], sections: Iterable[Printed]) -> bytes:
    """A form as it was filled: `about` are the lines under the title."""
    story: list[Flowable] = [_said(title, TITLE), *(_said(line, PLAIN) for line in about)]
    for number, section in enumerate(sections):
        story += [_Bookmark(f"s{number}", section.title, 0), _said(section.title, SECTION)]
        for part, (heading, rows) in enumerate(section.parts):
            if heading:
                story += [_Bookmark(f"s{number}/{part}", heading, 1), _said(heading, TOPIC)]
            for asked, answered in rows:
                story.append(KeepTogether([_said(asked, ASKED), _said(answered, PLAIN)]))
    return _made(title, title, story)


def _printed_questions(pathway: Pathway, topic: Topic) -> list[Question]:
    return [
        question
        for question in topic.questions
        if not question.later and question.code not in pathway.printing.leave_out
    ]


def _room_for(question: Question, by_code: dict[str, Question]) -> Iterable[Flowable]:
    yield _said(question.label + (" (optional)" if question.required == "no" else ""), ASKED)
    if words := in_words(question.when, by_code):
        yield _said(f"Only if {words}.", SMALL)
    if question.hint:
        yield _said(question.hint, SMALL)
    choices = question.offered()
    if choices:
        for choice in choices:
            yield _said(f"[  ]  {choice.label}" + (f" ({choice.hint})" if choice.hint else ""), PLAIN)
    elif question.kind in BOXES:
        yield _said(BOXES[question.kind], PLAIN)
    else:
        for _ in range(LINES.get(question.kind, 1)):
            yield Spacer(1, 7 * mm)
            yield HRFlowable(width="100%", thickness=0.6, color="#6f777b")
    yield Spacer(1, 2 * mm)


def _said(text: str, style: ParagraphStyle) -> Paragraph:
    plain = "".join(sign for sign in text if sign == "\n" or category(sign) not in {"Cc", "Cs"})
    fits = plain.encode(PRINTABLE, "replace").decode(PRINTABLE)
    return Paragraph(escape(fits).replace("\n", "<br/>"), style)


def _made(title: str, subject: str, story: list[Flowable]) -> bytes:
    out = BytesIO()
    page = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN,
        title=title, subject=subject, author="Coordination", lang="en-GB", displayDocTitle=True,
    )  # fmt: skip
    footer = _footer(title)
    page.build(story, onFirstPage=footer, onLaterPages=footer)
    return out.getvalue()


def _footer(title: str) -> Callable[[Canvas, Any], None]:
    def draw(canvas: Canvas, page: Any) -> None:
        canvas.saveState()
        canvas.setFont(SANS, 9)
        canvas.drawString(MARGIN, 10 * mm, title.encode(PRINTABLE, "replace").decode(PRINTABLE))
        canvas.drawRightString(A4[0] - MARGIN, 10 * mm, f"Page {page.page}")
        canvas.restoreState()

    return draw
