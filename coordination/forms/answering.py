"""Some questions of a pathway as a form on a page of its own: what a step asks, a correction, a form card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice

from coordination import clock
from coordination.forms.asking import field_for
from coordination.forms.each import field_name, in_rows
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
    made: dict[str, Any] = {"asks": tuple(questions), **(beside or {})}
    if seen is not None:
        made["seen"] = HiddenField(default=seen)
    for question in questions:
        made[question.code] = _field(question, offered)
    filled = {
        question.code: read(question, answers[question.code])
        for question in questions
        if answers.get(question.code) is not None and question.kind not in FROM_A_LIST
    }
    form: AnswersForm = type("AskedForm", (AnswersForm,), made)(data=filled)
    return form


def _field(question: Question, offered: Offered) -> Asked:
    # A question that hangs on another is asked for by the command, which knows whether it applies.
    if question.when is not None and question.required == "yes":
        question = replace(question, required="no", label=question.label)
    if question.kind == "case":
        hint = question.hint or "The reference of the case, like HAV-7KQ2-M4T."
        alike = [str(choice.label) for choice in offered.get(question.code, ())]
        if alike:
            hint = f"{hint} Open cases with the same number, or the same name and date of birth: {'; '.join(alike)}."
        return TextField(question.label, hint=hint, why=question.why, missing=question.missing, width=20, longest=20)
    if question.kind in FROM_A_LIST:
        missing = None if question.required == "no" else question.missing
        return SelectField(
            question.label, hint=question.hint, why=question.why, missing=missing, choices=offered[question.code]
        )
    return field_for(question, clock.today().isoformat())
