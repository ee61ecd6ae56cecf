"""What one custody group carries from one closed month to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

FIVE = 5
TOTAL = "total"
ALL = "all"
NOT_KNOWN = "not-known"


class Column(NamedTuple):
    """One column of one table: the bookings of a pathway that stand in one category of one attribute."""

    pathway: str
    attribute: str
    category: str


class Cell(NamedTuple):
    """One frozen figure: `value` bookings of `month` (its first day, ISO) in a column. A multiple of five."""

    month: str
    column: Column
    value: int


def total_of(pathway: str) -> Column:
    """The column that holds every booking of a pathway."""
    return Column(pathway, TOTAL, ALL)


@dataclass(frozen=True)
class Booking:
    """One counted referral in its month, and the one category it stands in of each attribute, "not-known" included.

    An attribute that is filled later (an outcome with a wait) is left out here and told to `fill`.
    """

    pathway: str
    categories: Mapping[str, str]

    def columns(self) -> Iterator[Column]:
        yield total_of(self.pathway)
        for attribute, category in self.categories.items():
            yield Column(self.pathway, attribute, category)


@dataclass
class Ledger:
    """True running totals of one custody group and what has been issued of them, carried for ever.

    `booked` is never published; `issued` is what all frozen figures add up to. A correction or an erasure after a
    month was closed changes `booked` alone, by `change`, and is felt at the next close.
    """

    booked: Counter[Column] = field(default_factory=Counter)
    issued: Counter[Column] = field(default_factory=Counter)

    def add(self, bookings: Iterable[Booking]) -> None:
        for booking in bookings:
            self.booked.update(booking.columns())

    def change(self, by: Mapping[Column, int]) -> None:
        """Correct what an earlier month booked: minus one where it stood, plus one where it stands now."""
        for column, number in by.items():
            self.booked[column] += number

    def backlog(self, column: Column) -> int:
        """Bookings of a column that have not been issued yet. Below nothing after an erasure."""
        return self.booked[column] - self.issued[column]

    def issue(self, column: Column) -> None:
        self.issued[column] += FIVE

    def columns_of(self, attribute: str, pathway: str | None = None) -> list[Column]:
        """Every column of an attribute that was ever booked, in an order that nobody can steer."""
        found = {c for c in self.booked if c.attribute == attribute and pathway in (None, c.pathway)}
        return sorted(found, key=lambda column: unsteered(*column))


def unsteered(*codes: str) -> str:
    """Breaks ties the same way every time, and neither by size nor by the alphabet."""
    return sha256("\x1f".join(codes).encode()).hexdigest()


def blocks_due(running: int, issued: int) -> int:
    """How many fives bring what was issued to the multiple of five nearest to the running total. Never less than 0."""
    return max(0, (running - issued + FIVE // 2) // FIVE)
