"""The words for asking: sections, topics, questions, choices and the checks on what was answered."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from workflows.vocabulary.conditions import Condition

Kind = Literal[
    "text",
    "long-text",
    "choice",
    "choices",
    "yes-no",
    "yes-no-unknown",
    "date",
    "date-time",
    "time",
    "number",
    "phone",
    "email",
    "outward-code",
    "nhs-number",
    "prison-number",
    "consent",
    "person-name",
    "address",
    "team",
    "worker",
    "panel",
    "case",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
Required = Literal["yes", "no", "ask"]


@dataclass(frozen=True, kw_only=True)
class Refuse:
    """The answers cannot be taken unless the condition holds; the sentence says what to do about it.

    On a move it is the guard: the move is refused with this sentence. `at` is the question that the sentence stands
    beside; without it, the question or topic that the check belongs to. `instead` is the code of a question whose
    answer lets the worker go on all the same. `unread` is what a guard says, until that question is answered, to a
    worker who does not read what the condition hangs on: they must ask somebody who does.
    """

    unless: Condition
    say: str
    at: str | None = None
    instead: str | None = None
    unread: str = ""


@dataclass(frozen=True, kw_only=True)
class Warn:
    """Say this unless the condition holds, and let the worker go on."""

    unless: Condition
    say: str
    at: str | None = None


Check = Refuse | Warn


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One thing that may be chosen. `until` is the ISO date from which new forms no longer offer it; "" means that
    it was never offered by this version and is kept only so that old records can be read."""

    code: str
    label: str
    hint: str = ""
    until: str | None = None


YES_NO = (Choice(code="yes", label="Yes"), Choice(code="no", label="No"))
NOT_TOLD = (
    Choice(code="prefers-not-to-say", label="Prefers not to say"),
    Choice(code="not-known", label="Not known, or not asked"),
)
CHOICES_OF_KIND: dict[str, tuple[Choice, ...]] = {
    "yes-no": YES_NO,
    "yes-no-unknown": (*YES_NO, Choice(code="dont-know", label="Don't know")),
    "consent": YES_NO,
}


@dataclass(frozen=True, kw_only=True)
class States:
    """An answer that adds a value to the history of a dated fact, and where its kind, source and confidence stand.

    `kind` is a kind itself; the others name the questions that hold the kind, the source and the confidence. With
    `years` the fact is the day so many years later: an 18th birthday from a date of birth.
    """

    fact: str
    kind: str | None = None
    kind_from: str | None = None
    source_from: str | None = None
    confidence_from: str | None = None
    years: int = 0


@dataclass(frozen=True, kw_only=True)
class Question:
    """One thing that is asked.

    `required` is "yes", "no", or "ask": asked of everybody, and “prefers not to say” and “not known” are answers.
    `missing` is the sentence shown when a required answer is not given, `why` answers “why do you ask?”, and `chat`
    is the wording in a conversation (the label when empty). `part` is the part of the person it is about. Without
    `when` it is always asked. `preview` shows it before a hand-over is accepted. `level` marks the answer that a
    position with only the level of its category may read. `later` questions are asked after the referral, and
    `written_by` names the positions that may answer them then. `recipient` is whom a consent is for: a position or
    an outside body. `least` and `most` bound a number, or how many may be ticked;
    `least` is also the shortest that a long text may be. `sets_fact` names the dated fact
    to whose history the answer is added. Of ticks that `unite`, a further referral adds its own and takes none away.
    `read_as` are the words over the answer for whoever reads it, where the label says “you” to whoever gives it.
    Of teams those are offered that can hold the position which the answer gives, of agencies of the kinds
    `of_agencies` alone where any are named; with `or_holding` whoever has the case may be chosen too, in these words.
    """

    code: str
    label: str
    kind: Kind
    category: str
    required: Required = "yes"
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    missing: str = ""
    why: str = ""
    chat: str = ""
    when: Condition | None = None
    unit: str = ""
    least: int | None = None
    most: int | None = None
    max_length: int | None = None
    preview: bool = False
    level: bool = False
    part: str = "subject"
    later: bool = False
    written_by: tuple[str, ...] = ()
    recipient: str | None = None
    sets_fact: States | None = None
    unite: bool = False
    checks: tuple[Check, ...] = ()
    read_as: str = ""
    of_agencies: tuple[str, ...] = ()
    or_holding: str = ""

    @property
    def over_the_answer(self) -> str:
        """The words that stand over the answer where it is read."""
        return self.read_as or self.label

    def offered(self, on: str = "") -> tuple[Choice, ...]:
        """What may be chosen in a form begun on an ISO day, “prefers not to say” and “not known” included."""
        own = CHOICES_OF_KIND.get(self.kind, self.choices)
        still = tuple(choice for choice in own if choice.until is None or (on != "" and on < choice.until))
        return (*still, *NOT_TOLD) if self.required == "ask" and still else still

    def label_of(self, value: str) -> str:
        """The words for a chosen code, also for one that is no longer offered; other values as they are."""
        return self._labels.get(value, value)

    @cached_property
    def _labels(self) -> dict[str, str]:
        own = CHOICES_OF_KIND.get(self.kind, self.choices)
        return {choice.code: choice.label for choice in (*NOT_TOLD, *own)}


@dataclass(frozen=True, kw_only=True)
class PartWhen:
    """The part that somebody has instead while a condition holds for their row: a child who is not born yet."""

    part: str
    when: Condition


@dataclass(frozen=True, kw_only=True)
class Repeat:
    """A topic that is filled once for each of several people, each with a part of their own, or of several things.

    With `of`, the code of another repeated topic, it has a row for each row of that one, about the same people: what
    was seen of each child. Such a topic is filled by the moves that name it.

    Things, such as vehicles, are named without a part: nobody is put on the case for them.
    """

    part: str | None
    label: str
    least: int = 0
    most: int = 10
    of: str | None = None
    otherwise: tuple[PartWhen, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Topic:
    """One page of the form, left out while `when` does not hold.

    The answers of a repeated topic are a list under the topic's own code.
    """

    code: str
    title: str
    questions: tuple[Question, ...]
    help: str = ""
    when: Condition | None = None
    repeat: Repeat | None = None
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """A group of topics, as the task list of the form shows it."""

    code: str
    title: str
    topics: tuple[Topic, ...]


@dataclass(frozen=True, kw_only=True)
class FormCard:
    """Questions that one participant puts to another in the conversation; the answers become answers of the case."""

    code: str
    label: str
    questions: tuple[str, ...]
    asked_of: tuple[str, ...]
    clock: str


@dataclass(frozen=True, kw_only=True)
class ConsentRecord:
    """Which questions hold when, how and by whom the consents of one conversation were taken."""

    on: str
    how: str
    by: str


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """What the sender confirms before sending, and on what lawful basis information is shared."""

    title: str
    points: tuple[str, ...]
    agree: str
    missing: str


@dataclass(frozen=True, kw_only=True)
class SheetPart:
    """One part of a sheet that prepares somebody else's form, in that form's order: the answers that are held here,
    and what that form asks too and is not held, with room to write. Left out while `when` does not hold."""

    title: str
    answers: tuple[str, ...] = ()
    asks_too: tuple[str, ...] = ()
    when: Condition | None = None


@dataclass(frozen=True, kw_only=True)
class Printing:
    """Hints for the blank and the filled print: a note at the top, and questions that are never printed blank; and the
    sheet, with its title, that prepares a form which is filled in elsewhere."""

    note: str = ""
    leave_out: tuple[str, ...] = ()
    sheet_title: str = ""
    sheet: tuple[SheetPart, ...] = ()
