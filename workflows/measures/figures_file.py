"""A file of figures: one row for each measure and period. Every cell that will not do is one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from workflows.lists.columns import Column, ListKind
from workflows.lists.reading import read_list
from workflows.measures.catalogue.measure import Measure
from workflows.measures.figures import Given, Unfit, period_for, read
from workflows.measures.periods import ReportingPeriod

COLUMNS = (
    Column("measure", "Measure", needed=True, also=("code", "measure code", "id")),
    Column("period", "Period", needed=True, also=("quarter", "month", "year")),
    Column("number", "Number", also=("value", "figure", "numerator", "count")),
    Column("out_of", "Out of", also=("denominator", "of", "total")),
    Column("reached", "Reached", also=("done", "milestone")),
    Column("note", "Why it moved", also=("note", "comment", "commentary")),
    Column("published_at", "Published at", also=("publication", "published")),
)
FIGURES = ListKind(code="figures", label="Figures", columns=COLUMNS)
LABELS = {column.code: column.label for column in COLUMNS}


@dataclass(frozen=True)
class FileFigure:
    """One row that will do."""

    row: int
    measure: Measure
    period: ReportingPeriod
    given: Given
    published_at: str = ""


@dataclass
class FileOfFigures:
    """What was read. `refused` says why the file as a whole will not do; `faults` are sentences by row and column."""

    figures: list[FileFigure] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    refused: str | None = None


def read_figures(content: bytes, measures: Iterable[Measure], today: date) -> FileOfFigures:
    """Read the bytes of a CSV file about these measures. It never raises for what is in them."""
    listed = read_list(FIGURES, content, today)
    found = FileOfFigures(faults=list(listed.faults), refused=listed.refused)
    known: dict[str, Measure] = {}
    for measure in measures:
        known[measure.code] = measure
        known.setdefault(measure.title.casefold(), measure)
    seen: dict[tuple[str, str], int] = {}
    for row in listed.rows:
        _row(found, row.number, row.given, known, seen, today)
    return found


def _row(
    found: FileOfFigures,
    number: int,
    given: Mapping[str, str],
    known: Mapping[str, Measure],
    seen: dict[tuple[str, str], int],
    today: date,
) -> None:
    measure = known.get(given["measure"]) or known.get(given["measure"].casefold())
    if measure is None:
        said = given["measure"][:60]
        found.faults.append(f"Row {number}, Measure: “{said}” is not a measure whose figures you give. Copy its code.")
        return
    try:
        period = period_for(measure, given["period"], today)
    except ValueError as wrong:
        found.faults.append(f"Row {number}, Period: {wrong}")
        return
    before = seen.setdefault((measure.code, period.code), number)
    if before != number:
        found.faults.append(f"Row {number}: row {before} gives the same measure and period. Take one of them out.")
        return
    try:
        found.figures.append(FileFigure(number, measure, period, read(measure, given), given.get("published_at", "")))
    except Unfit as wrong:
        found.faults.append(f"Row {number}, {LABELS[wrong.field]}: {wrong}")
