"""What is counted of a kind of referral beyond its measures of the plan: said in words on an exact screen alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from workflows.measures.rule import Asking, Counted


@dataclass(frozen=True)
class Told:
    """One count: the number that the domain page gives it, what is counted, and what it came to."""

    number: str
    label: str
    said: str


@dataclass(frozen=True)
class Coming:
    """A day in somebody's life that a count asks about, while none of these milestones came before it. Which cases it
    came in is counted; the day itself is not told, because it may tell who somebody is."""

    fact: str
    unless: tuple[str, ...]


@dataclass(frozen=True)
class Returned:
    """A count that no case tells: a partner returns it, as the figure of this measure."""

    number: str
    label: str
    measure: str


@dataclass(frozen=True)
class Tells:
    """The counts of one kind of referral: which milestones they read, how they are made of these, and which of them a
    partner returns."""

    kinds: tuple[str, ...]
    told: Callable[[Sequence[Counted], Asking, Collection[Any]], list[Told]]
    coming: Coming
    returned: tuple[Returned, ...] = ()
