"""Days that a prison tells of: of what has happened they are not in the future; of what is to come they may move."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from coordination.cases.queries import signals
from coordination.cases.queries.loading import load
from coordination.db import reading
from coordination.errors import Invalid
from coordination.queues.models import Task
from tests.cases import stories


@pytest.fixture
def story(world, clock_at):
    """Somebody who is to leave on Thursday 23 July, seen on Thursday 2 July."""
    clock_at("2026-07-02T12:00")
    return stories.accepted(world, date(2026, 7, 23))


def tasks(story):
    with story.world.keeper() as session:
        return list(session.scalars(select(Task.kind).where(Task.case_id == story.case_id, Task.done_at.is_(None))))


def test_a_move_to_another_prison_is_written_down_once_it_has_happened(story):
    """A day to come was taken: everybody heard that they had been moved, and the old prison was no longer asked."""
    with pytest.raises(Invalid, match="not in the future"):
        story.move(story.nurse, "record_prison_move", moved_to_prison="wandsworth", moved_on="2026-07-06")
    story.move(story.nurse, "record_prison_move", moved_to_prison="wandsworth", moved_on="2026-07-02")


def test_two_prisons_one_after_another_in_a_week_ask_once_who_answers_at_the_second(story, clock_at):
    story.move(story.nurse, "record_prison_move", moved_to_prison="wandsworth", moved_on="2026-07-01")
    story.move(story.nurse, "record_prison_move", moved_to_prison="thameside", moved_on="2026-07-02")
    assert tasks(story).count("new-referrer-contact") == 1
    with reading(story.spoc) as session:
        page = load(session, story.spoc, story.reference)
    assert page.now.answers["moved_to_prison"] == "thameside"


@pytest.mark.parametrize(
    ("day", "suggested"),
    [("2026-08-29", True), ("2026-08-31", True), ("2026-08-28", True), ("2026-07-02", False)],
)
def test_a_date_before_a_bank_holiday_weekend_says_the_day_on_which_they_are_likely_to_leave(story, day, suggested):
    """Monday 31 August 2026 is a bank holiday."""
    story.move(
        story.nurse, "change_release_date", release_date_known="yes", planned_release_date=day,
        release_date_kind="conditional", release_date_source="prison", release_date_confidence="confirmed",
    )  # fmt: skip
    with reading(story.spoc) as session:
        page = load(session, story.spoc, story.reference)
        said = signals.suggestion(page)
    assert bool(said) is suggested
    if suggested:
        assert "27 August" in said


def test_a_release_date_that_is_over_before_it_was_written_down_asks_whether_they_have_left(story):
    story.move(
        story.nurse, "change_release_date", release_date_known="yes", planned_release_date="2026-07-01",
        release_date_kind="conditional", release_date_source="prison", release_date_confidence="confirmed",
    )  # fmt: skip
    assert "confirm-release" in tasks(story)
