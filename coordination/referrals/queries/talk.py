"""A draft as a conversation: what is asked now, what has been said, how far it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from coordination.errors import NotVisible
from coordination.forms.chat import dialogue
from coordination.forms.chat.dialogue import MORE, State, Step
from coordination.forms.hanging import answers_read
from coordination.forms.pages import asked_on
from coordination.forms.words import in_words
from coordination.referrals.queries.ordering import in_order
from coordination.referrals.queries.suggesting import hint_for
from coordination.referrals.queries.written import Kept, Writing
from workflows.vocabulary import Advice, Topic

# how often a page that is filled several times can be begun in one draft
HIGHEST = 999
ROW_PLACE = re.compile(r"([^.]+)\.([1-9][0-9]{0,2})\.([^.]+)")
NO_SUCH_QUESTION = "There is no such question in this form."


@dataclass(frozen=True)
class Said:
    """One question with the answer that was given, and what there is to say beside it."""

    step: Step
    asked: str
    answer: str
    beside: tuple[str, ...]


@dataclass(frozen=True)
class Talk:
    """A draft seen as a conversation. `opened` is a row of a repeated page that has no answer yet: (page, number)."""

    draft: Writing
    opened: tuple[str, int] | None = None

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The pages that apply now, in the order in which the form leads through them."""
        return in_order(self.draft)

    @cached_property
    def order(self) -> list[Step]:
        """Everything that is asked now, in order."""
        return dialogue.steps(self.topics, self.draft.known, self.rows_of)

    def rows_of(self, topic: Topic) -> Mapping[int, Mapping[str, Any]]:
        """The rows of a repeated page, the one that was only just opened included."""
        rows = self.draft.rows_of(topic)
        if self.opened and self.opened[0] == topic.code:
            rows.setdefault(self.opened[1], {})
        return rows

    def step(self, place: str) -> Step | None:
        """What is asked at a place; None when the form has it but does not ask it now. NotVisible for any other."""
        found = next((each for each in self.order if each.place == place), None)
        if found is None and not self._has(place):
            raise NotVisible(NO_SUCH_QUESTION)
        return found

    def kept(self, step: Step) -> Kept | None:
        """The answer that stands there, also one that was not understood."""
        return self.draft.kept.get((step.question.code, step.row)) if step.question else None

    def fault(self, step: Step) -> str | None:
        """What must be put right there, or that an answer is missing."""
        return self._faults.get(self._fault_key(step))

    def state(self, step: Step) -> State:
        """How far one step is."""
        fault = self.fault(step)
        kept = self.kept(step)
        given = kept is not None and (kept.as_typed is not None or kept.value not in (None, "", []))
        if step.question is None:
            return "missing" if fault and self._too_few(step.topic) else "open"
        if given:
            return "wrong" if fault else "given"
        return "missing" if fault else "open"

    def next(self, here: Step | None, *, left: bool = False) -> tuple[Step | None, bool]:
        """What to ask after `here`, and whether only what is left is asked by now. Nothing when all was asked."""
        found = dialogue.following(self.order, here, self.state, left=left)
        if found is None and not left:
            return dialogue.following(self.order, None, self.state, left=True), True
        return found, left

    def opened_by(self, here: Step, then: Step) -> Step | None:
        """The first question of the same page between `here` and `then` that must be answered and is not."""
        found = dialogue.following(self.order, here, self.state, left=True)
        if found is None or (found.topic.code, found.row) != (here.topic.code, here.row):
            return None
        return found if dialogue.place_of(self.order, found) < dialogue.place_of(self.order, then) else None

    def resumed(self) -> tuple[Step | None, bool]:
        """Where to go on: after the answer that was given last, whether by chat or on the form."""
        last = max(
            (each for each in self.order if (kept := self.kept(each)) and kept.at > self.draft.begun_at),
            key=lambda each: (self.draft.kept[each.question.code, each.row].at if each.question else 0,
                              dialogue.place_of(self.order, each)),
            default=None,
        )  # fmt: skip
        return self.next(last)

    def first_in(self, code: str) -> Step | None:
        """The first question of a page that has no answer, or the first of all; None where the page is not asked."""
        here = [each for each in self.order if each.topic.code == code]
        return next((each for each in here if self.state(each) != "given"), here[0] if here else None)

    def words(self, step: Step) -> str:
        """How the step is asked."""
        return dialogue.words_of(step, len(self.draft.rows_of(step.topic)) if step.topic.repeat else 0)

    def next_row(self, topic: Topic) -> Step | None:
        """The first question of one more row; None where the page has as many as it takes."""
        rows = self.draft.rows_of(topic)
        number = max(rows, default=0) + 1
        if topic.repeat is None or len(rows) >= topic.repeat.most or number > HIGHEST:
            return None
        return next(iter(dialogue.asked_in_row(topic, number, {}, self.draft.known)), None)

    def said(self, step: Step) -> Said | None:
        """The question and its answer as bubbles; None without an answer."""
        if self.state(step) not in ("given", "wrong") or step.question is None:
            return None
        kept = self.kept(step)
        assert kept is not None
        typed = " ".join(each for values in (kept.as_typed or {}).values() for each in values)
        notes = [sentence for code, sentence in self.draft.warnings if code == step.question.code and not step.row]
        hint = hint_for(self.draft, Topic(code="", title="", questions=(step.question,)))
        fault = self.fault(step)
        return Said(
            step,
            self.words(step),
            typed or in_words(step.question, kept.value),
            tuple(each for each in (fault, *notes, hint) if each),
        )

    def said_before(self, step: Step) -> list[Said]:
        """What has been said on the step's own page, up to it; in a row of a repeated page, in that row."""
        place = dialogue.place_of(self.order, step)
        return [
            said
            for each in self.order[: max(place, 0)]
            if each.topic.code == step.topic.code and each.row == (step.row or each.row) and (said := self.said(each))
        ]

    @cached_property
    def history(self) -> list[tuple[Topic, list[Said]]]:
        """What has been answered, page by page."""
        found = []
        for topic in self.topics:
            said = [each for step in self.order if step.topic.code == topic.code and (each := self.said(step))]
            if said:
                found.append((topic, said))
        return found

    def progress(self, step: Step) -> tuple[int, int]:
        """Which topic of how many this is, as far as can be told by the answers so far."""
        codes = [topic.code for topic in self.topics]
        return codes.index(step.topic.code) + 1, len(codes)

    def raised_by(self, step: Step | None) -> list[Advice]:
        """The advice that the answer to this step calls for, with the others."""
        if step is None or step.question is None:
            return []
        return [each for each in self.draft.advice if step.question.code in answers_read(each.when)]

    @property
    def to_do(self) -> list[Step]:
        """What must still be given or put right, in order."""
        return [each for each in self.order if self.state(each) in ("missing", "wrong")]

    @property
    def beyond_questions(self) -> list[tuple[str, str]]:
        """What must be put right that belongs to no one question: (page or nothing, sentence)."""
        keys = {self._fault_key(each) for each in self.order}
        return [(code, sentence) for code, sentence in self.draft.faults if code not in keys]

    @cached_property
    def _faults(self) -> dict[str, str]:
        return dict(self.draft.faults)

    def _fault_key(self, step: Step) -> str:
        if step.question is None:
            return step.topic.code
        if not step.row:
            return step.question.code
        numbers = sorted(self.draft.rows_of(step.topic))
        index = numbers.index(step.row) if step.row in numbers else len(numbers)
        return f"{step.topic.code}.{index}.{step.question.code}"

    def _too_few(self, topic: Topic) -> bool:
        return topic.repeat is not None and len(self.draft.rows_of(topic)) < topic.repeat.least

    def _has(self, place: str) -> bool:
        row = ROW_PLACE.fullmatch(place)
        for topic in (topic for section in self.draft.pathway.sections for topic in section.topics):
            codes = {question.code for question in asked_on(topic)}
            if topic.repeat is None and place in codes:
                return True
            if topic.repeat is not None and place == f"{topic.code}.{MORE}":
                return True
            if topic.repeat is not None and row and row[1] == topic.code and row[3] in codes:
                return True
        return False


def talk_at(draft: Writing, place: str) -> Talk:
    """The conversation about a draft, with the row opened that this place begins."""
    row = ROW_PLACE.fullmatch(place)
    if row is not None:
        topic = draft.pathway.topics.get(row[1])
        if topic is not None and topic.repeat is not None:
            rows = draft.rows_of(topic)
            if int(row[2]) == max(rows, default=0) + 1 and len(rows) < topic.repeat.most:
                return Talk(draft, (topic.code, int(row[2])))
    return Talk(draft)
