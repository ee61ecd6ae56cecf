"""An answer laid out for reading: grids of figures by month, their sums, shares and measures. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from coordination.statistics.queries.frozen import RECEIVER, Answer, Question, percent
from coordination.statistics.queries.menu import OTHERS, Menu, Offered, column, publishing
from workflows.publishing import Column, measures
from workflows.quintets.ledger import ALL, TOTAL
from workflows.vocabulary import Pathway


@dataclass(frozen=True)
class Grid:
    """What is counted, in rows, by month. A month that is not out has no figure; one that is has a figure in each row.

    `of` is what all rows together are called.
    """

    code: str
    title: str
    rows: tuple[Offered, ...]
    months: tuple[date, ...]
    figures: Mapping[tuple[str, date], int]
    of: str
    wait_days: int = 0
    counts_events: bool = False
    # parts of a whole may be added up; measures that overlap may not
    adds_up: bool = True

    def at(self, row: str, month: date) -> int | None:
        """One figure, or None where it is not out yet."""
        return self.figures.get((row, month))

    def in_month(self, month: date) -> int | None:
        """All rows of a month together."""
        return self._sums[month]

    def whole(self, row: str) -> int | None:
        """One row over the months that are out."""
        return _sum(self.at(row, month) for month in self.months)

    @cached_property
    def _sums(self) -> dict[date, int | None]:
        return {month: _sum(self.at(row.code, month) for row in self.rows) for month in self.months}

    @cached_property
    def everything(self) -> int | None:
        """All rows over the months that are out."""
        return _sum(self.in_month(month) for month in self.months)

    @cached_property
    def waiting(self) -> frozenset[date]:
        """The months of which a row is not out yet."""
        return frozenset(month for month in self.months if any(self.at(row.code, month) is None for row in self.rows))

    @property
    def has_shares(self) -> bool:
        """Whether the rows are several parts of one whole."""
        return self.adds_up and len(self.rows) > 1

    def share(self, row: str) -> float | None:
        """A row's share of all rows in percent, or None where it is not given."""
        part, whole = self.whole(row), self.everything
        return None if part is None or whole is None else percent(part, whole)


@dataclass(frozen=True)
class Measured:
    """The measures of a grid, as a grid of their own, and of which of them each is a share (by their codes)."""

    grid: Grid
    of: Mapping[str, Offered]

    def share(self, row: str) -> float | None:
        """In percent over the months that are out, or None where it is not given."""
        part, whole = self.grid.whole(row), self.grid.whole(self.of[row].code)
        return None if part is None or whole is None else percent(part, whole)


@dataclass(frozen=True)
class Laid:
    """An answer as grids, with the measures of those that have any by the grid's code.

    `kept` are the pathways asked for that keep the attribute, `keeps_not` those that do not, by their titles.
    """

    grids: tuple[Grid, ...]
    kept: tuple[str, ...]
    keeps_not: tuple[str, ...]
    measured: Mapping[str, Measured]


def laid_out(question: Question, menu: Menu, answer: Answer) -> Laid:
    """Referrals alone make one grid with a row for each pathway; an attribute makes one grid for each pathway."""
    asked = [one for one in publishing() if not question.pathways or one.code in question.pathways]
    if question.attribute == TOTAL:
        return Laid((_totals(question, asked, answer),), tuple(one.title for one in asked), (), {})
    agencies = menu.receivers if question.attribute == RECEIVER else menu.senders
    kept = [(one, found) for one in asked if (found := column(one, question.attribute, agencies))]
    grids = tuple(_by_category(question, pathway, found, answer) for pathway, found in kept)
    return Laid(
        grids,
        tuple(one.title for one, _ in kept),
        tuple(one.title for one in asked if one.code not in {pathway.code for pathway, _ in kept}),
        {
            grid.code: measured
            for grid, (pathway, found) in zip(grids, kept, strict=True)
            if (measured := _measured(pathway, found, grid))
        },
    )


def _totals(question: Question, asked: list[Pathway], answer: Answer) -> Grid:
    figures = {
        (one.code, month): answer.cells.get((month, one.code, ALL), 0)
        for one in asked
        for month in question.months
        if (month, one.code) in answer.out
    }
    rows = tuple(Offered(one.code, one.title) for one in asked)
    return Grid("referrals", "Referrals", rows, question.months, figures, "All of these pathways")


def _by_category(question: Question, pathway: Pathway, found: Column, answer: Answer) -> Grid:
    figures = {
        (category.code, month): 0
        for category in found.categories
        for month in question.months
        if (month, pathway.code) in answer.out
    }
    for (month, of_pathway, category), figure in answer.cells.items():
        if of_pathway == pathway.code:
            # an agency that configuration does not name on this side can still have sent a case that is shared
            figures[(category if (category, month) in figures else OTHERS), month] += figure
    return Grid(
        pathway.code,
        f"{pathway.title}: {found.label[:1].lower()}{found.label[1:]}",
        tuple(Offered(one.code, one.label) for one in found.categories),
        question.months,
        figures,
        "All of these" if found.counts_events else "All referrals",
        found.wait_days,
        found.counts_events,
    )


def _measured(pathway: Pathway, found: Column, grid: Grid) -> Measured | None:
    own = [one for one in measures(pathway) if one.attribute == found.code]
    if not own:
        return None
    figures = {
        (one.code, month): sum(grid.figures[category, month] for category in one.categories)
        for one in own
        for month in grid.months
        if month not in grid.waiting
    }
    rows = tuple(Offered(one.code, one.label) for one in own)
    title = f"{pathway.title}: measures"
    by_label = {row.label: row for row in rows}
    return Measured(
        Grid(f"{grid.code}-measures", title, rows, grid.months, figures, "", grid.wait_days, adds_up=False),
        {one.code: by_label[one.of_label] for one in own if one.of is not None},
    )


def _sum(figures: Iterable[int | None]) -> int | None:
    held = [figure for figure in figures if figure is not None]
    return sum(held) if held else None
