"""Reminders before a deadline and the ladder of people told after it."""

from datetime import UTC, datetime

import pytest

from workflows.ladders import reminder, rungs
from workflows.local_time import LONDON
from workflows.vocabulary import Clock, Rung
from workflows.working_days import WorkingDays

CALENDAR = WorkingDays.england_and_wales()


def local(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def clock(**words):
    given = {"code": "c", "label": "Do it", "origin": "submitted", "length": 5, "unit": "working-days"}
    return Clock(**(given | words))


@pytest.mark.parametrize(
    ("started", "due", "expected"),
    [
        ("2026-11-19T12:00", "2026-11-26T23:59:59", "2026-11-25T09:00"),
        ("2026-11-19T12:00", "2026-11-30T23:59:59", "2026-11-27T09:00"),  # the Friday, not the Sunday
        ("2026-11-25T14:00", "2026-11-26T23:59:59", "2026-11-26T09:00"),  # set too late for the day before
    ],
)
def test_the_reminder_comes_in_the_morning(started, due, expected):
    assert reminder(clock(), local(due), started=local(started), calendar=CALENDAR) == local(expected)


def test_the_first_rung_is_the_deadline_itself_also_in_the_doubled_hour():
    second_half_past_one = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    told = rungs(clock(ladder=(Rung(tell="holder"),)), second_half_past_one, CALENDAR)
    assert told == [(second_half_past_one, "holder")]


def test_nobody_is_reminded_of_what_they_were_given_the_same_day():
    assert reminder(clock(), local("2026-11-25T23:59:59"), started=local("2026-11-25T10:00"), calendar=CALENDAR) is None


def test_the_ladder_skips_weekends_and_bank_holidays_and_comes_in_order():
    ladder = (
        Rung(after=3, tell="panel-chair"),
        Rung(tell="holder"),
        Rung(after=1, tell="partner-spoc"),
        Rung(after=4, unit="hours", tell="duty"),
        Rung(after=1, unit="days", tell="team-lead"),
    )
    told = rungs(clock(ladder=ladder), local("2026-12-24T23:59:59"), CALENDAR)
    assert told == [
        (local("2026-12-24T23:59:59"), "holder"),
        (local("2026-12-25T03:59:59"), "duty"),
        (local("2026-12-25T23:59:59"), "team-lead"),
        (local("2026-12-29T23:59:59"), "partner-spoc"),
        (local("2026-12-31T23:59:59"), "panel-chair"),
    ]
