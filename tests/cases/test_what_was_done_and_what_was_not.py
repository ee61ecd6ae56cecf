"""The record says that somebody did a task only where they did it. What nobody needs to do any more says just that."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from coordination import clock
from coordination.cases.queries.loading import load
from coordination.cases.queries.timeline import timeline
from coordination.db import reading
from coordination.queues.models import Task
from tests.cases import exploited, stories

MONDAY = "2026-03-02T10:00"


@pytest.fixture(autouse=True)
def held_time():
    with clock.at(MONDAY):
        yield


def told(story, worker):
    """What stands in the timeline for this worker, newest first."""
    with reading(worker) as session:
        return [happened.said for happened in timeline(session, load(session, worker, story.reference), size=60).events]


def ended(story):
    """How each task of the case ended, by its kind; None while it waits."""
    with story.world.keeper() as session:
        return {task.kind: task.ended_as for task in session.scalars(select(Task).where(Task.case_id == story.case_id))}


def left_prison(world, **given):
    story = stories.released(world, date(2026, 2, 27), given=given)
    story.key_worker()
    return story


def test_a_recall_says_that_nothing_more_is_needed_and_not_that_treatment_was_recorded(world):
    story = left_prison(world)
    story.move(story.spoc, "record_recall", returned_on="2026-03-01")
    said = told(story, story.spoc)
    assert "No longer needed: Record when structured treatment starts" in said
    assert not [each for each in said if "finished a task: Record when structured treatment starts" in each]


def test_after_a_death_nobody_is_said_to_have_arranged_naloxone(world):
    story = left_prison(world, naloxone="no")
    assert ended(story)["naloxone"] is None
    story.move(story.spoc, "record_death", died_on="2026-03-01", death_told_by="Probation, by telephone")
    assert ended(story)["naloxone"] == "silenced"
    assert not [each for each in told(story, story.spoc) if "finished a task: Arrange naloxone" in each]


def test_who_accepts_without_waiting_has_not_answered_what_was_asked_of_the_sender(world):
    story = stories.referred(world)
    story.move(story.spoc, "ask_for_more", information_wanted="Which prescriber?")
    assert ended(story)["answer-questions"] is None
    story.move(story.spoc, "accept")
    assert {ended(story)[kind] for kind in ("decide", "answer-questions")} == {"accepted", "not-needed"}
    assert ended(story)["answer-questions"] == "not-needed"


def test_who_accepts_has_not_settled_which_area_they_will_live_in(world):
    """It was asked together with the decision and ends with it, but it is the step of passing on that does it."""
    story = stories.referred(world, given={"area_on_release": "not-known", "outward_code": None})
    assert ended(story)["settle-area"] is None
    story.move(story.spoc, "accept")
    assert (ended(story)["decide"], ended(story)["settle-area"]) == ("accepted", "not-needed")


def test_the_page_says_of_each_earlier_task_whether_somebody_did_it(world, browser_of):
    story = left_prison(world, naloxone="no")
    story.move(story.spoc, "record_recall", returned_on="2026-03-01")
    page = browser_of(story.spoc).get(f"/cases/{story.reference}").get_data(as_text=True)
    assert "no longer needed, Monday 2 March 2026" in page


def test_childrens_social_care_decides_for_the_child_after_the_safeguarding_referral_was_recorded(world):
    """The first responder's record is no decision: what was asked of children's social care still waits for them."""
    worry = exploited.taken_up(world)
    worry.safe()
    assert (ended(worry)["safeguard"], ended(worry)["mash"]) == ("done", None)
    social_worker = world.worker(exploited.MASH, name="Sam Example")
    worry.move(social_worker, "record_child_decision", child_decision="strategy-discussion")
    assert ended(worry)["mash"] == "done"
    assert "Sam Example: Record what children's social care decided" in told(worry, social_worker)
