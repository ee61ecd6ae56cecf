"""The answers of a referral in the order of its form, in words: for checking, and for a copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coordination.forms.pages import asked_on
from coordination.forms.printing import Printed
from coordination.forms.words import in_words
from coordination.referrals.queries.written import Writing
from workflows.conditions import applies
from workflows.vocabulary import Pathway, Question, Topic


@dataclass(frozen=True)
class Row:
    """One answer on the check page. `problem` is what to do about it, where something has to be done."""

    code: str
    label: str
    words: str
    problem: str | None


@dataclass(frozen=True)
class Part:
    """One page of the form on the check page, with how much of it is missing or wrong."""

    topic: Topic
    rows: tuple[Row, ...]
    problems: tuple[str, ...]
    gaps: int = 0
    untouched: bool = False


def sections_of(draft: Writing) -> list[tuple[str, list[Part]]]:
    """The sections of the form with every question that is asked now and what was answered to it."""
    found = []
    for section, topics in draft.sections:
        found.append((section.title, [_part(draft, topic) for topic in topics]))
    return found


def printed(pathway: Pathway, answers: Mapping[str, Any]) -> list[Printed]:
    """What was sent, without the questions that were not answered."""
    sections = []
    for section in pathway.sections:
        parts = [
            (topic.title, rows)
            for topic in section.topics
            if (rows := [pair for number in _rows(topic, answers) for pair in _pairs(asked_on(topic), number)])
        ]
        if parts:
            sections.append(Printed(section.title, parts))
    return sections


def _rows(topic: Topic, answers: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(answers.get(topic.code, ())) if topic.repeat is not None else [answers]


def _pairs(questions: tuple[Question, ...], answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (question.label, words) for question in questions if (words := in_words(question, answers.get(question.code)))
    ]


def _part(draft: Writing, topic: Topic) -> Part:
    faults = dict(draft.faults_on(topic))
    if topic.repeat is not None:
        rows = tuple(
            Row(f"{number}", f"{topic.repeat.label} {number}",
                "\n".join(f"{label}: {words}" for label, words in _pairs(asked_on(topic), row)), None)
            for number, row in enumerate(draft.answers.get(topic.code, ()), 1)
        )  # fmt: skip
        return Part(topic, rows, tuple(faults.values()), len(faults))
    asked = [question for question in asked_on(topic) if applies(question, topic, draft.known)]
    rows = tuple(
        Row(question.code, question.label, _words(draft, question), faults.pop(question.code, None))
        for question in asked
    )
    gaps = len(draft.faults_on(topic))
    untouched = gaps > 0 and not any(row.words for row in rows)
    return Part(topic, rows, tuple(faults.values()), gaps, untouched)


def _words(draft: Writing, question: Question) -> str:
    kept = draft.kept.get((question.code, 0))
    if kept is not None and kept.as_typed is not None:
        return " ".join(each for values in kept.as_typed.values() for each in values)
    return in_words(question, draft.answers.get(question.code))
