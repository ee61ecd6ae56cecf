"""The answers of a case by section, as far as the asker reads them, each with who gave it, when, and what it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property
from typing import Any, NamedTuple

from coordination.cases.queries.loading import Loaded
from coordination.forms.answering import FROM_A_LIST
from coordination.forms.each import name_in
from coordination.forms.words import in_words
from workflows import pathways
from workflows.vocabulary import Question, Section, Topic

MASKED = "Protected. Hidden until you open it with a reason."


class Protected:
    """A value that shows itself masked wherever it is put, unless it has been unlocked for this one look."""

    __slots__ = ("_value", "unlocked")

    def __init__(self, value: str, *, unlocked: bool = False) -> None:
        self._value, self.unlocked = value, unlocked

    def __str__(self) -> str:
        return self._value if self.unlocked else MASKED

    __repr__ = __str__


class Given(NamedTuple):
    """A value as somebody gave it."""

    value: str | Protected
    by: str
    agency: str
    at: datetime


class AnswerShown(NamedTuple):
    """A question with its answer in force and the ones before it."""

    code: str
    repeat: int
    label: str
    now: Given
    before: tuple[Given, ...]
    new: bool
    may_correct: bool
    protected: bool


@dataclass
class SectionShown:
    """A section of the form: its answers, and in words what of it is not shared with the asker."""

    code: str
    title: str
    answers: list[AnswerShown] = field(default_factory=list)
    not_shared: tuple[str, ...] = ()
    empty: str = ""

    @cached_property
    def given(self) -> Given | None:
        """Who gave most of it: said once for the section, and beside those answers only that somebody else gave."""
        who = Counter(each.now[1:] for each in self.answers).most_common(1)
        return Given("", *who[0][0]) if who else None

    @property
    def told(self) -> list[tuple[AnswerShown, bool]]:
        """Each answer, and whether it has another author or time than most of its section."""
        most = self.given
        return [(each, most is None or each.now[1:] != most[1:]) for each in self.answers]

    @property
    def new(self) -> bool:
        """Whether something in it has come since the asker last looked."""
        return any(answer.new for answer in self.answers)


def sections(page: Loaded) -> list[SectionShown]:
    """Every section of the pathway, later ones and what moves asked included, in the order of the form."""
    rows: dict[str, dict[int, list[Any]]] = {}
    for row in page.rows["answers"]:
        rows.setdefault(row.field, {}).setdefault(row.repeat, []).append(row)
    written_as = _written_as(page)
    seen: set[str] = set()
    found = []
    for part in _asked_by_sections(page.now.pathway.code, page.now.pathway.version):
        shown = SectionShown(part.section.code, part.section.title)
        for name, question in part.questions:
            if name in seen:
                continue
            seen.add(name)
            if name in rows:
                for repeat, given in sorted(rows[name].items()):
                    shown.answers.append(_shown(page, name, repeat, question, given, written_as))
        _say_what_is_missing(page, shown, part)
        if shown.answers or not part.later:
            found.append(shown)
    on_the_way = SectionShown("on-the-way", "Written down on the way")
    for question in _asked_by_moves(page.now.pathway.code, page.now.pathway.version):
        if question.code not in seen and 0 in rows.get(question.code, {}):
            seen.add(question.code)
            on_the_way.answers.append(_shown(page, question.code, 0, question, rows[question.code][0], written_as))
    if on_the_way.answers:
        found.append(on_the_way)
    return found


def question_of(page: Loaded, name: str) -> Question | None:
    """The question of a stored field; a row of a repeated topic is named TOPIC.QUESTION."""
    topic, _, code = name.partition(".")
    if code:
        return next((each for each in page.now.pathway.topics[topic].questions if each.code == code), None)
    return page.now.pathway.questions.get(name)


def _written_as(page: Loaded) -> dict[str, frozenset[str]]:
    """What the asker is on the case that may write each category; nothing before the case is with them in full."""
    mine = frozenset() if page.in_preview else page.now.positions
    return {category.code: mine.intersection(category.write) for category in page.now.pathway.categories}


def _shown(
    page: Loaded, name: str, repeat: int, question: Question, rows: list[Any], written_as: Mapping[str, frozenset[str]]
) -> AnswerShown:
    given = [
        Given(
            Protected(in_words(question, row.value)) if row.protected else in_words(question, row.value),
            row.author,
            row.agency,
            row.at,
        )
        for row in rows
    ]
    newest = rows[-1]
    writes = written_as[question.category]
    whose = _whose(page, name, repeat)
    label = f"{whose}: {question.over_the_answer}" if whose else question.over_the_answer
    return AnswerShown(
        code=name,
        repeat=repeat,
        label=label,
        now=given[-1],
        before=tuple(reversed(given[:-1])),
        new=page.new(newest.at, newest.author_id),
        # what was chosen out of a list that the case itself gives is changed by a step, which gives that list
        may_correct=question.kind not in FROM_A_LIST
        and bool(writes.intersection(question.written_by) if question.written_by else writes),
        protected=newest.protected,
    )


def _whose(page: Loaded, name: str, repeat: int) -> str:
    """Whom a repeated answer is about: their name as far as the asker reads it, else their number among the others."""
    topic = page.now.pathway.topics.get(name.partition(".")[0])
    if topic is None or topic.repeat is None:
        return ""
    about = page.now.pathway.topics[topic.repeat.of or topic.code]
    rows = page.now.answers.get(about.code) or []
    named = name_in(about, rows[repeat]) if repeat < len(rows) else ""
    return named or f"{topic.repeat.label.capitalize()} {repeat + 1}"


def _say_what_is_missing(page: Loaded, shown: SectionShown, part: _Asked) -> None:
    categories, levels = part.categories, part.levels & page.levels
    hidden = categories - page.reads - levels
    shown.not_shared = tuple(word.label for word in page.now.pathway.categories if word.code in hidden)
    if page.in_preview and not shown.answers:
        shown.empty = "You see this part once your team has accepted."
    elif not categories & (page.reads | levels):
        shown.empty = "Not shared with you."
    elif not shown.answers:
        shown.empty = "Nothing has been given here."


def _questions(topics: Iterable[Topic]) -> Iterator[tuple[str, Question]]:
    for topic in topics:
        for question in topic.questions:
            yield (f"{topic.code}.{question.code}" if topic.repeat else question.code), question


@dataclass(frozen=True)
class _Asked:
    """What a section asks: its questions by the names of their answers, and the categories that these are of."""

    section: Section
    later: bool
    questions: tuple[tuple[str, Question], ...]
    categories: frozenset[str]
    # those of which somebody may read the level alone
    levels: frozenset[str]


@cache
def _asked_by_sections(code: str, version: int) -> tuple[_Asked, ...]:
    """Every section of a version of a pathway, which never changes, with what it asks."""
    pathway = pathways.of(code, version)
    found = []
    for section in (*pathway.sections, *pathway.later):
        asked = tuple(_questions(section.topics))
        categories = frozenset(question.category for _, question in asked)
        levels = frozenset(question.category for _, question in asked if question.level)
        found.append(_Asked(section, section not in pathway.sections, asked, categories, levels))
    return tuple(found)


@cache
def _asked_by_moves(code: str, version: int) -> tuple[Question, ...]:
    return tuple(question for move in pathways.of(code, version).moves for question in move.asks)
