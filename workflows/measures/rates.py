"""A share of a number, kept with both its counts, and never a percentage of nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

Counted = TypeVar("Counted")


@dataclass(frozen=True)
class Period:
    """Both days belong to it."""

    start: date
    end: date

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.start <= day <= self.end


@dataclass(frozen=True)
class Rate:
    """How many of how many. `of` is the plural that the sentence speaks of; `pending` are in neither count."""

    numerator: int
    denominator: int
    of: str
    pending: int = 0
    not_known: int = 0

    @property
    def percent(self) -> float | None:
        """One decimal place; None, never 0, when there is nothing to take a share of."""
        return round(100 * self.numerator / self.denominator, 1) if self.denominator else None

    @property
    def sentence(self) -> str:
        """The rate as the exact screens show it, always with both counts."""
        said = f"no {self.of}"
        if self.denominator:
            said = f"{self.percent}% ({self.numerator} of {self.denominator} {self.of})"
        if self.pending:
            said += f", {self.pending} pending"
        if self.not_known:
            said += f", {self.not_known} not known"
        return said


def share(counted: Iterable[Counted], reached: Callable[[Counted], bool | None], of: str, pending: int = 0) -> Rate:
    """The share that reached something. Not known (None) stays in the denominator and is told apart."""
    answers = [reached(one) for one in counted]
    return Rate(answers.count(True), len(answers), of, pending, answers.count(None))
