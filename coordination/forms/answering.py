"""Some questions of a pathway as a form on a page of its own: what a step asks, a correction, a form card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice

from coordination import clock
from coordination.forms.asking import Reveals, field_for
from coordination.forms.each import field_name, in_rows
from coordination.forms.hanging import Hanging, hanging, opening
from coordination.forms.values import kept, read
from coordination.web.fields import Asked, SelectField, TextField
from coordination.web.forms import BaseForm
from workflows.vocabulary import Question

# Kinds of question that are answered out of a list which the case itself gives.
FROM_A_LIST = frozenset({"team", "worker", "panel"})
Offered = Mapping[str, Sequence[SelectChoice]]


class AnswersForm(BaseForm):
    """Questions of the pathway as fields under their own codes. Made by `answers_form`."""

    asks: ClassVar[tuple[Question, ...]] = ()
    hangs: ClassVar[Mapping[str, Hanging]] = {}

    @property
    def by_code(self) -> dict[str, Question]:
        """Its questions by their codes."""
        return {question.code: question for question in self.asks}

    def standing(self, drawn: Sequence[str]) -> list[str]:
        """Those of the questions to draw that stand by themselves; others open under a choice of one of these."""
        return [
            code
            for code in drawn
            if (hangs := self.hangs.get(code)) is None or hangs.under is None or hangs.under[0] not in drawn
        ]

    def given(self) -> dict[str, Any]:
        """What was answered, as it is kept; questions left empty are left out."""
        found = {question.code: kept(self[question.code].data) for question in self.asks}
        return in_rows({code: value for code, value in found.items() if value is not None})

    def show(self, faults: Sequence[tuple[str, str]]) -> None:
        """Put each sentence beside its question, or above all where it belongs to none."""
        for said_of, sentence in faults:
            code = field_name(said_of)
            if code and code in self:
                self[code].errors = [*self[code].errors, sentence][:1]
            else:
                self.form_errors.append(sentence)


def answers_form(
    questions: Sequence[Question],
    offered: Offered,
    answers: Mapping[str, Any],
    seen: str | None = None,
    beside: Mapping[str, Any] | None = None,
) -> AnswersForm:
    """A form of these questions, filled with what the case holds. `offered` are the choices of each listed question.

    `seen` is kept in the page: it says which answer the page was drawn from. `beside` are fields that are no questions.
    """
    hangs = hanging(questions)
    opens = opening(hangs)
    made: dict[str, Any] = {"asks": tuple(questions), "hangs": hangs, **(beside or {})}
    if seen is not None:
        made["seen"] = HiddenField(default=seen)
    for question in questions:
        made[question.code] = _field(question, offered, opens.get(question.code))
    filled = {
        question.code: read(question, answers[question.code])
        for question in questions
        if answers.get(question.code) is not None and question.kind not in FROM_A_LIST
    }
    form: AnswersForm = type("AskedForm", (AnswersForm,), made)(data=filled)
    return form


def _field(question: Question, offered: Offered, reveals: Reveals | None) -> Asked:
    # A question that hangs on another is asked for by the command, which knows whether it applies.
    may_be_empty = question.when is not None
    if question.kind == "case":
        hint = question.hint or "The reference of the case, like HAV-7KQ2-M4T."
        alike = [str(choice.label) for choice in offered.get(question.code, ())]
        if alike:
            hint = f"{hint} Open cases with the same number, or the same name and date of birth: {'; '.join(alike)}."
        return TextField(question.label, hint=hint, why=question.why, missing=question.missing, width=20, longest=20)
    if question.kind in FROM_A_LIST:
        missing = None if may_be_empty or question.required == "no" else question.missing
        return SelectField(
            question.label, hint=question.hint, why=question.why, missing=missing, choices=offered[question.code]
        )
    return field_for(question, clock.today().isoformat(), reveals, may_be_empty=may_be_empty)
