"""What the pages of a case send: the answers of a move, a new value of a fact, one corrected answer, reasons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms.fields.choices import SelectChoice

from coordination import clock
from coordination.forms.asking import field_for
from coordination.web.fields import (
    Choice,
    ChoiceField,
    DateField,
    DateTimeField,
    LongTextField,
    SelectField,
)
from coordination.web.forms import BaseForm
from workflows.vocabulary import FactKind, Question


class PressForm(BaseForm):
    """One press of a button."""


class ReasonForm(BaseForm):
    """Why something is opened that is not open to everybody."""

    reason = LongTextField(
        "Why do you need to see it now?",
        hint="Whoever is responsible for the case can read what you write here.",
        missing="Write down why you need to see it.",
        longest=300,
        rows=3,
    )


def fact_form(kind: FactKind) -> BaseForm:
    """A new value of a dated fact, with its kind, source and confidence as far as the fact has them."""
    made: dict[str, Any] = {}
    if kind.kinds:
        choices = [Choice(each.code, each.label, hint=each.hint) for each in kind.kinds]
        made["kind"] = ChoiceField(
            "What kind of date is it?", choices=choices, missing="Select what kind of date it is."
        )
    made["value"] = DateField("Date", missing="Enter the date.")
    if kind.value == "date-time":
        made["at"] = field_for(
            Question(
                code="at", label="Time of day, if it is known", kind="time", category=kind.category, required="no"
            ),
            clock.today().isoformat(),
        )
    if kind.sources:
        choices = [Choice(each.code, each.label) for each in kind.sources]
        made["source"] = ChoiceField("Who said so?", choices=choices, missing="Select who said so.")
    if kind.confidences:
        choices = [Choice(each.code, each.label) for each in kind.confidences]
        made["confidence"] = ChoiceField("How sure is it?", choices=choices, missing="Select how sure it is.")
    made["buttons"] = ("look_first",)
    form: BaseForm = type("FactForm", (BaseForm,), made)()
    return form


def shut_out_form(colleagues: Sequence[SelectChoice]) -> BaseForm:
    """Shut one of these workers out of a case, with the reason."""
    made = {
        "worker": SelectField("Who must not see this case?", missing="Choose the worker.", choices=colleagues),
        "reason": LongTextField(
            "Why?",
            hint="Kept with the case. The worker is not told; the case is not there for them.",
            missing="Write down why they must not see it.",
            longest=300,
            rows=3,
        ),
    }
    form: BaseForm = type("ShutOutForm", (BaseForm,), made)()
    return form


def let_back_form(shut_out: Sequence[SelectChoice]) -> BaseForm:
    """Let one of these workers back in."""
    chosen = SelectField("Who may see this case again?", missing="Choose the worker.", choices=shut_out)
    form: BaseForm = type("LetBackForm", (BaseForm,), {"worker": chosen})()
    return form


def appointment_form(kinds: Sequence[Choice], modes: Sequence[Choice]) -> BaseForm:
    """When, where and how somebody is met."""
    made = {
        "kind": ChoiceField("What is it?", choices=kinds, missing="Select what it is."),
        "starts_at": DateTimeField("When?", missing="Enter the day and time."),
        "place": LongTextField("Where?", missing="Enter where it is.", longest=200, rows=2),
        "mode": ChoiceField("How?", choices=modes, missing="Select how it is held."),
        "with_whom": field_for(_line("with_whom", "With whom? (optional)"), ""),
        "told_how": field_for(_line("told_how", "How have they been told? (optional)"), ""),
        "sure": ChoiceField("Book it all the same?", choices=[Choice("yes", "Yes, I have looked at this")]),
    }
    form: BaseForm = type("AppointmentForm", (BaseForm,), made)()
    return form


def outcome_form(outcomes: Sequence[Choice], *, note: bool = True) -> BaseForm:
    """What came of an appointment; with a note, unless its outcomes ask questions of their own on the next page."""
    made: dict[str, Any] = {
        "outcome": ChoiceField("What came of it?", choices=outcomes, missing="Select what came of the appointment."),
    }
    if note:
        made["note"] = LongTextField("Anything to add? (optional)", longest=500, rows=3)
    form: BaseForm = type("OutcomeForm", (BaseForm,), made)()
    return form


HOWS = (
    Choice("call", "Phone call"),
    Choice("voicemail", "Message on their voicemail"),
    Choice("text", "Text message"),
    Choice("letter", "Letter"),
    Choice("visit", "Visit"),
)


class ContactForm(BaseForm):
    """One attempt to reach the person."""

    how = ChoiceField("How did you try to reach them?", choices=HOWS, missing="Select how you tried.")
    outcome = ChoiceField(
        "What came of it?",
        choices=[
            Choice("reached", "Spoke with them"),
            Choice("no-answer", "No answer"),
            Choice("message-left", "Left a message"),
            Choice("wrong-number", "The number or address is wrong"),
        ],
        missing="Select what came of it.",
    )
    note = LongTextField("Anything to add? (optional)", longest=500, rows=3)


def _line(code: str, label: str) -> Question:
    return Question(code=code, label=label.removesuffix(" (optional)"), kind="text", category="core", required="no")
