"""What the pages of panels ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice

from coordination import clock
from coordination.forms.asking import field_for
from coordination.forms.values import kept, read
from coordination.panels.queries.owners import Owner
from coordination.panels.queries.seats import OFFICES
from coordination.web.fields import (
    Choice,
    ChoiceField,
    DateField,
    DateTimeField,
    LongTextField,
    ManyChoicesField,
    SelectField,
    TextField,
)
from coordination.web.forms import BaseForm
from workflows.partnerships import PanelDecision, PanelFeed
from workflows.truth import Known, truth
from workflows.vocabulary import Pathway, Question


class PlanForm(BaseForm):
    """When and where the panel meets."""

    starts_at = DateTimeField("When does the panel meet?", missing="Enter the day and time.")
    place = TextField("Where?", hint="A room, a call, or both.", missing="Enter where it meets.", longest=200)


class MoveForm(PlanForm):
    """When and where the panel meets instead."""

    buttons = ("move",)
    seen = HiddenField()


class Press(BaseForm):
    """Buttons about one item, one member or the whole meeting. `seen` says which state the page was drawn from."""

    buttons = (
        "up", "down", "note", "discuss", "off", "back", "fill", "publish", "begin", "reopen", "came", "left", "show",
        "minutes", "approve", "paper", "end_seat",
    )  # fmt: skip
    item = HiddenField()
    seen = HiddenField()


class PutOffForm(BaseForm):
    """Why a case is put off to the next meeting."""

    buttons = ("put_off",)
    why = LongTextField("Why is it put off?", missing="Write why it is put off.", longest=300, rows=2)
    item = HiddenField()
    seen = HiddenField()


class InterestForm(BaseForm):
    """A member says that they know somebody in a case."""

    buttons = ("step_aside",)


class CloseForm(BaseForm):
    """The second press that closes a meeting."""

    buttons = ("end",)


class CallOffForm(BaseForm):
    """Why a meeting does not take place."""

    buttons = ("call_off",)
    why = LongTextField(
        "Why is it called off?",
        hint="Members read this with the agenda. Write nothing about a case.",
        missing="Write why it is called off.",
        longest=300,
        rows=2,
    )
    seen = HiddenField()


class NoteForm(BaseForm):
    """What a further revision of minutes puts right."""

    buttons = ("revise",)
    note = LongTextField("What does this revision put right?", longest=1000, rows=3)
    seen = HiddenField()


def seat_form(workers: Sequence[SelectChoice]) -> BaseForm:
    """Give one of these workers a seat."""
    made = {
        "worker": SelectField("Who?", missing="Choose a worker.", choices=workers),
        "office": ChoiceField(
            "As what?",
            choices=[Choice(code, label) for code, label in OFFICES.items()],
            missing="Select what they are on this panel.",
        ),
        "buttons": ("give_seat",),
    }
    form: BaseForm = type("SeatForm", (BaseForm,), made)()
    return form


def add_form(agencies: Mapping[str, str], seen: int) -> BaseForm:
    """Put a case on the agenda, with the agencies at the table that are to take part in it."""
    made = {
        "reference": TextField(
            "Which case?",
            hint="Its reference, like HAV-7KQ2-M4T. You must take part in it yourself.",
            missing="Enter the reference of the case.",
            width=20,
            longest=20,
        ),
        "agencies": ManyChoicesField(
            "Whose members take part in it from now on?",
            hint="Only agencies that this person needs at the table. Those who take part already stay.",
            choices=[Choice(code, name) for code, name in agencies.items()],
        ),
        "seen": HiddenField(default=str(seen)),
    }
    form: BaseForm = type("AddForm", (BaseForm,), made)()
    return form


def action_form(owners: Sequence[Owner], often: Sequence[str], *, sent: bool) -> BaseForm:
    """What somebody does by when; only those who may read it can be asked. `sent` is whether this form was.

    `often` are the words of actions that panels of this kind often agree: one can be chosen, or others written.
    """
    offered = {
        "often": SelectField("What is to be done?", choices=[SelectChoice(words, words) for words in often]),
        "text": LongTextField("Or in your own words", longest=500, rows=2),
    }
    plain = {"text": LongTextField("What is to be done?", missing="Write what is to be done.", longest=500, rows=2)}
    made = {
        **(offered if often else plain),
        "owner": SelectField(
            "Who does it?",
            missing="Choose who does it.",
            choices=[SelectChoice(one.reference, f"{one.name}, {one.agency}") for one in owners],
        ),
        "due_on": DateField("By when?", missing="Enter by when.", years="near"),
        "buttons": ("act",),
    }
    form: BaseForm = type("ActionForm", (BaseForm,), made)(**({} if sent else {"formdata": None}))
    return form


class DecideForm(BaseForm):
    """What the panel decides about one case, with what the pathway's own step asks. Made by `decide_form`."""

    asks: ClassVar[tuple[Question, ...]] = ()
    by_decision: ClassVar[Mapping[str, frozenset[str]]] = {}

    def answers_for(self, decision: str | None) -> dict[str, Any]:
        """The answers to the questions that this decision's step asks."""
        asked = self.by_decision.get(decision or "", frozenset())
        found = {question.code: kept(self[question.code].data) for question in self.asks if question.code in asked}
        return {code: value for code, value in found.items() if value is not None}

    def show(self, faults: Sequence[tuple[str, str]]) -> None:
        """Put each sentence beside its question, or above all where it belongs to none."""
        for code, sentence in faults:
            if code and code in self:
                self[code].errors = [*self[code].errors, sentence][:1]
            else:
                self.form_errors.append(sentence)


