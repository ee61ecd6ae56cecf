"""The public page's form, and those of the inbox."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from wtforms import HiddenField, StringField

from coordination.forms.pages import TopicForm, form_for
from coordination.web.fields import Choice, ChoiceField, LongTextField, ManyChoicesField, TextField
from coordination.web.forms import BaseForm, FilterForm
from workflows.public_form import NOT_TRUE
from workflows.vocabulary import Question

LONGEST_REASON = 600


class ConcernForm(TopicForm):
    """The public page. `website` is a box that no person sees, `stamped` says when the page was drawn."""

    buttons: ClassVar[tuple[str, ...]] = ()
    website = StringField()
    stamped = HiddenField()

    def given(self) -> dict[str, Any]:
        """What was answered and could be understood."""
        return {each.code: each.value for each in self.sent() if each.value is not None}


def concern_form(questions: Sequence[Question], on: str) -> type[ConcernForm]:
    """The form of these questions, as they are asked on an ISO day."""
    return type("PublicConcernForm", (ConcernForm, form_for(tuple(questions), on)), {})


class PressForm(BaseForm):
    """One button."""


class FindForm(FilterForm):
    """Finding a concern by the reference that its sender was given."""

    reference = TextField("Reference, if somebody tells you one", hint="Like CON-7KQ2-M4X.", width=20)


def turn_down_form(why_not: Mapping[str, str]) -> type[BaseForm]:
    """Why nothing is done about a concern."""
    return type(
        "TurnDownForm",
        (BaseForm,),
        {
            "reason": ChoiceField(
                "Why is nothing done about it?",
                choices=[Choice(code, label) for code, label in why_not.items()],
                missing="Choose why nothing is done about it.",
            ),
            "words": LongTextField(
                "In your words",
                hint="Whoever looks at this later should understand it.",
                longest=LONGEST_REASON,
                missing="Write why, in a sentence.",
            ),
        },
    )


def clear_form(marked: Sequence[tuple[str, str]]) -> type[BaseForm]:
    """Which of the marked concerns (reference, what the list says of it) are not true and are cleared away, and why."""
    return type(
        "ClearForm",
        (BaseForm,),
        {
            "concerns": ManyChoicesField(
                "Which of these are not true?",
                choices=[Choice(reference, reference, hint=says) for reference, says in marked],
                missing="Tick those that are not true.",
            ),
            "reason": ChoiceField(
                "Why are they not true?",
                choices=[Choice(code, label) for code, label in NOT_TRUE.items()],
                missing="Choose why they are not true.",
            ),
            "words": LongTextField(
                "In your words, if there is more to say",
                hint="Whoever looks at this later reads it. Leave out anything about a person.",
                longest=LONGEST_REASON,
                rows=3,
            ),
        },
    )
