"""Measures from frozen releases: for a quarter whose three months are out, and for no other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime

from coordination.errors import Refused
from coordination.statistics.queries.frozen import Answer, Question, answer
from coordination.statistics.reading import frozen
from workflows.measures.from_releases import RELEASED, Released, asked_of
from workflows.measures.periods import MONTHS, ReportingPeriod, period_with
from workflows.measures.series import Point
from workflows.measures.small_numbers import share_of


def released_points(partnership: str, codes: Collection[str]) -> tuple[dict[str, list[Point]], datetime | None]:
    """What is out of these measures, by quarter, and when the newest of it was closed.

    Nothing where this process was not told how to read frozen figures.
    """
    try:
        with frozen() as session:
            answers = {
                (pathway, attribute): answer(session, Question(partnership, (), (pathway,), attribute))
                for pathway, attribute in asked_of(codes)
            }
    except Refused:
        return {}, None
    found = {
        code: _points(RELEASED[code], answers[RELEASED[code].pathway, RELEASED[code].attribute])
        for code in codes
        if code in RELEASED
    }
    as_at = max((one.as_at for one in answers.values() if one.as_at is not None), default=None)
    return {code: points for code, points in found.items() if points}, as_at


def _points(released: Released, frozen_figures: Answer) -> list[Point]:
    by_quarter: Mapping[ReportingPeriod, set[date]] = defaultdict(set)
    for month, pathway in frozen_figures.out:
        if pathway == released.pathway:
            by_quarter[period_with(month, "quarterly")].add(month)
    return [
        _point(released, frozen_figures, quarter, months)
        for quarter, months in sorted(by_quarter.items())
        if len(months) == MONTHS["quarterly"]
    ]


def _point(released: Released, figures: Answer, quarter: ReportingPeriod, months: set[date]) -> Point:
    def sum_of(categories: frozenset[str]) -> int:
        return sum(
            value
            for (month, pathway, category), value in figures.cells.items()
            if month in months and pathway == released.pathway and category in categories
        )

    numerator = sum_of(released.numerator)
    if released.denominator is None:
        return Point(period=quarter, value=float(numerator), numerator=numerator, in_fives=True)
    denominator = sum_of(released.denominator)
    return Point(
        period=quarter,
        value=share_of(numerator, denominator),
        numerator=numerator,
        denominator=denominator,
        in_fives=True,
    )
