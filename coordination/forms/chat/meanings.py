"""What became of a reply: understood, to be confirmed, or to be given again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from coordination.forms.values import AsTyped

Boxes = dict[str, list[str]]


@dataclass(frozen=True)
class Understood:
    """The answer as the question's own field takes it: its value, and what would stand in the boxes of the form."""

    value: Any
    boxes: AsTyped | None


@dataclass(frozen=True)
class Offer:
    """One way to go on after a reply that could mean something else: the words of a button, and the reply it gives.

    That reply is exact. It is read without asking back.
    """

    words: str
    reply: str


@dataclass(frozen=True)
class AskBack:
    """There is room for error: the sentence says in full what was understood, and the offers settle it."""

    say: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True)
class AskAgain:
    """Not understood. The sentence says what to do."""

    say: str


Meaning = Understood | AskBack | AskAgain
# What a kind of reply comes to before the question's field has judged it: boxes, or one of the other two.
Heard = Boxes | AskBack | AskAgain
