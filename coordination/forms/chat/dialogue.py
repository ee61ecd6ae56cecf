"""The order of a conversation: every question that is asked now, one after another, and which of them comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from coordination.forms.pages import asked_on
from workflows.conditions import applies
from workflows.truth import Known
from workflows.vocabulary import Question, Topic

MORE = "more"
State = Literal["given", "wrong", "missing", "open"]
Rows = Mapping[int, Mapping[str, Any]]


@dataclass(frozen=True)
class Step:
    """One thing to ask: a question, in row `row` of a repeated page; without a question, whether there is one more."""

    topic: Topic
    question: Question | None
    row: int = 0

    @property
    def place(self) -> str:
        """Its address in the conversation: QUESTION, PAGE.ROW.QUESTION or PAGE.more."""
        if self.question is None:
            return f"{self.topic.code}.{MORE}"
        return f"{self.topic.code}.{self.row}.{self.question.code}" if self.row else self.question.code


def steps(topics: Sequence[Topic], known: Known, rows_of: Callable[[Topic], Rows]) -> list[Step]:
    """Everything that is asked now on these pages, in their order."""
    found: list[Step] = []
    for topic in topics:
        if topic.repeat is None:
            found += [Step(topic, each) for each in asked_on(topic) if applies(each, topic, known)]
            continue
        rows = rows_of(topic)
        for number in sorted(rows):
            found += asked_in_row(topic, number, rows[number], known)
        if len(rows) < topic.repeat.most:
            found.append(Step(topic, None))
    return found


def asked_in_row(topic: Topic, number: int, row: Mapping[str, Any], known: Known) -> list[Step]:
    """The questions of one row of a repeated page that are asked now."""
    of_row = replace(known, answers={**known.answers, **row})
    return [Step(topic, each, number) for each in asked_on(topic) if applies(each, None, of_row)]


def following(order: Sequence[Step], here: Step | None, state: Callable[[Step], State], *, left: bool) -> Step | None:
    """The next thing to ask after `here`, or from the beginning when it is None.

    On the first way through that is whatever has no answer yet. On the way through what is `left` it is only what
    must still be given or put right. None when the way is at its end.
    """
    waits = ("wrong", "missing") if left else ("wrong", "missing", "open")
    return next((each for each in order[place_of(order, here) + 1 :] if state(each) in waits), None)


def before(order: Sequence[Step], here: Step) -> Step | None:
    """The question before this one, answered or not; None at the beginning."""
    place = place_of(order, here)
    return order[place - 1] if place > 0 else None


def place_of(order: Sequence[Step], here: Step | None) -> int:
    """Where a step stands. One that is not asked any more stands at the last that comes before it on its page."""
    if here is None:
        return -1
    places = [place for place, each in enumerate(order) if each.place == here.place]
    if places:
        return places[0]
    return max((place for place, each in enumerate(order) if each.topic.code == here.topic.code), default=-1)


def words_of(step: Step, rows: int) -> str:
    """How the step is asked. `rows` is how many its repeated page has."""
    if step.question is None:
        assert step.topic.repeat is not None
        label = step.topic.repeat.label
        return f"Is there another {label} to add?" if rows else f"Is there any {label} to add?"
    if step.question.chat:
        return step.question.chat
    if step.question.kind == "consent":
        return f"Sharing with: {step.question.label}. Do they agree?"
    return step.question.label
