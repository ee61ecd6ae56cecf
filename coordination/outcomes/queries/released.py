"""Measures from frozen releases: by quarters whose three months are out or, where a share's quarters have too few
people, by twelve months."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime

from coordination.errors import Refused
from coordination.statistics.queries.whole import Whole, whole_columns
from coordination.statistics.reading import frozen
from workflows.measures.catalogue.measure import Cadence
from workflows.measures.from_releases import RELEASED, Parts, Released, asked_of
from workflows.measures.periods import MONTHS, ONE_DAY, ReportingPeriod, period_with
from workflows.measures.series import Point
from workflows.measures.small_numbers import LEAST_BASE, share_of

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
    """A point for each quarter of which every month of every part is out. For a share of which any quarter has too few,
    one for each such year up to the end of a quarter or, where there is none yet, up to the newest month."""
    out = set.intersection(*(_months_out(part, columns) for part in parts))
    quarters = _spans(parts, columns, out, "quarterly")
    if all(point.denominator is None or point.denominator >= LEAST_BASE for point in quarters):
        return quarters
    years = _spans(parts, columns, out, "yearly")
    ends = {period_with(month, "quarterly").end for month in out}
    whole = [point for point in years if point.period.end in ends] or years[-1:]
    return [replace(one, over=f"the year to {period_with(one.period.end, 'monthly').words}") for one in whole]


def _spans(parts: Parts, columns: Columns, out: set[date], cadence: Cadence) -> list[Point]:
    """Quarters that are out, or every twelve months in a row that are; a year is kept under its last three months."""
    found = []
    for last in sorted(out):
        months = _months_to(last, MONTHS[cadence])
        is_quarter = period_with(last, "quarterly").start == _months_to(last, MONTHS["quarterly"])[0]
        if set(months) <= out and (is_quarter or cadence != "quarterly"):
            period = ReportingPeriod(_months_to(last, MONTHS["quarterly"])[0], period_with(last, "monthly").end)
            found.append(_point(parts, columns, period, set(months)))
    return found


def _months_to(last: date, number: int) -> list[date]:
    """So many months up to this one, in order."""
    months = [last]
    while len(months) < number:
        months.insert(0, (months[0] - ONE_DAY).replace(day=1))
    return months


def _months_out(part: Released, columns: Columns) -> set[date]:
    whole = columns.get((part.pathway, part.attribute))
    return set(whole.out) if whole else set()


def _point(parts: Parts, columns: Columns, period: ReportingPeriod, months: set[date]) -> Point:
    def sum_of(part: Released, categories: frozenset[str]) -> int:
        cells = columns[part.pathway, part.attribute].cells
        return sum(value for (month, category), value in cells.items() if month in months and category in categories)

    numerator = sum(sum_of(part, part.numerator) for part in parts)
    if any(part.denominator is None for part in parts):
        return Point(period=period, value=float(numerator), numerator=numerator, in_fives=True)
    denominator = sum(sum_of(part, part.denominator or frozenset()) for part in parts)
    return Point(
        period=period,
        value=share_of(numerator, denominator),
        numerator=numerator,
        denominator=denominator,
        in_fives=True,
    )
