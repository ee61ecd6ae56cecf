"""Grids as the tables of a file, and the whole file that says them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from coordination.statistics.asking import in_words, month_code, month_words
from coordination.statistics.files.as_package import FIGURE_FIELDS
from coordination.statistics.files.document import Cell, Document, Table
from coordination.statistics.grids import Grid, Laid, Measured
from coordination.statistics.queries.frozen import Answer, Question
from coordination.statistics.queries.menu import Menu
from coordination.statistics.words import (
    IN_FIVES,
    NOT_OUT,
    TOO_FEW,
    as_at_of,
    as_at_words,
    definitions,
    keeps_not_words,
    left_out_words,
    margin_words,
)

MONTHS_ABREAST = 12
PLAIN_HEADINGS = tuple(name for name, _, _ in FIGURE_FIELDS)


def document_of(question: Question, menu: Menu, answer: Answer, laid: Laid) -> Document:
    """Everything that a file of the answer says."""
    notes = (left_out_words(answer), keeps_not_words(question, laid))
    return Document(
        title=in_words(question, menu),
        about=(IN_FIVES, margin_words(answer), as_at_words(answer), *(note for note in notes if note)),
        tables=tuple(table for grid in laid.grids for table in _tables(grid, laid.measured.get(grid.code))),
        definitions=tuple(definitions(question, menu, answer, laid)),
        as_at=as_at_of(question, answer),
    )


def plain_rows(question: Question, answer: Answer, laid: Laid) -> Iterator[tuple[str, ...]]:
    """A line for each figure, with nothing added up: for a program, or for a table of the reader's own."""
    as_at = as_at_of(question, answer).strftime("%Y-%m-%dT%H:%M:%SZ")
    for grid in laid.grids:
        for row in grid.rows:
            for month in grid.months:
                figure = grid.at(row.code, month)
                by_pathway = grid.code == "referrals"
                yield (
                    month_code(month),
                    row.code if by_pathway else grid.code,
                    question.attribute,
                    "all" if by_pathway else row.code,
                    "" if figure is None else str(figure),
                    NOT_OUT if figure is None else "none or a few" if figure == 0 else "in fives",
                    str(answer.margin),
                    as_at,
                )


def month_blocks(months: tuple[date, ...]) -> Iterator[tuple[date, ...]]:
    """The months in runs that stand beside each other in one table."""
    for start in range(0, len(months), MONTHS_ABREAST):
        yield months[start : start + MONTHS_ABREAST]


def figure_words(figure: int | None) -> Cell:
    """A figure, or what is said in its place."""
    return NOT_OUT if figure is None else figure


def share_words(share: float | None) -> str:
    """A share, or what is said in its place."""
    return TOO_FEW if share is None else f"{share:g}%"


def _tables(grid: Grid, measured: Measured | None) -> Iterator[Table]:
    if measured:
        yield Table(
            measured.grid.title,
            f"{measured.grid.title}, over the whole time",
            ("Measure", "Figure", "Share", "Share of"),
            tuple(
                (row.label, figure_words(measured.grid.whole(row.code)), *_share_of(measured, row.code))
                for row in measured.grid.rows
            ),
        )
        yield from _by_month(measured.grid)
    yield _whole(grid)
    yield from _by_month(grid)


def _share_of(measured: Measured, row: str) -> tuple[str, str]:
    return (share_words(measured.share(row)), measured.of[row].label) if row in measured.of else ("", "")


def _whole(grid: Grid) -> Table:
    caption = f"{grid.title}, over the whole time"
    figures = [(row.label, figure_words(grid.whole(row.code))) for row in grid.rows]
    if not grid.has_shares:
        return Table(grid.title, caption, ("", "Figure"), tuple(figures))
    shares = [share_words(grid.share(row.code)) for row in grid.rows]
    rows = [(*figure, share) for figure, share in zip(figures, shares, strict=True)]
    return Table(
        grid.title, caption, ("", "Figure", "Share"), (*rows, (grid.of, figure_words(grid.everything), "")), sums=1
    )


def _by_month(grid: Grid) -> Iterator[Table]:
    for block in month_blocks(grid.months):
        span = month_words(block[0]) if len(block) == 1 else f"{month_words(block[0])} to {month_words(block[-1])}"
        rows = [(row.label, *(figure_words(grid.at(row.code, month)) for month in block)) for row in grid.rows]
        if grid.has_shares:
            rows.append((grid.of, *(figure_words(grid.in_month(month)) for month in block)))
        yield Table(
            f"{grid.title.partition(':')[0]} {block[0]:%b %Y}",
            f"{grid.title}, by month, {span}",
            ("", *(f"{month:%b %Y}" for month in block)),
            tuple(rows),
            sums=int(grid.has_shares),
        )
