"""Answers in words."""

from typing import Any

from wtforms.validators import ValidationError
from wtforms.widgets import HiddenInput

from coordination.web.fields.asked import ODD_CHARACTERS, Asked, odd_characters, tidy


class TextField(Asked):
    """One line of words. `data` is the text without blanks around it, or None when nothing was given.

    `width` is how many characters the box looks made for: 2, 3, 4, 5, 10, 20, or None for the whole column.
    """

    draws_as = "text"
    input_type = "text"
    input_mode: str | None = None
    spell_check: bool | None = None
    longest = 200
    many_lines = False

    def __init__(
        self, label: str | None = None, *, longest: int | None = None, width: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(label, **kwargs)
        self.longest = longest or self.longest
        self.width = width
        self.typed: str = ""

    def process_data(self, value: Any) -> None:
        self.data = value
        self.typed = "" if value is None else self.write(value)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.typed = tidy(valuelist[0]) if valuelist else ""
        self.data = None
        if not self.typed:
            return
        if odd_characters(self.typed):
            raise ValueError(ODD_CHARACTERS)
        if "\n" in self.typed and not self.many_lines:
            raise ValueError("Write this answer on one line.")
        if len(self.typed) > self.longest:
            raise ValueError(f"Shorten this to {self.longest:,} characters or fewer. It has {len(self.typed):,}.")
        self.data = self.read(self.typed)

    def read(self, typed: str) -> Any:
        """What the words mean. Raises ValueError with a sentence when they will not do."""
        return typed

    def write(self, value: Any) -> str:
        """How a stored answer is put back into the box."""
        return str(value)


class LongTextField(TextField):
    """Several lines of words, with a count of the characters that are left."""

    draws_as = "long_text"
    longest = 5000
    many_lines = True

    def __init__(self, label: str | None = None, *, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.rows = rows


class CarriedField(TextField):
    """Something that the page carries and nobody sees, like the version that the worker was looking at.

    Read as carefully as any other answer: whoever sends the form can write into it.
    """

    draws_as = "hidden"
    widget = HiddenInput()

    @property
    def focus_id(self) -> None:
        """Nowhere to lead: the sentence stands in the summary alone."""
        return None

    def _value(self) -> str:
        return self.typed


class PasswordField(Asked):
    """A password exactly as it was typed. Never put back into a page."""

    draws_as = "password"
    longest = 256

    def __init__(self, label: str | None = None, *, autocomplete: str = "current-password", **kwargs: Any) -> None:
        super().__init__(label, autocomplete=autocomplete, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = valuelist[0] if valuelist and valuelist[0] else None

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if self.data and (len(self.data) > self.longest or "\x00" in self.data):
            raise ValidationError(f"Use a password of {self.longest} ordinary characters or fewer.")


class CodeField(TextField):
    """The six digits that an authenticator shows. `data` is the digits alone."""

    input_mode = "numeric"
    spell_check = False

    def __init__(self, label: str | None = None, **kwargs: Any) -> None:
        super().__init__(label, autocomplete="one-time-code", width=10, longest=20, **kwargs)

    def read(self, typed: str) -> str:
        digits = typed.replace(" ", "").replace("-", "")
        if not (len(digits) == 6 and digits.isascii() and digits.isdigit()):
            raise ValueError("Enter the 6 digits that your authenticator shows.")
        return digits
