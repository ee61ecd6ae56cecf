"""What a worker wants to be mailed about."""

from __future__ import annotations

from typing import Any

from wtforms import ValidationError

from coordination.notifications import firsts
from coordination.notifications.choices import ALL_SORTS, Choices
from coordination.web.fields import Choice, ChoiceField, SelectField
from coordination.web.forms import BaseForm

HOURS = [Choice(*hour) for hour in firsts.HOURS]
NONE = firsts.NO_QUIET
HOW = [Choice(*how) for how in firsts.HOW]


class NoticesForm(BaseForm):
    """One question for each sort of notice (added below), then the hours."""

    quiet_from = SelectField(
        "No mail from",
        hint="What is urgent comes at any hour.",
        choices=[Choice(NONE, "No quiet hours"), *HOURS],
        missing="Select when your quiet hours begin, or that you have none.",
    )
    quiet_until = SelectField("No mail until", choices=HOURS, missing="Select when your quiet hours end.")
    digest_at = SelectField("Daily digest at", choices=HOURS, missing="Select when your digest comes.")

    def validate_quiet_until(self, field: SelectField) -> None:
        """Hours that end as they begin are none: whoever means the whole day would be mailed all night."""
        if field.data == self.quiet_from.data:
            raise ValidationError(
                f"Select another hour than {field.data}, when they begin, or that you have no quiet hours."
            )

    def as_preferences(self) -> dict[str, Any]:
        """The answers as a worker's preferences keep them."""
        has_quiet = self.quiet_from.data != NONE
        return {
            "sorts": {sort.code: self[f"sort_{sort.code}"].data for sort in ALL_SORTS},
            "quiet_from": self.quiet_from.data if has_quiet else None,
            "quiet_until": self.quiet_until.data if has_quiet else None,
            "digest_at": self.digest_at.data,
        }


for _sort in ALL_SORTS:
    setattr(
        NoticesForm,
        f"sort_{_sort.code}",
        ChoiceField(_sort.label, choices=HOW, missing=f"Select how you are told: {_sort.label.lower()}."),
    )


def filled(choices: Choices) -> NoticesForm:
    """The form as the worker's choices are now."""
    return NoticesForm(
        formdata=None,
        quiet_from=f"{choices.quiet_from:%H:%M}" if choices.quiet_from else NONE,
        quiet_until=f"{choices.quiet_until:%H:%M}" if choices.quiet_until else "07:00",
        digest_at=f"{choices.digest_at:%H:%M}",
        **{f"sort_{code}": how for code, how in choices.by_sort.items()},
    )
