"""What the pages of the self-assessment ask."""

from __future__ import annotations

from collections.abc import Iterable

from coordination.web.fields import (
    CarriedField,
    Choice,
    ChoiceField,
    DateField,
    LongTextField,
    SelectField,
)
from coordination.web.forms import BaseForm, FilterForm
from workflows.self_assessment import RATINGS

NO_PERSON = "Write nothing about a person."


class OpenForm(BaseForm):
    """Until when a round is rated."""

    due = DateField(
        "By which day should every statement be rated?",
        hint="For example, 15 1 2027. Nothing closes by itself on that day.",
        missing="Give the day by which every statement should be rated.",
    )


class RateForm(BaseForm):
    """How far one statement is true, and what shows it."""

    rating = ChoiceField(
        "How far is this true?",
        choices=[Choice(code, words) for code, (words, _) in RATINGS.items()],
        missing="Choose how far the statement is true.",
    )
    evidence = LongTextField(
        "What shows it?",
        hint=f"Where it is written, a figure, a date, an example. {NO_PERSON} Leave it empty only if it is not known.",
        longest=2000,
        rows=5,
    )
    works = LongTextField("What works well? (optional)", hint=NO_PERSON, longest=2000, rows=3)
    gap = LongTextField("What is missing? (optional)", hint=NO_PERSON, longest=2000, rows=3)
    seen = CarriedField("The rating that the page was drawn from", longest=9)

    @property
    def seen_revision(self) -> int:
        """Which revision its writer was looking at; -1 for what is no number, which no revision is."""
        said = str(self.seen.data or "")
        return int(said) if said.isascii() and said.isdecimal() else -1


class CloseForm(BaseForm):
    """The button that closes a round, and nothing else."""


class ActionForm(BaseForm):
    """What is done about a gap, by whom and by when."""

    what: LongTextField
    agency: SelectField
    due: DateField


def action_form(members: Iterable[tuple[str, str]], gap: str) -> ActionForm:
    """The form with the members of the partnership (code and name), begun with what was said to be missing."""

    class WithMembers(ActionForm):
        what = LongTextField(
            "What is to be done?",
            hint=f"It stands in the delivery plan in these words. {NO_PERSON}",
            missing="Say what is to be done.",
            longest=500,
            rows=4,
        )
        agency = SelectField(
            "Which agency answers for it?",
            choices=[Choice(code, name) for code, name in members],
            missing="Choose an agency.",
        )
        due = DateField(
            "By which day?",
            hint="For example, 31 3 2027. The agency is reminded a week before, and hears when the day has passed.",
            missing="Give the day by which the gap is to be closed.",
        )

    return WithMembers(data={"what": gap})


class CompareForm(FilterForm):
    """Which two rounds stand beside each other."""

    before: SelectField
    now: SelectField


def compare_form(rounds: Iterable[tuple[str, str]], before: str, now: str) -> CompareForm:
    """The form with the rounds of a partnership (reference and name), and the two that are compared to begin with."""
    choices = [Choice(reference, name) for reference, name in rounds]

    class WithRounds(CompareForm):
        before = SelectField("Earlier round", choices=choices)
        now = SelectField("Later round", choices=choices)

    return WithRounds(data={"before": before, "now": now})
