"""What somebody was asked to do never waits where nobody can do it: not with a team that left, not behind a step that
nobody is shown, not on a case that was taken up again."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from coordination import clock
from coordination.cases.commands.finishing import finish_task
from coordination.cases.commands.permitting import open_steps
from coordination.cases.models import CaseFile, HandOver, Participant
from coordination.cases.queries import asked
from coordination.cases.queries.loading import load
from coordination.db import reading, writing
from coordination.errors import NotAllowed
from coordination.queues.models import Task
from tests.cases import families, stories
from tests.cases.homes import worried

MONDAY = "2026-03-02T10:00"


@pytest.fixture(autouse=True)
def held_time():
    with clock.at(MONDAY):
        yield


def waiting(story, kind):
    """The teams for which a task of this kind waits."""
    with story.world.keeper() as session:
        open_now = select(Task.team_id).where(Task.case_id == story.case_id, Task.kind == kind, Task.done_at.is_(None))
        return list(session.scalars(open_now))


def page_of(story, worker):
    with reading(worker) as session:
        return load(session, worker, story.reference)


def test_whoever_may_see_a_case_no_more_is_not_asked_for_help_with_it(world):
    story = stories.accepted(world, date(2026, 4, 1))
    probation = world.worker("hav-probation", name="Pat Example")
    story.move(story.spoc, "ask_for_help", help_from="hav-probation", help_wanted="A place for the first week.")
    assert waiting(story, "help") == [world.team_id("hav-probation")]
    assert page_of(story, probation)
    story.move(
        story.spoc, "withdraw_one_consent", consent_withdrawn_from=["probation"], consent_withdrawn_on="2026-03-02"
    )
    assert waiting(story, "help") == []
    with world.keeper() as session:
        asked_for = session.scalars(
            select(HandOver.answer).where(HandOver.case_id == story.case_id, HandOver.kind == "help")
        ).one()
    assert asked_for == "withdrawn"
    again = [move.code for move in open_steps(page_of(story, story.spoc))]
    assert "help_promised" not in again
    assert "ask_for_help" in again


def test_a_child_whom_the_referral_names_is_told_of_by_the_step_that_says_so(world):
    home = worried(world, children_there="yes").taken_up()
    assert "tell-hub" in home.tasks()
    shown = [move.code for move in open_steps(page_of(home, home.lead))]
    assert "child_found" in shown
    home.move(home.lead, "child_found", hub_told_by="Mo Example, today at ten")
    assert "tell-hub" not in home.tasks()


def test_what_a_step_would_have_done_that_does_not_apply_any_more_can_be_said_to_be_not_needed(world):
    home = worried(world).taken_up()
    home.visit(
        visit_child="yes",
        visit_child_age=7,
        visit_child_home="12 Example Road",
        slavery_route_child="considered-no-grounds",
    )
    assert "tell-hub" in home.tasks()
    home.visit(visit_child="no")
    page = page_of(home, home.lead)
    (task,) = [each for each in asked.tasks(page, open_steps(page)) if each.mine and "social care" in each.asks]
    assert task.move is None
    assert task.finish == asked.NOT_NEEDED
    with writing(home.lead) as session:
        finish_task(session, home.lead, home.reference, task.reference, once="a" * 32)
    assert "tell-hub" not in home.tasks()


def test_what_a_later_stage_will_do_is_not_offered_as_no_longer_needed(world):
    """A sign of harm asks for a visit from the beginning; the visit itself can be recorded only after the checks."""
    family = families.accepted(world, {"harm_signs": ["supply"], "harm_detail": "He is sent to fetch it."})
    page = page_of(family, family.lead)
    (visit,) = [each for each in asked.tasks(page, open_steps(page)) if each.asks.startswith("Visit as well")]
    assert (visit.move, visit.finish) == (None, "")
    with writing(family.lead) as session, pytest.raises(NotAllowed, match="ends by itself"):
        finish_task(session, family.lead, family.reference, visit.reference, once="c" * 32)


def test_what_only_a_death_would_end_is_done_by_saying_so(world, browser_of):
    """Naloxone, cover between prescriptions and the housing referral belong to no step but that of a death."""
    given = {"on_ost": "yes", "ost_medication": "methadone", "drug_1": "heroin", "naloxone": "no",
             "consent_housing": "yes", "accommodation": "no-fixed-abode", "duty_to_refer_sent": "no"}  # fmt: skip
    story = stories.accepted(world, given=given)
    page = page_of(story, story.spoc)
    (naloxone,) = [each for each in asked.tasks(page, open_steps(page)) if each.mine and "naloxone" in each.asks]
    (housing,) = [each for each in asked.tasks(page, open_steps(page)) if each.mine and "housing referral" in each.asks]
    for task in (naloxone, housing):
        assert (task.move, task.finish) == (None, asked.DONE)
    sent = browser_of(story.spoc).post(
        f"/cases/{story.reference}/tasks/{naloxone.reference}/finish", data={"once": "b" * 32}
    )
    assert sent.location.endswith("done=task-finished")
    with world.keeper() as session:
        ended = session.scalars(select(Task).where(Task.reference == naloxone.reference)).one()
    assert (ended.ended_as, ended.done_by_id) == ("done", story.spoc.id)


def test_a_case_that_is_taken_up_again_is_open_like_any_other(world):
    story = stories.referred(world, date(2026, 4, 1))
    story.move(story.spoc, "decline_no_need", **_said(story, "decline_no_need"))
    story.move(story.spoc, "take_up_again", taken_up_again_reason="They have asked for treatment after all.")
    page = page_of(story, story.spoc)
    assert page.case.ended_at is None
    assert page.case.outcome is None
    assert not page.in_preview
    with world.keeper() as session:
        assert session.get_one(CaseFile, story.case_id).ended_at is None
        rows = select(Participant.case_ended).where(Participant.case_id == story.case_id)
        assert not any(session.scalars(rows)), "no list says that it is closed"


def _said(story, code):
    from tests.answers import plainest

    move = page_of(story, story.spoc).pathway.move(code)
    return {question.code: plainest(question, clock.today()) for question in move.asks if question.required != "no"}
