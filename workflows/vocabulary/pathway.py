"""The pathway: everything that one kind of referral is, in one value, with look-ups by code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from workflows.vocabulary.choosing import Choosing
from workflows.vocabulary.clock import Clock, DraftRule, Origin, Rung, Setting
from workflows.vocabulary.counting import Attribute, Count, Milestone, Outcome, Score
from workflows.vocabulary.form import (
    Check,
    ConsentRecord,
    Declaration,
    FormCard,
    Printing,
    Question,
    Section,
    Topic,
)
from workflows.vocabulary.meeting import AppointmentKind, FactKind, Reaching
from workflows.vocabulary.publishing import Published
from workflows.vocabulary.showing import (
    Advice,
    DaysSince,
    Listing,
    NextStep,
    PanelRule,
    Prompt,
    Ready,
    ReleaseCalendar,
    SafetyWarning,
)
from workflows.vocabulary.steps import HandOverKind, Line, Move, Stage, TaskKind
from workflows.vocabulary.who import Category, Join, NobodyNamed, Part, PlaceOf, Position, Route, SubjectKind
from workflows.vocabulary.without_account import WithoutAccount

Word = TypeVar("Word")
# the tasks of form cards are told by how their code begins
CARD_TASK = "card:"
# and so are those that one worker gives a team in words of their own, for a day of their own
BY_HAND = "by-hand:"
BY_HAND_CLOCK = Clock(
    code="by-hand",
    label="Do what a colleague asked",
    origin="day_asked_for",
    length=0,
    unit="days",
    remind=1,
    ladder=(Rung(after=1, tell="holder"), Rung(after=3, tell="team-lead")),
)
# a question to which the pathway gives no deadline of its own: a card made up of questions that the asker chose
ASKED_CLOCK = Clock(
    code="asked",
    label="Answer the question",
    origin="question_asked",
    length=2,
    unit="working-days",
    ladder=(Rung(after=1, tell="team-lead"),),
)


def by_code(words: Iterable[Word]) -> dict[str, Word]:
    """Words under their codes. Of two with one code the first is kept; `checks.faults` names the second."""
    found: dict[str, Word] = {}
    for each in words:
        code: Any = getattr(each, "code")  # noqa: B009 - a Word is any of the coded dataclasses
        found.setdefault(code, each)
    return found


@dataclass(frozen=True, kw_only=True)
class Pathway:
    """One version of one kind of referral. A published version is never edited; a case keeps the one it began with.

    `code` has hyphens, `family` groups pathways that belong together, `said_as` is what a worker chooses it by.
    `starts_in` is the stage of the main line on submission, `submission` the milestones written then, `first_tasks`
    the tasks opened then and `first_clocks` the clocks started then beside that stage's own. `tasks_from_elsewhere` are
    those that no move opens: a panel gives an action, a list is brought in. `carries` are the answers about the person
    that a referral lends to another kind and takes from one, each under a meaning that both know it by.
    """

    code: str
    version: int
    family: str
    title: str
    said_as: str
    about: str
    subject_kind: SubjectKind
    starts_in: str
    parts: tuple[Part, ...]
    place: PlaceOf | None = None
    nobody_named: NobodyNamed | None = None
    positions: tuple[Position, ...]
    categories: tuple[Category, ...]
    sections: tuple[Section, ...]
    later: tuple[Section, ...] = ()
    checks: tuple[Check, ...] = ()
    lines: tuple[Line, ...]
    stages: tuple[Stage, ...]
    moves: tuple[Move, ...]
    tasks: tuple[TaskKind, ...] = ()
    hand_overs: tuple[HandOverKind, ...] = ()
    settings: tuple[Setting, ...] = ()
    origins: tuple[Origin, ...] = ()
    clocks: tuple[Clock, ...] = ()
    facts: tuple[FactKind, ...] = ()
    appointments: tuple[AppointmentKind, ...] = ()
    cards: tuple[FormCard, ...] = ()
    routes: tuple[Route, ...] = ()
    joins: tuple[Join, ...] = ()
    panels: tuple[PanelRule, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    published: Published | None = None
    scores: tuple[Score, ...] = ()
    counts: tuple[Count, ...] = ()
    choosing: Choosing | None = None
    carries: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[SafetyWarning, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    days_since: tuple[DaysSince, ...] = ()
    advice: tuple[Advice, ...] = ()
    ready: tuple[Ready, ...] = ()
    calendar: ReleaseCalendar | None = None
    next_steps: tuple[NextStep, ...] = ()
    submission: tuple[str, ...] = ()
    first_tasks: tuple[str, ...] = ()
    first_clocks: tuple[str, ...] = ()
    first_hand_over: str | None = None
    tasks_from_elsewhere: tuple[str, ...] = ()
    attached_submission: tuple[str, ...] = ()
    draft: DraftRule
    consents: ConsentRecord | None = None
    declaration: Declaration | None = None
    reaching: Reaching | None = None
    printing: Printing = field(default_factory=Printing)
    listing: Listing = field(default_factory=Listing)
    without_account: WithoutAccount | None = None

    @cached_property
    def topics(self) -> dict[str, Topic]:
        """Every topic by its code: those of the referral first, then those answered later."""
        return by_code(topic for section in (*self.sections, *self.later) for topic in section.topics)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by its code: of the form, of what is answered later, and of the moves."""
        of_topics = [question for topic in self.topics.values() for question in topic.questions]
        return by_code([*of_topics, *(question for move in self.moves for question in move.asks)])

    @cached_property
    def asked_at_referral(self) -> tuple[Question, ...]:
        """The questions of the referral form, in the order of its pages."""
        pages = (topic for section in self.sections for topic in section.topics)
        return tuple(question for topic in pages for question in topic.questions if not question.later)

    @cached_property
    def page_of(self) -> dict[str, Topic]:
        """The page of the referral on which each question stands, by the question's code."""
        return {
            question.code: topic
            for section in self.sections
            for topic in section.topics
            for question in topic.questions
        }

    @cached_property
    def stating(self) -> tuple[Question, ...]:
        """The questions whose answers state a dated fact."""
        return tuple(question for question in self.questions.values() if question.sets_fact)

    @cached_property
    def defaults(self) -> Mapping[str, Any]:
        """What each setting is where nobody set it."""
        return MappingProxyType({setting.code: setting.default for setting in self.settings})

    @cached_property
    def preview(self) -> tuple[Question, ...]:
        """The questions that may be read before a hand-over is accepted."""
        return tuple(question for question in self.questions.values() if question.preview)

    @cached_property
    def card_tasks(self) -> tuple[TaskKind, ...]:
        """What a form card asks of a team: a card opens it, and no step does."""
        return self._of_each_category(CARD_TASK, "Answer a question", self.asked_clock)

    @property
    def asked_clock(self) -> str:
        """The deadline of questions that are asked in no card of the pathway's own."""
        return self.cards[0].clock if self.cards else ASKED_CLOCK.code

    @cached_property
    def hand_tasks(self) -> tuple[TaskKind, ...]:
        """What a worker gives a team to do in words of their own."""
        return self._of_each_category(BY_HAND, BY_HAND_CLOCK.label, BY_HAND_CLOCK.code)

    @cached_property
    def answering_tasks(self) -> frozenset[str]:
        """The kinds of tasks that end with the answer to a hand-over, however it came. What else is asked together
        with a hand-over stays until somebody has done it."""
        return frozenset(code for move in self.moves if move.hand_over_answer for code in (*move.closes, *move.drops))

    def _of_each_category(self, begins: str, label: str, clock: str) -> tuple[TaskKind, ...]:
        """A task kind for each category of information, whose readers learn of it."""
        position = self.positions[0].code
        return tuple(
            TaskKind(code=f"{begins}{each.code}", label=label, position=position, clock=clock, category=each.code)
            for each in self.categories
        )

    @property
    def holding(self) -> str:
        """The position that has the case wherever nobody else has: whoever the first hand-over goes to."""
        return self.hand_over(self.first_hand_over).to if self.first_hand_over else self.positions[0].code

    def question(self, code: str) -> Question:
        """The question with this code; KeyError names the code."""
        return self.questions[code]

    def stage(self, code: str) -> Stage:
        """The stage with this code; KeyError names the code."""
        return self._stages[code]

    def move(self, code: str) -> Move:
        """The move with this code; KeyError names the code."""
        return self._moves[code]

    def card(self, code: str) -> FormCard:
        """The form card with this code; KeyError names the code."""
        return self._cards[code]

    def clock(self, code: str) -> Clock:
        """The clock with this code; KeyError names the code."""
        return self._clocks[code]

    def clock_category(self, code: str) -> str:
        """Who may learn that there is this deadline: readers of what is to be done by it, else of the line of its
        stage, else of what it is counted from. KeyError names the code.
        """
        lines, clock = by_code(self.lines), self.clock(code)
        readers = [
            *(task.category for task in self.tasks if task.clock == code),
            *(lines[stage.line].category for stage in self.stages if stage.clock == code),
            *(fact.category for fact in self.facts if clock.origin in (fact.code, fact.origin)),
        ]
        return readers[0] if readers else "core"

    def task(self, code: str) -> TaskKind:
        """The task kind with this code; KeyError names the code."""
        return self._tasks[code]

    def category(self, code: str) -> Category:
        """The category with this code; KeyError names the code."""
        return self._categories[code]

    def position(self, code: str) -> Position:
        """The position with this code; KeyError names the code."""
        return self._positions[code]

    def hand_over(self, code: str) -> HandOverKind:
        """The hand-over kind with this code; KeyError names the code."""
        return self._hand_overs[code]

    def fact(self, code: str) -> FactKind:
        """The kind of dated fact with this code; KeyError names the code."""
        return self._facts[code]

    def setting(self, code: str) -> Setting:
        """The setting with this code; KeyError names the code."""
        return self._settings[code]

    def outcome(self, code: str) -> Outcome:
        """The outcome with this code; KeyError names the code."""
        return self._outcomes[code]

    def ending(self, code: str) -> str:
        """The words for how a case ended: an outcome's own, or those of the stage in which it ended without one."""
        found = self._outcomes.get(code)
        return found.label if found else self.stage(code).outside_label

    def moves_from(self, stage: str) -> tuple[Move, ...]:
        """The moves that may be made from a stage, in the order written."""
        return tuple(move for move in self.moves if stage in move.from_)

    @cached_property
    def _stages(self) -> dict[str, Stage]:
        return by_code(self.stages)

    @cached_property
    def _moves(self) -> dict[str, Move]:
        return by_code(self.moves)

    @cached_property
    def _clocks(self) -> dict[str, Clock]:
        return by_code((*self.clocks, BY_HAND_CLOCK, ASKED_CLOCK))

    @cached_property
    def _tasks(self) -> dict[str, TaskKind]:
        return by_code((*self.tasks, *self.card_tasks, *self.hand_tasks))

    @cached_property
    def _categories(self) -> dict[str, Category]:
        return by_code(self.categories)

    @cached_property
    def _positions(self) -> dict[str, Position]:
        return by_code(self.positions)

    @cached_property
    def _hand_overs(self) -> dict[str, HandOverKind]:
        return by_code(self.hand_overs)

    @cached_property
    def _facts(self) -> dict[str, FactKind]:
        return by_code(self.facts)

    @cached_property
    def _settings(self) -> dict[str, Setting]:
        return by_code(self.settings)

    @cached_property
    def _outcomes(self) -> dict[str, Outcome]:
        return by_code(self.outcomes)

    @cached_property
    def _cards(self) -> dict[str, FormCard]:
        return by_code(self.cards)
