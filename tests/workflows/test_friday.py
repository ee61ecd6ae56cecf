"""The suggestion for releases that fall before a day when services are shut."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.friday import PlannedRelease, suggest
from workflows.working_days import WorkingDays

CALENDAR = WorkingDays.england_and_wales()
FRIDAY = date(2026, 9, 25)


def planned(on, **changes):
    facts = {
        "sentence_type": "standard-determinate",
        "release_types": frozenset({"crd"}),
        "served_under_28_days": False,
        "age": 34,
    }
    return PlannedRelease(date=on, **(facts | changes))


def test_case_03_friday_date():
    suggestion = suggest(planned(FRIDAY), CALENDAR)
    assert suggestion.date == date(2026, 9, 24)
    assert suggestion.sentence == (
        "Likely release Thursday 24 September: the planned date, Friday 25 September 2026, is a Friday. "
        "The planned date stays until the prison confirms."
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"release_types": frozenset({"hdc"})},
        {"release_types": frozenset({"parole"})},
        {"release_types": frozenset({"crd", "hdc"})},
        {"served_under_28_days": True},
        {"served_under_28_days": None},
        {"sentence_type": "life"},
        {"sentence_type": "ipp"},
        {"sentence_type": "remand"},
    ],
)
def test_case_04_scheme_does_not_apply(changes):
    assert suggest(planned(FRIDAY, **changes), CALENDAR) is None


def test_the_day_that_the_prison_has_confirmed_is_the_day():
    assert suggest(planned(FRIDAY), CALENDAR) is not None
    assert suggest(planned(FRIDAY, confirmed=True), CALENDAR) is None


def test_case_05_bank_holiday():
    suggestion = suggest(planned(date(2026, 8, 31)), CALENDAR)
    assert suggestion.date == date(2026, 8, 27)
    assert "is a bank holiday" in suggestion.sentence


@pytest.mark.parametrize(
    ("on", "likely"),
    [
        (date(2026, 8, 28), date(2026, 8, 27)),
        (date(2026, 12, 24), date(2026, 12, 23)),
        (date(2026, 4, 2), date(2026, 4, 1)),  # the Thursday before Good Friday
        (date(2026, 9, 26), date(2026, 9, 24)),
        (date(2026, 9, 27), date(2026, 9, 24)),
    ],
)
def test_further_checked_dates(on, likely):
    assert suggest(planned(on), CALENDAR).date == likely


def test_a_thursday_stays():
    assert suggest(planned(date(2026, 9, 24)), CALENDAR) is None


def test_a_child_may_leave_two_working_days_earlier():
    suggestion = suggest(planned(FRIDAY, age=17), CALENDAR)
    assert suggestion.date == date(2026, 9, 24)
    assert "up to two working days, to Wednesday 23 September" in suggestion.sentence


@given(st.dates(min_value=date(2026, 1, 1), max_value=date(2030, 12, 31)))
def test_a_suggestion_is_earlier_open_and_followed_by_an_open_day(day):
    suggestion = suggest(planned(day), CALENDAR)
    if suggestion is None:
        assert CALENDAR.is_working_day(day)
        assert CALENDAR.is_working_day(day + timedelta(days=1))
    else:
        assert suggestion.date < day
        assert CALENDAR.is_working_day(suggestion.date)
        assert CALENDAR.is_working_day(suggestion.date + timedelta(days=1))
        assert suggest(planned(suggestion.date), CALENDAR) is None
