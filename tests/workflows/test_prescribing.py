"""Gaps between a bridging prescription and the community prescriber."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workflows.prescribing import cover_alert, days_since_last_dose, days_without_cover

ENDS = date(2026, 7, 12)


def test_case_22_bridging_gap():
    assert days_without_cover(ENDS, date(2026, 7, 14)) == (date(2026, 7, 13),)
    assert cover_alert(ENDS, date(2026, 7, 14)) == "No prescription covers Monday 13 July."


def test_the_day_after_is_in_time():
    assert cover_alert(ENDS, date(2026, 7, 13)) is None
    assert cover_alert(ENDS, date(2026, 7, 12)) is None
    assert cover_alert(ENDS, date(2026, 7, 1)) is None


def test_several_days_are_said_as_a_span():
    said = cover_alert(ENDS, date(2026, 7, 16))
    assert said == "No prescription covers Monday 13 July to Wednesday 15 July (3 days)."


def test_days_since_the_last_dose():
    assert days_since_last_dose(ENDS, date(2026, 7, 15)) == 3
    assert days_since_last_dose(ENDS, ENDS) == 0
    assert days_since_last_dose(ENDS, date(2026, 7, 11)) is None


@given(st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.integers(-30, 60))
def test_gap_days_lie_strictly_between(ends, later):
    starts = ends + timedelta(days=later)
    gap = days_without_cover(ends, starts)
    assert len(gap) == max(0, later - 1)
    assert all(ends < day < starts for day in gap)
