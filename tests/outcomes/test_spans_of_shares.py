"""A released share is shown by quarters where they have enough people, and by twelve months where they have too few."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, date, datetime

import pytest

from coordination.outcomes.queries import released
from coordination.statistics.queries.whole import Whole
from workflows.measures import catalogue
from workflows.measures.from_releases import RELEASED
from workflows.measures.series import series_of

CODE = "local-family-support-offered"
[PART] = RELEASED[CODE]
YES = min(PART.numerator)
NO = min(PART.denominator - PART.numerator)
CLOSED = datetime(2026, 11, 13, tzinfo=UTC)


@pytest.fixture
def series(monkeypatch):
    """`series(months, yes, no)`: so many months up to October 2026, each with these figures."""

    def made(months: int, yes: int, no: int):
        every = [date(2025 + at // 12, at % 12 + 1, 1) for at in range(22 - months, 22)]
        cells = {(month, code): value for month in every for code, value in ((YES, yes), (NO, no))}
        whole = Whole(cells, dict.fromkeys(every, CLOSED))
        monkeypatch.setattr(released, "frozen", nullcontext)
        monkeypatch.setattr(released, "whole_columns", lambda *_: {(PART.pathway, PART.attribute): whole})
        points, _ = released.released_points("havering", [CODE])
        return series_of(catalogue.everything()[CODE], points.get(CODE, []))

    return made


def test_quarters_with_enough_people_stand_for_themselves(series):
    found = series(12, 5, 10)
    assert [point.span for point in found.points] == [
        "January to March 2026", "April to June 2026", "July to September 2026",
    ]  # fmt: skip
    assert {(point.numerator, point.denominator, point.value) for point in found.points} == {(15, 45, 33.3)}


def test_twelve_months_stand_for_a_quarter_with_too_few(series):
    """November to October is the only whole year of twelve months that are out; it ends in no quarter."""
    [point] = series(12, 0, 5).points
    assert (point.span, point.numerator, point.denominator) == ("the year to October 2026", 0, 60)


def test_the_run_chart_has_a_year_for_each_quarter_that_ends_one(series):
    found = series(16, 5, 0)
    assert found.over_a_year
    assert [point.span for point in found.points] == ["the year to June 2026", "the year to September 2026"]
    assert {point.denominator for point in found.points} == {60}


def test_before_a_year_is_out_there_is_no_figure(series):
    assert series(11, 0, 5).points == ()


def test_a_year_with_too_few_is_none_or_a_few(series):
    [point] = series(12, 0, 0).points
    assert point.said(catalogue.everything()[CODE]) == "Not shown: none or a few"
