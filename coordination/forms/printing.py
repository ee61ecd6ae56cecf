"""A form on paper, as PDF: blank to be filled by hand, or filled as a copy for whoever sent it.

With title, language, bookmarks and text in reading order. ReportLab makes no tagged PDF, so each print says where the
accessible page with the same words is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, KeepTogether, Spacer

from coordination.forms.hanging import in_words
from coordination.forms.paper import ASKED, PLAIN, SECTION, SMALL, TITLE, TOPIC, Bookmark, Row, made, said
from workflows.dates_in_words import in_full
from workflows.vocabulary import Pathway, Question, Topic

LINES = {"long-text": 6, "address": 4}
BOXES = {
    "date": "Day ____  Month ____  Year ________",
    "date-time": "Day ____  Month ____  Year ________  Time ________",
    "time": "Time ________",
}

# For so many people a page that is filled for each of them is printed, where there is at least one of them.
SETS = 3


@dataclass(frozen=True)
class Printed:
    """One printed section: its title, and for each of its parts a title and rows of question and answer."""

    title: str
    parts: Sequence[tuple[str, Sequence[tuple[str, str]]]]


def blank_print(pathway: Pathway, today: date) -> bytes:
    """The empty form: every question of the referral, with room to write."""
    story: list[Flowable] = [
        said(pathway.title, TITLE),
        said(f"Blank form, version {pathway.version}, printed {in_full(today)}. {pathway.printing.note}", PLAIN),
        said(
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
        story += [Bookmark(section.code, section.title, 0), said(f"{number}. {section.title}", SECTION)]
        for topic, questions in asked:
            story += [Bookmark(f"{section.code}/{topic.code}", topic.title, 1), said(topic.title, TOPIC)]
            if topic.when is not None and (words := in_words(topic.when, by_code)):
                story.append(said(f"Only if {words}.", SMALL))
            if topic.help:
                story.append(said(topic.help, SMALL))
            story += _questions(topic, questions, by_code)
    return made(pathway.title, f"{pathway.title}: blank form", story)


def _questions(topic: Topic, questions: Sequence[Question], by_code: dict[str, Question]) -> Iterable[Flowable]:
    """Room for the answers: where a page is filled for each of several people, once for each of the first few."""
    if topic.repeat is None:
        for question in questions:
            yield KeepTogether(list(_room_for(question, by_code)))
        return
    label = topic.repeat.label
    sets = min(SETS, topic.repeat.most) if topic.repeat.least else 1
    printed = "Only one is printed here" if sets == 1 else f"{sets} are printed here"
    yield said(f"Fill this part once for each: {label}. {printed}: copy the page for more.", SMALL)
    for number in range(1, sets + 1):
        room = [KeepTogether(list(_room_for(question, by_code))) for question in questions]
        yield KeepTogether([said(f"{label.capitalize()} {number}", TOPIC), room[0]])
        yield from room[1:]


def filled_print(title: str, about: Sequence[str], sections: Iterable[Printed]) -> bytes:
    """A form as it was filled: `about` are the lines under the title."""
    story: list[Flowable] = [said(title, TITLE), *(said(line, PLAIN) for line in about)]
    for number, section in enumerate(sections):
        story += [Bookmark(f"s{number}", section.title, 0), said(section.title, SECTION)]
        for part, (heading, rows) in enumerate(section.parts):
            if heading:
                story += [Bookmark(f"s{number}/{part}", heading, 1), said(heading, TOPIC)]
            for asked, answered in rows:
                story.append(Row(asked, answered))
    return made(title, title, story)


def _printed_questions(pathway: Pathway, topic: Topic) -> list[Question]:
    return [
        question
        for question in topic.questions
        if not question.later and question.code not in pathway.printing.leave_out
    ]


def _room_for(question: Question, by_code: dict[str, Question]) -> Iterable[Flowable]:
    yield said(question.label + (" (optional)" if question.required == "no" else ""), ASKED)
    if words := in_words(question.when, by_code):
        yield said(f"Only if {words}.", SMALL)
    if question.hint:
        yield said(question.hint, SMALL)
    choices = question.offered()
    if choices:
        for choice in choices:
            yield said(f"[  ]  {choice.label}" + (f" ({choice.hint})" if choice.hint else ""), PLAIN)
    elif question.kind in BOXES:
        yield said(BOXES[question.kind], PLAIN)
    else:
        for _ in range(LINES.get(question.kind, 1)):
            yield Spacer(1, 7 * mm)
            yield HRFlowable(width="100%", thickness=0.6, color="#6f777b")
    yield Spacer(1, 2 * mm)
