"""What exact figures are asked by, and what a key for a program is asked."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms.fields.choices import SelectChoice

from coordination.statistics.queries.keys import BOARD_REPORTS, OPENS, STATISTICS
from coordination.web.fields import Choice, ChoiceField, ManyChoicesField, SelectField, TextField
from coordination.web.forms import BaseForm, FilterForm


def exact_form(
    partnerships: Sequence[SelectChoice], pathways: Sequence[SelectChoice], months: Sequence[SelectChoice]
) -> FilterForm:
    """One pathway of one partnership, from one closed month to another; all of them where nothing is chosen."""
    made = {
        "partnership": SelectField("Partnership", choices=partnerships),
        "pathway": SelectField("Kind of referral", choices=pathways),
        "first": SelectField("From", choices=months),
        "last": SelectField("To", choices=months),
    }
    form: FilterForm = type("ExactForm", (FilterForm,), made)()
    return form


class KeyForm(BaseForm):
    """A key for a program that fetches figures or reports: what for, what it opens, and until when."""

    used_for = TextField(
        "What is it for?",
        hint="For example, the council's Power BI report. Those who keep keys read it.",
        missing="Say what the key is for, so that somebody knows later whether it is still needed.",
        longest=120,
    )
    opens = ManyChoicesField(
        "What does it open?",
        hint="Choose no more than the program needs.",
        choices=[
            Choice(STATISTICS, OPENS[STATISTICS], hint="Counts in fives, and the dictionary of them."),
            Choice(
                BOARD_REPORTS,
                OPENS[BOARD_REPORTS],
                hint="As they were made: measures, activity, and what agencies told of the delivery plan.",
            ),
        ],
        missing="Choose what the key opens: statistics, reports to the board, or both.",
    )
    days = ChoiceField(
        "How long does it hold?",
        choices=[Choice("30", "30 days"), Choice("90", "90 days"), Choice("365", "A year")],
        missing="Choose how long it holds.",
    )


class RevokeForm(BaseForm):
    """The button that ends a key, and nothing else."""
