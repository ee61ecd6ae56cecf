"""Filling a whole draft from one set of answers: as the form's pages send them, and as replies typed into the chat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from random import Random
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from coordination import clock
from coordination.forms.chat.dialogue import Step
from coordination.forms.chat.meanings import AskBack, Understood
from coordination.forms.chat.replies import read_reply, standing
from coordination.forms.pages import Sent, asked_on, form_for
from coordination.forms.values import mark
from coordination.forms.words import in_words
from coordination.referrals.commands.drafting import keep_answers
from coordination.referrals.queries import drafts
from coordination.referrals.queries.talk import Talk, talk_at
from coordination.referrals.queries.written import Writing
from tests.answers import plainest
from workflows.conditions import applies
from workflows.local_time import LONDON
from workflows.vocabulary import Pathway, Question, Topic

Answers = dict[tuple[str, int], Any]


def made_up(question: Question, chance: Random, today: date) -> Any:
    """An answer that the question takes, any of those that it offers."""
    offered = [each.code for each in question.offered(today.isoformat())]
    if question.kind == "choices":
        return [chance.choice(offered)]
    if offered:
        return chance.choice(offered)
    plain = plainest(question, today)
    if question.kind == "date-time":
        return datetime.fromisoformat(plain).replace(tzinfo=LONDON).astimezone(clock.UTC).isoformat()
    return plain[: question.max_length].strip() if isinstance(plain, str) else plain


class ByChat:
    """A worker at the chat, who answers whatever is asked."""

    def __init__(self, session: Session, worker: Any, reference: str, answers: Answers, chance: Random) -> None:
        self.session, self.worker, self.reference = session, worker, reference
        self.answers, self.chance, self.asked = answers, chance, 0

    def fill(self, pages: set[str] | None = None) -> bool:
        """Go through the conversation from its beginning to where nothing is left to ask, on these pages only.
        Whether anything was answered."""
        before = self.asked
        talk = self.talk("")
        step, left = talk.next(None)
        for _ in range(2000):
            if step is None or (left and pages is not None):
                return self.asked > before
            if talk.state(step) == "wrong" or (pages is not None and step.topic.code not in pages):
                # made-up answers may contradict each other: a person would put them right
                step, left = talk.next(step, left=left)
            elif step.question is None:
                step, left = self.another(talk, step, left)
            else:
                self.answer(self.talk(step.place) if step.row else talk, step)
                talk = self.talk(step.place)
                step, left = talk.next(step, left=left)
        raise AssertionError(f"The conversation goes in a circle, at {step and step.place}.")

    def another(self, talk: Talk, step: Step, left: bool) -> tuple[Step | None, bool]:
        assert step.topic.repeat is not None
        wanted = max(step.topic.repeat.least, min(2, step.topic.repeat.most))
        if len(talk.draft.rows_of(step.topic)) < wanted:
            return talk.next_row(step.topic), left
        return talk.next(step, left=left)

    def answer(self, talk: Talk, step: Step) -> None:
        question = step.question
        assert question is not None
        on, today = talk.draft.begun_on, clock.today()
        value = self.answers.setdefault((question.code, step.row), made_up(question, self.chance, today))
        labels = [question.label_of(each) for each in value] if isinstance(value, list) else [in_words(question, value)]
        meaning = read_reply(question, ", ".join(labels), on, today)
        if isinstance(meaning, AskBack):
            meaning = read_reply(question, meaning.offers[0].reply, on, today, surely=True)
        assert isinstance(meaning, Understood), (question.code, labels, meaning)
        kept = talk.kept(step)
        drawn = standing(question, on, kept.value if kept else None, kept.as_typed if kept else None)[1]
        sent = Sent(question.code, meaning.value, None, kept.version if kept else 0, drawn, mark(meaning.boxes))
        outcome = keep_answers(self.session, self.worker, self.reference, [sent], repeat=step.row)
        assert not outcome.differing
        self.asked += 1

    def talk(self, place: str) -> Talk:
        return talk_at(drafts.get(self.session, self.reference), place)


def fill_form(
    app: Flask, session: Session, worker: Any, reference: str, answers: Answers, pages: set[str] | None = None
) -> bool:
    """Send those pages of the form that still lack an answer, as a browser does. Whether there were any."""
    draft, sent = drafts.get(session, reference), False
    for topic in draft.topics:
        codes = {question.code for question in asked_on(topic)}
        for row in sorted({row for code, row in answers if code in codes}) if topic.repeat else [0]:
            talk = talk_at(draft, f"{topic.code}.{row}.{topic.questions[0].code}" if row else "")
            asked = [each.question for each in talk.order if (each.topic.code, each.row) == (topic.code, row)]
            lacks = [each for each in asked if each and (each.code, row) in answers.keys() - draft.kept.keys()]
            if lacks and (pages is None or topic.code in pages):
                _send_page(app, session, worker, draft, topic, answers, row)
                draft, sent = drafts.get(session, reference), True
    return sent


def _send_page(
    app: Flask, session: Session, worker: Any, draft: Writing, topic: Topic, answers: Answers, row: int
) -> None:
    boxes: MultiDict[str, str] = MultiDict()
    seen = []
    here = {code: value for (code, number), value in answers.items() if number in (0, row)}
    known = replace(draft.known, answers={**draft.known.answers, **here})
    for question in asked_on(topic):
        # a browser opens what hangs on another answer of the page before anything is sent
        if not applies(question, None, known) or (question.code, row) not in answers:
            continue
        kept = draft.kept.get((question.code, row))
        of = standing(question, draft.begun_on, kept.value if kept else None, None)[1]
        seen.append(f"{question.code}:{kept.version if kept else 0}:{of}")
        for name, values in in_boxes(question, answers[question.code, row]).items():
            boxes.setlist(name, values)
    boxes["seen"] = " ".join(seen)
    with app.test_request_context("/", method="POST", data=boxes):
        form = form_for(asked_on(topic), draft.begun_on)()
        keep_answers(session, worker, draft.reference, form.sent(), repeat=row)


def in_boxes(question: Question, value: Any) -> Mapping[str, list[str]]:
    """What a browser sends for an answer."""
    code = question.code
    if question.kind in ("date", "date-time"):
        moment: Any = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
        here = moment.astimezone(LONDON) if isinstance(moment, datetime) else moment
        parts = {f"{code}-day": [str(here.day)], f"{code}-month": [str(here.month)], f"{code}-year": [str(here.year)]}
        return {**parts, f"{code}-time": [here.strftime("%H:%M")]} if isinstance(here, datetime) else parts
    return {code: value if isinstance(value, list) else [str(value)]}


def stored(session: Session, reference: str) -> dict[tuple[str, int], tuple[Any, Any]]:
    """The draft as it is kept."""
    kept = drafts.get(session, reference).kept
    return {place: (each.value, each.as_typed) for place, each in kept.items()}


def every_other_page(pathway: Pathway) -> set[str]:
    return {code for place, code in enumerate(pathway.topics) if place % 2}
