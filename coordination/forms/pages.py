"""One page of a pathway's form: its questions as fields, what of them is asked now, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from wtforms import Form, HiddenField

from coordination.forms.asking import field_for
from coordination.forms.hanging import Hanging, drawn, hanging, opening
from coordination.forms.values import AsTyped, kept, mark, read, type_again, typed
from coordination.web.fields import Asked
from coordination.web.forms import BaseForm
from workflows.conditions import applies
from workflows.truth import Known
from workflows.vocabulary import Question, Topic

STANDING_NAMES = frozenset({"once", "csrf_token", "seen"})
LOOK_AGAIN = "Look at this answer again: it could not be understood."


@dataclass(frozen=True)
class Sent:
    """One answer as it came from a page: what was understood, what was typed when it was not, and what the page was
    drawn from (`version` and `drawn`), so that an old page never overwrites a newer answer."""

    code: str
    value: Any
    as_typed: AsTyped | None
    version: int
    drawn: str
    now: str

    @property
    def changed(self) -> bool:
        """Whether this page changed the answer, rather than sending back what it had been drawn with."""
        return self.now != self.drawn


class TopicForm(BaseForm):
    """The form of one page. Made by `form_for`; each question is a field under its own code."""

    buttons: ClassVar[tuple[str, ...]] = ("save_for_later", "add_document", "take", "send_part")
    asks: ClassVar[Mapping[str, Question]] = {}
    hangs: ClassVar[Mapping[str, Hanging]] = {}
    seen = HiddenField()

    def question_fields(self) -> list[Asked]:
        """The fields of the page's questions, in order."""
        return [self[code] for code in self.asks]

    def fill(self, code: str, value: Any, as_typed: AsTyped | None = None) -> None:
        """Put an answer that was kept back into its boxes, as it was typed when it was not understood."""
        field = self[code]
        if as_typed is not None:
            type_again(field, as_typed)
        else:
            field.process(None, read(self.asks[code], value))

    def draw_from(self, versions: Mapping[str, int], shown: Iterable[str]) -> None:
        """Note on the page which version of each answer it shows. Call it after the last `fill`."""
        self.seen.data = " ".join(f"{code}:{versions.get(code, 0)}:{mark(typed(self[code]))}" for code in shown)

    def keep_seen(self, drawn: Mapping[str, tuple[int, str]]) -> None:
        """Note what the page is drawn from, where that is not what stands in its boxes."""
        self.seen.data = " ".join(f"{code}:{version}:{of}" for code, (version, of) in drawn.items())

    @property
    def drawn(self) -> dict[str, tuple[int, str]]:
        """For each question that the page showed: the version it was drawn from and the mark of its boxes."""
        found = {}
        for each in (self.seen.data or "").split():
            code, _, rest = each.partition(":")
            version, _, of = rest.partition(":")
            if code in self.asks and version.isascii() and version.isdigit() and len(version) < 10:
                found[code] = (int(version), of)
        return found

    def sent(self) -> list[Sent]:
        """The answers that came with this page. A question that the page did not show and that did not come is left
        out, so that it keeps the answer it has."""
        answers = []
        for code, field in self.asks_and_fields():
            boxes = typed(field)
            if code not in self.drawn and boxes is None:
                continue
            version, of = self.drawn.get(code, (0, "-"))
            wrong = bool(field.process_errors)
            answers.append(
                Sent(code, None if wrong else kept(field.data), boxes if wrong else None, version, of, mark(boxes))
            )
        return answers

    def asks_and_fields(self) -> list[tuple[str, Asked]]:
        """Each question's code with its field."""
        return [(code, self[code]) for code in self.asks]

    def accepted(self) -> bool:
        """Whether the page itself came well: its token is ours and it sent only what it was asked for."""
        self.validate()
        for field in self.question_fields():
            field.errors = []
        return not self.form_errors

    def show_faults(self, faults: Iterable[tuple[str, str]], only: Iterable[str] | None = None) -> None:
        """Put sentences beside their questions. A question that could not be understood says that first."""
        listed = None if only is None else set(only)
        for code, field in self.asks_and_fields():
            if field.process_errors and (listed is None or code in listed):
                field.errors = [str(sentence) for sentence in field.process_errors[:1]]
        for code, sentence in faults:
            if code in self.asks and not self[code].process_errors:
                self[code].errors = [*self[code].errors, sentence][:1]
            elif code not in self.asks:
                self.form_errors.append(sentence)


@lru_cache(maxsize=512)
def form_for(questions: tuple[Question, ...], on: str) -> type[TopicForm]:
    """The form class for these questions, as a form begun on the ISO day `on` asks them.

    Raises ValueError when a question has a name that the page needs for itself.
    """
    hangs = hanging(questions)
    opens = opening(hangs)
    made: dict[str, Any] = {"asks": {question.code: question for question in questions}, "hangs": hangs}
    for question in questions:
        if question.code in STANDING_NAMES or hasattr(TopicForm, question.code):
            raise ValueError(f"A question cannot be called “{question.code}”: the page needs that name for itself.")
        made[question.code] = field_for(question, on, opens.get(question.code))
    return type("PageForm", (TopicForm,), made)


def asked_on(topic: Topic) -> tuple[Question, ...]:
    """The questions of a page of the referral form, leaving out those that are answered later."""
    return tuple(question for question in topic.questions if not question.later)


def shown(topic: Topic, known: Known) -> list[Question]:
    """The questions to draw: those asked now, and those that hang on an answer of this very page."""
    return drawn(asked_on(topic), known)


def asked_now(topic: Topic, known: Known) -> set[str]:
    """The codes of the page's questions that are asked, given these answers."""
    return {question.code for question in asked_on(topic) if applies(question, topic, known)}


def misread(topic: Topic, on: str, typed_codes: Mapping[str, AsTyped]) -> dict[str, str]:
    """For each answer that could not be understood, the sentence that says what to do about it."""
    found: dict[str, str] = {}
    questions: Sequence[Question] = asked_on(topic)
    for question in questions:
        if question.code in typed_codes:
            # a field of no page: this is asked where no request is, too
            field = field_for(question, on).bind(form=Form(), name=question.code)
            type_again(field, typed_codes[question.code])
            errors = field.process_errors
            found[question.code] = str(errors[0]) if errors else LOOK_AGAIN
    return found
