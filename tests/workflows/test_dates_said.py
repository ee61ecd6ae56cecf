"""Dates as people type them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.dates_in_words import MONTHS, in_full
from workflows.dates_said import ASK, read_date

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("12/3/2026", date(2026, 3, 12)),
        ("12.03.2026", date(2026, 3, 12)),
        ("12-3-2026", date(2026, 3, 12)),
        ("12 3 2026", date(2026, 3, 12)),
        ("2026-03-12", date(2026, 3, 12)),
        ("12 March 2026", date(2026, 3, 12)),
        ("12th of March, 2026", date(2026, 3, 12)),
        ("12mar 2026", date(2026, 3, 12)),
        ("March 12 2026", date(2026, 3, 12)),
        ("1 SEPT 2026", date(2026, 9, 1)),
        ("Thursday 12 March 2026", date(2026, 3, 12)),
        ("29/2/2028", date(2028, 2, 29)),
    ],
)
def test_whole_dates_are_taken_as_they_are(text, meant):
    reading = read_date(text, WEDNESDAY)
    assert (reading.value, reading.warning) == (meant, None)


@pytest.mark.parametrize(
    ("text", "leaning", "meant"),
    [
        ("12/3/26", "nearest", date(2026, 3, 12)),
        ("12/3/85", "nearest", date(1985, 3, 12)),
        ("12/3/85", "past", date(1985, 3, 12)),
        ("12/12/26", "past", date(1926, 12, 12)),
        ("12/12/26", "future", date(2026, 12, 12)),
        ("12 March", "future", date(2027, 3, 12)),
        ("12 March", "past", date(2026, 3, 12)),
        ("12 March", "nearest", date(2027, 3, 12)),
        ("12/3", "nearest", date(2027, 3, 12)),
        ("12/3", "past", date(2026, 3, 12)),
        ("1 November", "nearest", date(2026, 11, 1)),
        ("29 February", "future", date(2028, 2, 29)),
        ("today", "nearest", WEDNESDAY),
        ("tomorrow", "nearest", date(2026, 11, 26)),
        ("Yesterday", "nearest", date(2026, 11, 24)),
        ("Friday", "nearest", date(2026, 11, 27)),
        ("this fri", "nearest", date(2026, 11, 27)),
        ("next Friday", "nearest", date(2026, 12, 4)),
        ("last Friday", "nearest", date(2026, 11, 20)),
        ("Wednesday", "nearest", WEDNESDAY),
        ("next tues", "nearest", date(2026, 12, 1)),
        ("in 3 days", "nearest", date(2026, 11, 28)),
        ("in two weeks' time", "nearest", date(2026, 12, 9)),
        ("a week ago", "nearest", date(2026, 11, 18)),
        ("in 2 weeks time", "nearest", date(2026, 12, 9)),
        ("in a week’s time", "nearest", date(2026, 12, 2)),
        ("two weeks today", "nearest", date(2026, 12, 9)),
        ("3 days from now", "nearest", date(2026, 11, 28)),
        ("a fortnight ago", "nearest", date(2026, 11, 11)),
        ("Friday week", "nearest", date(2026, 12, 4)),
        ("a week on Friday", "nearest", date(2026, 12, 4)),
        ("week tomorrow", "nearest", date(2026, 12, 3)),
        ("a month ago", "nearest", date(2026, 10, 25)),
        ("in 3 months", "nearest", date(2027, 2, 25)),
        ("the day before yesterday", "nearest", date(2026, 11, 23)),
        ("last night", "nearest", date(2026, 11, 24)),
    ],
)
def test_what_had_to_be_filled_in_is_said_back(text, leaning, meant):
    reading = read_date(text, WEDNESDAY, leaning)
    assert reading.value == meant
    assert reading.warning == f"We took this as {in_full(meant)}."


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", ASK),
        ("soon", ASK),
        ("12/3/202", ASK),
        ("31/2/2026", "There is no 31 February 2026. Check the day and the month."),
        ("31 February", "There is no 31 February 2026. Check the day and the month."),
        ("0/3/2026", "There is no 0 March 2026. Check the day and the month."),
        ("3/27/2026", "There is no month 27. Write the day first, then the month, such as 27/3/2026."),
        ("12/3/0026", "Enter a year from 1900 to 2100."),
        ("Friday 12 March 2026", "Thursday 12 March 2026 is not a Friday. Check the day and the date."),
    ],
)
def test_what_is_no_date_gets_a_sentence_that_helps(text, problem):
    assert read_date(text, WEDNESDAY).problem == problem


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_way_of_writing_a_whole_date_means_the_same(day):
    ways = (
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        f"{MONTHS[day.month - 1][:3]} {day.day} {day.year}",
        in_full(day),
    )
    assert {read_date(way, WEDNESDAY).value for way in ways} == {day}


@given(
    st.dates(date(2020, 1, 1), date(2040, 12, 31)),
    st.sampled_from(["past", "future"]),
    st.dates(date(2020, 1, 1), date(2040, 12, 31)),
)
def test_a_date_without_a_year_leans_as_asked(day, leaning, today):
    found = read_date(f"{day.day} {MONTHS[day.month - 1]}", today, leaning).value
    assert (found.day, found.month) == (day.day, day.month)
    assert found <= today if leaning == "past" else found >= today
    assert abs(found - today) <= timedelta(days=4 * 366)


@given(st.text(max_size=30) | st.from_regex(r"[0-9]{1,3}[ /.-][0-9]{1,3}[ /.-][0-9]{1,5}", fullmatch=True))
def test_anything_typed_gives_a_date_or_a_sentence(text):
    reading = read_date(text, WEDNESDAY)
    assert (reading.value is None) != (reading.problem is None)
    assert reading.problem is None or reading.problem.endswith(".")


def test_a_month_later_is_the_last_day_of_a_month_that_is_shorter_and_no_day_is_centuries_away():
    assert read_date("a month ago", date(2026, 3, 31)).value == date(2026, 2, 28)
    assert read_date("in 1 month", date(2027, 12, 31)).value == date(2028, 1, 31)
    assert read_date("in 999 months", WEDNESDAY).problem == ASK
