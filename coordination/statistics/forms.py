"""What exact figures are asked by: the partnership, the pathway and the months."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms.fields.choices import SelectChoice

from coordination.web.fields import SelectField
from coordination.web.forms import FilterForm


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
