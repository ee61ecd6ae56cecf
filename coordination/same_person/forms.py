"""What is asked of whoever compares two people."""

from __future__ import annotations

from coordination.cases.models import DIFFERENT, NOT_SURE, SAME
from coordination.web.fields import Choice, ChoiceField
from coordination.web.forms import BaseForm


class VerdictForm(BaseForm):
    """Whether these two are one person."""

    verdict = ChoiceField(
        "Are they the same person?",
        choices=[
            Choice(SAME, "Yes, the same person", hint="The cases are linked. Both keep their own history."),
            Choice(DIFFERENT, "No, two people", hint="You will not be asked about these two again."),
            Choice(NOT_SURE, "I am not sure", hint="The question stays, with your name beside it."),
        ],
        missing="Select whether they are the same person, or that you are not sure.",
    )


class UndoForm(BaseForm):
    """One press of a button."""
