"""What governance is asked: what to search for, what a setting should be, what an agreement lets through."""

from __future__ import annotations

from collections.abc import Sequence

from coordination import clock
from coordination.web.fields import (
    Choice,
    ChoiceField,
    DateField,
    LongTextField,
    ManyChoicesField,
    NumberField,
    TextField,
    YesNoField,
)
from coordination.web.forms import BaseForm, FilterForm


class SearchForm(FilterForm):
    """The log, narrowed to a case, a worker and a day. Each may be left out."""

    case = TextField("Case reference", width=20, longest=40)
    worker = TextField("Worker", hint="Name or reference", width=20, longest=100)
    day = DateField("Day", hint="For example, 27 3 2026")


class DayForm(FilterForm):
    """The last of the seven days to show."""

    day = DateField("Seven days up to", hint="For example, 27 3 2026")


class SafetyForm(BaseForm):
    """Whether somebody has thought about what happens to a sheet of paper."""

    safe = YesNoField(
        "Is it safe for the person to hold this?",
        missing="Say whether it is safe for the person to hold this.",
    )


class _SettingForm(BaseForm):
    from_day = DateField(
        "From which day?",
        missing="Give the day from which this holds.",
        earliest=clock.today,
        too_early="Give today or a later day. Work that was timed by the old value stays as it is.",
    )
    reason = LongTextField(
        "Why?",
        hint="Whoever looks at this setting later reads it. Leave out anything about a person.",
        missing="Say why, so that others can follow it later.",
        longest=1000,
    )


class NumberSettingForm(_SettingForm):
    """A setting that is a number."""

    value = NumberField("New value", missing="Give the new value.", least=0, most=100_000)


class WordSettingForm(_SettingForm):
    """A setting that is a word."""

    value = TextField("New value", missing="Give the new value.", width=20, longest=200)


class SentenceSettingForm(_SettingForm):
    """A setting that is a sentence or several."""

    value = LongTextField("New words", missing="Give the new words.", longest=600, rows=4)


def choosing_form(choices: Sequence[tuple[str, str]]) -> _SettingForm:
    """The form of a setting for which only these values will do, code and words."""

    class ChoiceSettingForm(_SettingForm):
        value = ChoiceField(
            "New value", choices=[Choice(code, words) for code, words in choices], missing="Select the new value."
        )

    return ChoiceSettingForm()


class AgreementForm(BaseForm):
    """Which categories an agreement lets through from now on. `sure` is the button of whoever was asked again."""

    buttons = ("sure",)
    on: ManyChoicesField
    reason = LongTextField(
        "Why?",
        hint="Whoever looks at this agreement later reads it. Leave out anything about a person.",
        missing="Say why, so that others can follow it later.",
        longest=1000,
    )


def agreement_form(categories: Sequence[tuple[str, str]], on: Sequence[str]) -> AgreementForm:
    """The form of one agreement, with its own categories (code and words) and those ticked that are on."""

    class WithCategories(AgreementForm):
        on = ManyChoicesField(
            "What may be read from now on",
            hint="Access to what you untick ends at once, on every case. What was read before stays in the log.",
            choices=[Choice(code, words) for code, words in categories],
        )

    return WithCategories(data={"on": list(on)})
