"""Closing a month of one custody group: whole fives are issued, and the rest is carried to a later month."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from workflows.quintets.ledger import FIVE, NOT_KNOWN, TOTAL, Booking, Cell, Column, Ledger, blocks_due, total_of


def close(ledger: Ledger, month: str, bookings: Iterable[Booking], attributes: Sequence[str]) -> list[Cell]:
    """Book a month and issue its fives. Call it once for each month, in order; the ledger is changed in place.

    `attributes` are those that are filled at the close itself; every booking must name a category of each. Returns
    only the cells above nothing: the pathway's own total and, for every attribute, categories that add up to it.
    Raises `ValueError` for a booking that names other attributes than these.
    """
    wanted = set(attributes)
    bookings = tuple(bookings)
    for booking in bookings:
        if set(booking.categories) != wanted:
            raise ValueError(f"A booking of {booking.pathway} must name exactly one category of each attribute.")
    ledger.add(bookings)
    totals = ledger.columns_of(TOTAL)
    running = sum(ledger.booked[c] for c in totals)
    issued: Counter[Column] = Counter()
    standing = [_Standing(ledger, attribute) for attribute in attributes]
    for _ in range(blocks_due(running, sum(ledger.issued[c] for c in totals))):
        pathway = max(totals, key=ledger.backlog).pathway
        _give(ledger, total_of(pathway), issued)
        for attribute in standing:
            attribute.give(pathway, issued)
    return _cells(month, issued)


def fill(
    ledger: Ledger,
    month: str,
    attribute: str,
    booked: Mapping[Column, int],
    blocks: Mapping[str, int],
) -> list[Cell]:
    """Fill an attribute that had to wait, for the fives that its month was given when it was closed.

    Months are filled in order, each once, on a day that the calendar alone sets. `booked` is how many bookings of
    that month stand in each category today, together with corrections of months filled before. `blocks` is how many
    fives each pathway was issued in that month.
    """
    ledger.change(booked)
    issued: Counter[Column] = Counter()
    standing = _Standing(ledger, attribute)
    for pathway in sorted(blocks):
        for _ in range(blocks[pathway]):
            standing.give(pathway, issued)
    return _cells(month, issued)


class _Standing:
    """Who stands in the categories of one attribute while fives are given: thousands in a large month, so that nothing
    is looked for twice."""

    def __init__(self, ledger: Ledger, attribute: str) -> None:
        self._ledger, self._attribute = ledger, attribute
        self._of: dict[str, list[Column]] = defaultdict(list)
        self._everywhere: Counter[str] = Counter()
        for column in ledger.columns_of(attribute):
            self._of[column.pathway].append(column)
            self._everywhere[column.category] += ledger.backlog(column)

    def give(self, pathway: str, issued: Counter[Column]) -> None:
        """Give a five to the category that is furthest behind."""
        column = self._furthest_behind(pathway)
        _give(self._ledger, column, issued)
        if column in self._ledger.booked:
            self._everywhere[column.category] -= FIVE

    def _furthest_behind(self, pathway: str) -> Column:
        """The category with most bookings still to be issued, those of the other pathways counting half.

        Only a category in which somebody stands may be given a five. After an erasure, or for bookings from before the
        attribute was kept, there may be none: then the one that is least far ahead is given it, or "not known" where
        there is no other, so that the table still adds up.
        """
        columns = self._of.get(pathway) or [Column(pathway, self._attribute, NOT_KNOWN)]
        backlog = self._ledger.backlog
        standing = [column for column in columns if backlog(column) >= 1] or columns
        return max(standing, key=lambda column: 2 * backlog(column) + self._everywhere[column.category])


def _give(ledger: Ledger, column: Column, issued: Counter[Column]) -> None:
    ledger.issue(column)
    issued[column] += FIVE


def _cells(month: str, issued: Mapping[Column, int]) -> list[Cell]:
    return [Cell(month, column, value) for column, value in sorted(issued.items())]
