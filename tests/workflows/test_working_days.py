"""The calendar that every deadline in working days is counted on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows import bank_holidays
from workflows.working_days import WorkingDays

CALENDAR = WorkingDays.england_and_wales()
DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2030, 12, 31))

# Years in which a holiday was moved or added once; the standing rules cannot know these.
ONE_OFF_YEARS = {2012, 2020, 2022, 2023}


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # over Good Friday and Easter Monday
        (date(2026, 11, 25), 1, date(2026, 11, 26)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),  # over a weekend
        (date(2026, 8, 28), 1, date(2026, 9, 1)),  # over the August bank holiday
        (date(2026, 12, 24), 1, date(2026, 12, 29)),  # Boxing Day 2026 is kept on Monday 28
        (date(2027, 12, 24), 1, date(2027, 12, 29)),  # both Christmas days at the weekend
        (date(2026, 12, 31), 1, date(2027, 1, 4)),  # year end
        (date(2028, 2, 28), 2, date(2028, 3, 1)),  # over 29 February
        (date(2026, 11, 28), 0, date(2026, 11, 28)),  # nothing added: a Saturday stays
        (date(2026, 4, 7), -1, date(2026, 4, 2)),
    ],
)
def test_table_of_dates(start, count, expected):
    assert CALENDAR.add(start, count) == expected


def test_a_partnerships_own_closure_is_not_a_working_day():
    closed = WorkingDays.england_and_wales(closures=[date(2026, 12, 29), date(2026, 12, 30)])
    assert closed.add(date(2026, 12, 24), 1) == date(2026, 12, 31)
    assert CALENDAR.is_working_day(date(2026, 12, 29))


def test_christmas_after_the_published_dates_is_still_no_working_day_and_it_is_said():
    assert CALENDAR.known_until == max(bank_holidays.published())
    year = CALENDAR.known_until.year + 1
    assert not CALENDAR.is_working_day(date(year, 12, 25))
    assert CALENDAR.beyond(CALENDAR.known_until) is None
    said = CALENDAR.beyond(date(year, 12, 25))
    assert "only the yearly ones are worked out" in said
    assert str(CALENDAR.known_until.year) in said


def test_the_alarm_rings_a_year_before_the_dates_run_out():
    assert CALENDAR.alarm(CALENDAR.known_until - timedelta(days=365)) is None
    assert "govuk-bank-holidays" in CALENDAR.alarm(CALENDAR.known_until - timedelta(days=364))


@pytest.mark.parametrize("year", sorted({d.year for d in bank_holidays.published()} - ONE_OFF_YEARS))
def test_standing_rules_agree_with_the_published_dates(year):
    assert bank_holidays.by_standing_rules(year) == {d for d in bank_holidays.published() if d.year == year}


@given(DAYS, st.integers(0, 40))
def test_adding_then_counting_gives_the_number_back(day, count):
    end = CALENDAR.add(day, count)
    assert CALENDAR.between(day, end) == count
    assert count == 0 or CALENDAR.is_working_day(end)


@given(DAYS, DAYS, DAYS)
def test_counts_add_up(a, b, c):
    first, middle, last = sorted([a, b, c])
    assert CALENDAR.between(first, middle) + CALENDAR.between(middle, last) == CALENDAR.between(first, last)
    assert CALENDAR.between(last, first) == -CALENDAR.between(first, last)


@given(st.dates(date(2010, 1, 1), date(2034, 12, 31)), st.integers(0, 800), st.sets(DAYS, max_size=4))
def test_counting_by_whole_weeks_is_counting_day_by_day(start, length, closures):
    calendar = WorkingDays.england_and_wales(closures)
    day_by_day = sum(calendar.is_working_day(start + timedelta(days=n)) for n in range(1, length + 1))
    assert calendar.between(start, start + timedelta(days=length)) == day_by_day


@given(DAYS)
def test_rolling_forward_and_back_surround_the_day(day):
    before, after = CALENDAR.previous_or_same(day), CALENDAR.next_or_same(day)
    assert before <= day <= after
    assert CALENDAR.is_working_day(before)
    assert CALENDAR.is_working_day(after)
    assert (before == day) == CALENDAR.is_working_day(day) == (after == day)
