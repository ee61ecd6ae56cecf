"""What is said of a deadline on a queue, and when it moves."""

from datetime import datetime

import pytest

from workflows.lateness import lateness, retimed
from workflows.local_time import LONDON
from workflows.working_days import WorkingDays

CALENDAR = WorkingDays.england_and_wales()


def local(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("due", "now", "said"),
    [
        ("2026-11-19T23:59:59", "2026-11-23T09:00", "2 working days late (was due Thursday 19 November)"),
        ("2026-11-19T23:59:59", "2026-11-20T09:00", "1 working day late (was due Thursday 19 November)"),
        ("2026-11-20T23:59:59", "2026-11-21T09:00", "late (was due Friday 20 November)"),
        ("2026-11-21T23:59:59", "2026-11-21T09:00", "due by the end of today"),
        ("2026-11-22T23:59:59", "2026-11-21T09:00", "due by the end of tomorrow"),
        ("2026-11-24T23:59:59", "2026-11-21T09:00", "due Tuesday 24 November"),
        ("2027-01-04T23:59:59", "2026-11-21T09:00", "due Monday 4 January 2027"),
        ("2026-11-21T14:00", "2026-11-21T09:00", "due by 2pm today"),
        ("2026-11-21T14:00", "2026-11-21T15:00", "late (was due by 2pm today)"),
        ("2026-11-20T16:10", "2026-11-21T09:00", "late (was due by 4:10pm yesterday)"),
        ("2026-11-26T12:00", "2026-11-21T09:00", "due by midday on Thursday 26 November"),
        ("2026-12-24T23:59:59", "2026-12-29T09:00", "1 working day late (was due Thursday 24 December)"),
    ],
)
def test_lateness_in_words(due, now, said):
    assert lateness(local(due), local(now), CALENDAR) == said


def test_no_date_yet():
    assert lateness(None, local("2026-11-21T09:00"), CALENDAR) == "no date yet"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "2026-11-26T23:59:59",
            "2026-11-24T23:59:59",
            "The deadline moved from Thursday 26 November 2026 to Tuesday 24 November 2026, two working days earlier.",
        ),
        (
            "2026-11-27T23:59:59",
            "2026-11-30T23:59:59",
            "The deadline moved from Friday 27 November 2026 to Monday 30 November 2026, one working day later.",
        ),
        (
            "2026-11-27T23:59:59",
            "2026-11-28T23:59:59",
            "The deadline moved from Friday 27 November 2026 to Saturday 28 November 2026, later.",
        ),
        (
            "2026-11-27T14:00",
            "2026-11-27T12:00",
            "The deadline moved from 2pm on Friday 27 November 2026 to midday on Friday 27 November 2026, earlier.",
        ),
        (None, "2026-11-27T23:59:59", "The deadline now has a date: Friday 27 November 2026."),
        ("2026-11-27T23:59:59", None, "The deadline of Friday 27 November 2026 no longer has a date."),
    ],
)
def test_a_moved_deadline_says_how(old, new, said):
    moved = retimed(old and local(old), new and local(new), CALENDAR)
    assert moved.moved
    assert moved.sentence == said


def test_a_deadline_that_stays():
    same = local("2026-11-27T14:00")
    assert retimed(same, same, CALENDAR).moved is False
