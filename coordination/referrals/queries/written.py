"""A draft as it stands: what was answered, what is asked now, what is missing or wrong, how far each page is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from coordination import clock
from coordination.errors import NotVisible
from coordination.forms.pages import asked_on, misread
from coordination.forms.values import AsTyped
from workflows.conditions import applies, faults_in, known_of, left_out, names_nobody, warnings_in
from workflows.local_time import LONDON
from workflows.truth import Known, truth
from workflows.vocabulary import Advice, Pathway, Section, Topic
from workflows.working_days import WorkingDays

CALENDAR = WorkingDays.england_and_wales()


@dataclass(frozen=True)
class Kept:
    """One answer of a draft as it stands: understood (`value`), or only as it was typed."""

    value: Any
    as_typed: AsTyped | None
    version: int
    at: datetime


@dataclass(frozen=True)
class Writing:
    """A draft with everything that was answered in it, read in one go."""

    id: UUID
    reference: str
    pathway: Pathway
    team_id: UUID | None
    partnership_id: UUID | None
    begun_at: datetime
    changed_at: datetime
    expires_at: datetime
    passed_on: bool
    case_id: UUID | None
    ended_as: str | None
    settings: Mapping[str, Any]
    kept: Mapping[tuple[str, int], Kept]
    linked_from: str | None = None
    linked_from_id: UUID | None = None
    carried: tuple[str, ...] = ()

    @property
    def begun_on(self) -> str:
        """The ISO day on which it was begun: it decides which choices are offered."""
        return self.begun_at.astimezone(LONDON).date().isoformat()

    @property
    def carried_labels(self) -> list[str]:
        """The questions whose answers came over from the case on which it was begun."""
        return [self.pathway.question(code).label for code in self.carried]

    @property
    def saved_at(self) -> datetime | None:
        """When an answer was last kept, None while nothing was answered."""
        return max((each.at for each in self.kept.values()), default=None)

    @cached_property
    def answers(self) -> dict[str, Any]:
        """The understood answers as conditions read them; those of a repeated page as a list under its code."""
        found = {code: each.value for (code, repeat), each in self.kept.items() if repeat == 0 and _given(each.value)}
        for topic in self.pathway.topics.values():
            if topic.repeat is not None:
                rows = self.rows_of(topic)
                if rows:
                    found[topic.code] = [rows[number] for number in sorted(rows)]
        return found

    def rows_of(self, topic: Topic) -> dict[int, dict[str, Any]]:
        """The rows of a repeated page by their numbers, which begin at 1 and are never used twice."""
        rows: dict[int, dict[str, Any]] = {}
        codes = {question.code for question in topic.questions}
        for (code, repeat), each in self.kept.items():
            if repeat and code in codes:
                row = rows.setdefault(repeat, {})
                if _given(each.value):
                    row[code] = each.value
        return rows

    @property
    def to_send(self) -> dict[str, Any]:
        """The answers to what is asked now. An answer that a later one made superfluous stays behind."""
        found: dict[str, Any] = {}
        for topic in self.topics:
            if topic.repeat is not None:
                rows = [self._asked_in(topic, row) for row in self.answers.get(topic.code, ())]
                found |= {topic.code: rows} if rows else {}
            else:
                found |= self._asked_in(topic, self.answers)
        never = left_out(self.pathway, self.known)
        return {code: said for code, said in found.items() if code not in never}

    def _asked_in(self, topic: Topic, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Those of the answers that are to questions of this page asked now; the page itself is."""
        known = self.known if topic.repeat is None else replace(self.known, answers={**self.answers, **answers})
        return {
            question.code: answers[question.code]
            for question in asked_on(topic)
            if question.code in answers and applies(question, None, known)
        }

    @cached_property
    def known(self) -> Known:
        """All that conditions may read about this draft."""
        return known_of(self.pathway, self.answers, clock.today(), calendar=CALENDAR, settings=self.settings)

    @property
    def names_nobody(self) -> bool:
        """Whether the case that this opens must name nobody: then no document goes along, because it may name them."""
        return names_nobody(self.pathway, self.known)

    @cached_property
    def sections(self) -> tuple[tuple[Section, tuple[Topic, ...]], ...]:
        """The sections with those of their pages that apply now."""
        found = ((section, tuple(topic for topic in section.topics if self._shows(topic)))
                 for section in self.pathway.sections)  # fmt: skip
        return tuple((section, topics) for section, topics in found if topics)

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The pages that apply now, in order."""
        return tuple(topic for _, topics in self.sections for topic in topics)

    def topic(self, code: str) -> Topic:
        """The page with this code. Raises NotVisible when the form has none, or does not ask it now."""
        for topic in self.topics:
            if topic.code == code:
                return topic
        raise NotVisible("There is no such page in this form.")

    @cached_property
    def faults(self) -> tuple[tuple[str, str], ...]:
        """What must be put right before this can be sent: (question, or page, or nothing; sentence), in order."""
        today = clock.today()
        found = faults_in(
            self.answers,
            self.pathway,
            today,
            calendar=CALENDAR,
            settings=self.settings,
            begun=date.fromisoformat(self.begun_on),
        )
        if not self.misread:
            return tuple(found)
        wrong = dict(self.misread)
        asked = {question.code for topic in self.topics for question in asked_on(topic)
                 if applies(question, topic, self.known)}  # fmt: skip
        said = [(code, wrong.pop(code)) if code in wrong else (code, sentence) for code, sentence in found]
        # what was typed into an optional question and not understood is asked about as well
        return (*said, *((code, sentence) for code, sentence in wrong.items() if code in asked or "." in code))

    @cached_property
    def misread(self) -> dict[str, str]:
        """What could not be understood, by question (in a row: PAGE.ROW.QUESTION), with what to do about it."""
        found: dict[str, str] = {}
        typed: dict[int, dict[str, AsTyped]] = {}
        for (code, repeat), each in self.kept.items():
            if each.as_typed:
                typed.setdefault(repeat, {})[code] = each.as_typed
        if not typed:
            return found
        for topic in self.pathway.topics.values():
            if topic.repeat is None:
                found |= misread(topic, self.begun_on, typed.get(0, {}))
                continue
            for place, number in enumerate(sorted(self.rows_of(topic))):
                wrong = misread(topic, self.begun_on, typed.get(number, {}))
                found |= {f"{topic.code}.{place}.{code}": sentence for code, sentence in wrong.items()}
        return found

    def faults_on(self, topic: Topic) -> list[tuple[str, str]]:
        """Those of the faults that belong to one page."""
        here = {question.code for question in topic.questions} | {topic.code}
        return [(code, sentence) for code, sentence in self.faults if code.partition(".")[0] in here]

    @cached_property
    def warnings(self) -> tuple[tuple[str, str], ...]:
        """What to look at again, and may be left as it is."""
        return tuple(warnings_in(self.answers, self.pathway, clock.today(), calendar=CALENDAR, settings=self.settings))

    def warnings_on(self, topic: Topic) -> list[tuple[str, str]]:
        """Those of the warnings that belong to one page."""
        here = {question.code for question in topic.questions} | {topic.code}
        return [(code, sentence) for code, sentence in self.warnings if code in here]

    @property
    def advice(self) -> tuple[Advice, ...]:
        """What the answers so far call for at once, before anything is sent."""
        return tuple(advice for advice in self.pathway.advice if truth(advice.when, self.known) is True)

    def state_of(self, topic: Topic) -> str:
        """ "done", "begun", "untouched", "optional" (untouched, and nothing on it must be answered), or "wrong"."""
        here = {question.code for question in asked_on(topic)}
        touched = any(code in here for code, _ in self.kept)
        if any(code in here or code.partition(".")[0] == topic.code for code in self.misread):
            return "wrong"
        faults = self.faults_on(topic)
        if not faults:
            return "done" if touched else "optional"
        if not touched:
            return "untouched"
        missing = {question.code for question in asked_on(topic) if not _given(self.answers.get(question.code))}
        return "begun" if all(code in missing for code, _ in faults) else "wrong"

    def _shows(self, topic: Topic) -> bool:
        return bool(asked_on(topic)) and (topic.when is None or truth(topic.when, self.known) is True)


def _given(value: Any) -> bool:
    return value not in (None, "", [], ())
