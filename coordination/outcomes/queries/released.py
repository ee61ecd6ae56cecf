"""Measures from frozen releases: for a quarter whose three months are out, and for no other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime

from coordination.errors import Refused
from coordination.statistics.queries.whole import Whole, whole_columns
from coordination.statistics.reading import frozen
from workflows.measures.from_releases import RELEASED, Parts, Released, asked_of
from workflows.measures.periods import MONTHS, ReportingPeriod, period_with
from workflows.measures.series import Point
from workflows.measures.small_numbers import share_of

Columns = Mapping[tuple[str, str], Whole]


def released_points(partnership: str, codes: Collection[str]) -> tuple[dict[str, list[Point]], datetime | None]:
    """What is out of these measures, by quarter, and when the newest of it was closed.

    Nothing where this process was not told how to read frozen figures.
    """
    try:
        with frozen() as session:
            columns = whole_columns(session, partnership, asked_of(codes))
    except Refused:
        return {}, None
    found = {code: _points(RELEASED[code], columns) for code in codes if code in RELEASED}
    as_at = max((moment for one in columns.values() for moment in one.out.values()), default=None)
    return {code: points for code, points in found.items() if points}, as_at


def _points(parts: Parts, columns: Columns) -> list[Point]:
    """A point for each quarter of which every month of every part is out."""
    by_quarter: Mapping[ReportingPeriod, set[date]] = defaultdict(set)
    for month in set.intersection(*(_months_out(part, columns) for part in parts)):
        by_quarter[period_with(month, "quarterly")].add(month)
    return [
        _point(parts, columns, quarter, months)
        for quarter, months in sorted(by_quarter.items())
        if len(months) == MONTHS["quarterly"]
    ]


def _months_out(part: Released, columns: Columns) -> set[date]:
    whole = columns.get((part.pathway, part.attribute))
    return set(whole.out) if whole else set()


def _point(parts: Parts, columns: Columns, quarter: ReportingPeriod, months: set[date]) -> Point:
    def sum_of(part: Released, categories: frozenset[str]) -> int:
        cells = columns[part.pathway, part.attribute].cells
        return sum(value for (month, category), value in cells.items() if month in months and category in categories)

    numerator = sum(sum_of(part, part.numerator) for part in parts)
    if any(part.denominator is None for part in parts):
        return Point(period=quarter, value=float(numerator), numerator=numerator, in_fives=True)
    denominator = sum(sum_of(part, part.denominator or frozenset()) for part in parts)
    return Point(
        period=quarter,
        value=share_of(numerator, denominator),
        numerator=numerator,
        denominator=denominator,
        in_fives=True,
    )
