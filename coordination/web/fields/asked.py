"""A question on a page: what every kind of field shares."""

from collections.abc import Sequence
from typing import Any
from unicodedata import category

from wtforms import Field
from wtforms.validators import StopValidation

ODD_CHARACTERS = (
    "Take out the hidden character in this answer. It may have come in by copy and paste: typing it again helps."
)


class Asked(Field):
    """A question with its label, hint and, when it must be answered, the sentence for an empty answer.

    `missing=None` makes the question optional; its label should then say so. `draws_as` tells the macro which
    markup to draw. `private` answers are about a person, so a browser on a shared machine must not offer them again.
    After bad input `typed` still holds what was sent, and `data` is None.
    """

    draws_as = "text"
    id: str
    description: str

    def __init__(
        self,
        label: str | None = None,
        *,
        hint: str = "",
        missing: str | None = None,
        why: str = "",
        private: bool = True,
        autocomplete: str | None = None,
        heading: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, description=hint, **kwargs)
        self.missing = missing
        self.why = why
        self.heading = heading
        self.autocomplete = autocomplete or ("off" if private else None)

    @property
    def hint(self) -> str:
        return self.description

    @property
    def focus_id(self) -> str | None:
        """Where the link in the error summary leads: an element that can take the focus."""
        return self.id

    @property
    def described_by(self) -> str | None:
        """The ids that belong in aria-describedby, or None."""
        ids = [f"{self.id}-hint"] if self.hint else []
        if self.errors:
            ids.append(f"{self.id}-error")
        return " ".join(ids) or None

    def input_names(self) -> Sequence[str]:
        """Every name under which this question's answer arrives."""
        return [self.name]

    def names_sent_twice(self, sent: Any) -> list[str]:
        """Those of its names that came more than once, where once is all we asked for."""
        return [name for name in self.input_names() if len(sent.getlist(name)) > 1]

    def is_empty(self) -> bool:
        """Whether nothing was given; bad input is not nothing."""
        return self.data is None or self.data == "" or self.data == []

    def pre_validate(self, form: Any) -> None:
        if self.process_errors:
            raise StopValidation()
        if self.is_empty():
            raise StopValidation(self.missing or "")


def odd_characters(text: str) -> bool:
    """Whether the text holds something that nobody types and no database column takes."""
    return any(category(sign) in {"Cc", "Cs"} and sign not in "\n\t" for sign in text)


def tidy(text: str) -> str:
    """The text without blanks around it, with one kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