def decide_form(
    pathway: Pathway, feed: PanelFeed, owners: Sequence[Owner], answers: Mapping[str, Any], seen: int, *, sent: bool
) -> DecideForm:
    """The decision on one case. `answers` are those of the last time, such as its ratings; `sent`, whether it was."""
    asked: dict[str, Question] = {}
    by_decision: dict[str, frozenset[str]] = {}
    for each in feed.decisions:
        questions = _asked(pathway, each)
        by_decision[each.code] = frozenset(question.code for question in questions)
        asked |= {question.code: question for question in questions}
    hangs = {code: [d for d, codes in by_decision.items() if code in codes] for code in asked}
    everywhere = max((len(found) for found in hangs.values()), default=0)
    reveals: dict[str, tuple[str, ...]] = {
        each.code: tuple(code for code, found in hangs.items() if found == [each.code] and everywhere > 1)
        for each in feed.decisions
    }
    made: dict[str, Any] = {
        "asks": tuple(asked.values()),
        "by_decision": by_decision,
        "buttons": ("decide",),
        "seen": HiddenField(default=str(seen)),
        "decision": ChoiceField(
            "What did the panel decide?",
            choices=[Choice(each.code, each.label, reveals=reveals[each.code] or None) for each in feed.decisions],
            missing="Select what the panel decided.",
        ),
        "reason": LongTextField("Why?", missing="Write down why the panel decided this.", longest=2000, rows=3),
        "dissent": LongTextField("Did somebody think otherwise? (optional)", longest=1000, rows=2),
    }
    for question in asked.values():
        made[question.code] = _rating(question) or _plainly(question)
    made["lead"] = SelectField(
        "Lead worker (optional)", choices=[SelectChoice(one.reference, f"{one.name}, {one.agency}") for one in owners]
    )
    made["review_on"] = DateField("Next review (optional)", years="near")
    filled = {code: read(question, answers[code]) for code, question in asked.items() if answers.get(code) is not None}
    form: DecideForm = type("DecidingForm", (DecideForm,), made)(data=filled, **({} if sent else {"formdata": None}))
    return form


def _rating(question: Question) -> Any:
    """A choice of which each label is a short word and what it means: the words alone, side by side."""
    if not _is_rating(question):
        return None
    choices = [Choice(choice.code, choice.label.partition(": ")[0]) for choice in question.choices]
    return ChoiceField(question.label, choices=choices, beside=True)


def _plainly(question: Question) -> Any:
    """The question without what the table knows by heart. The command says when it is missing."""
    return field_for(replace(question, required="yes", missing="", why=""), clock.today().isoformat())


def meanings(form: DecideForm) -> list[str]:
    """What the short words of the ratings mean, each once."""
    found = [choice.label for question in form.asks if _is_rating(question) for choice in question.choices]
    return list(dict.fromkeys(found))


def _is_rating(question: Question) -> bool:
    return question.kind == "choice" and all(": " in choice.label for choice in question.choices)


def _asked(pathway: Pathway, decision: PanelDecision) -> list[Question]:
    """The questions of the step behind a decision that apply with what the decision answers by itself."""
    if decision.move is None:
        return []
    known = Known(answers=dict(decision.gives), facts={}, today=clock.today())
    return [
        question
        for question in pathway.move(decision.move).asks
        if question.code not in decision.gives and (question.when is None or truth(question.when, known) is True)
    ]
