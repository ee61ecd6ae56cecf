"""A question on a page: what every kind of field shares."""

from collections.abc import Iterator, Sequence
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


# Signs that nobody sees: they keep a name from being found, turn the words of ours that follow it about, or stand as an
# answer where a reason is asked for. What joins letters of one word, or a picture of several, is left where it is.
UNSEEN = dict.fromkeys([0x00AD, 0x200B, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
LINE_ENDS = {0x2028: "\n", 0x2029: "\n"}
# Letters by their kind that look like nothing.
BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# No writing puts more marks over and under one letter; a tower of them covers the lines around it.
MOST_MARKS = 6


def tidy(text: str) -> str:
    """The text as one sees it, without blanks around it, with one kind of line end. What shows nothing is nothing."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = "".join(_without_towers(text.translate(UNSEEN | LINE_ENDS)))
        if not any(_is_seen(sign) for sign in text):
            return ""
    return text.strip()


def _without_towers(text: str) -> Iterator[str]:
    marks = 0
    for sign in text:
        marks = marks + 1 if category(sign) in {"Mn", "Me"} else 0
        if marks <= MOST_MARKS:
            yield sign


def _is_seen(sign: str) -> bool:
    # a control sign or half of a pair is not seen either, but it has a sentence of its own
    return category(sign) not in {"Cf", "Mn", "Me", "Zs"} and sign not in BLANK_LETTERS and sign not in "\n\t"
