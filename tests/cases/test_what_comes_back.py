"""What was passed on and not taken, or asked and answered: nobody's referral stands still because somebody said no."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from coordination import clock
from coordination.cases import queries
from coordination.cases.commands.opening import Opening
from coordination.cases.models import HandOver
from coordination.cases.queries.loading import load
from coordination.cases.queries.timeline import timeline
from coordination.db import reading, writing
from coordination.errors import Invalid, NotAllowed, NotVisible
from coordination.identity.models import OutsideOrganisation
from coordination.queues.models import Clock, Task
from tests.cases import stories
from tests.cases.any_kind import SENDER, AnyCase, answers, given_to, sent, team_of
from tests.cases.homes import worried
from tests.cases.stories import submit
from tests.machines.test_what_time_alone_does import sweep_at
from workflows import pathways

E17 = {"area_on_release": "waltham-forest", "outward_code": "E17"}
PASSED_ON = {"redirected_to": stories.OTHER_CONTACT, "redirect_reason": "The address is in E17."}
KINDS = [each.code for each in pathways.offered() if any(move.code == "pass_on" for move in each.moves)]


def passed_on(world):
    """A referral that the single point of contact has passed on to the other borough, and a worker there."""
    story = stories.referred(world, given=E17)
    there = world.worker(stories.OTHER_CONTACT, "triage", name="Wes Example")
    story.move(story.spoc, "redirect", **PASSED_ON)
    return story, there


def open_tasks(story):
    with story.world.keeper() as session:
        tasks = select(Task.kind).where(Task.case_id == story.case_id, Task.done_at.is_(None))
        return set(session.scalars(tasks))


def decide_by(story):
    with story.world.keeper() as session:
        return set(session.scalars(select(Clock.due_at).where(Clock.case_id == story.case_id, Clock.rule == "decide")))


def sees(worker, story):
    with reading(worker) as session:
        return queries.standing(session, worker, queries.get(session, story.reference))


def test_what_the_other_area_sends_back_is_decided_here_as_if_for_the_first_time(world, browser_of):
    story, there = passed_on(world)
    by = decide_by(story)
    story.move(there, "other_area_declines", redirect_declined_reason="The sister has moved to Redbridge.")
    assert story.stage() == "submitted"
    assert "decide" in open_tasks(story)
    assert decide_by(story) == by, "the deadline that they had"
    page = browser_of(story.spoc).get(f"/cases/{story.reference}").text
    assert "The sister has moved to Redbridge." in page
    assert "decides again: nobody took what was passed on" in page
    story.move(story.spoc, "accept")
    assert story.stage() == "accepted"
    assert "decide" not in open_tasks(story)


def test_what_the_other_area_does_not_answer_is_taken_back_by_whoever_passed_it_on(world, browser_of):
    story, there = passed_on(world)
    by = decide_by(story)
    assert "/moves/take_back" not in browser_of(there).get(f"/cases/{story.reference}").text
    with pytest.raises(NotAllowed):
        story.move(there, "take_back")
    assert "/moves/take_back" in browser_of(story.spoc).get(f"/cases/{story.reference}").text
    story.move(story.spoc, "take_back")
    assert story.stage() == "submitted"
    assert "decide" in open_tasks(story) and "answer-redirect" not in open_tasks(story)
    assert decide_by(story) == by, "the deadline that they had"
    with pytest.raises(NotVisible):
        sees(there, story)
    story.move(story.spoc, "redirect", **PASSED_ON)
    story.move(there, "other_area_accepts")
    assert story.stage() == "accepted"


@pytest.mark.parametrize("code", ["take_back", "other_area_declines"])
def test_an_area_that_was_not_known_is_to_be_settled_again_when_nobody_took_it(world, code):
    story = stories.referred(world, given={"area_on_release": "not-known"})
    assert "settle-area" in open_tasks(story)
    there = world.worker(stories.OTHER_CONTACT, "triage", name="Wes Example")
    story.move(story.spoc, "redirect", **PASSED_ON)
    assert "settle-area" not in open_tasks(story)
    given = {"redirect_declined_reason": "Not ours."} if code == "other_area_declines" else {}
    story.move(there if given else story.spoc, code, **given)
    assert "settle-area" in open_tasks(story)


def test_nothing_is_passed_on_to_the_team_that_has_it(world):
    story = stories.referred(world)
    with pytest.raises(Invalid, match="has it now") as refused:
        story.move(story.spoc, "redirect", **{**PASSED_ON, "redirected_to": stories.CONTACT})
    assert refused.value.field == "redirected_to"
    assert story.stage() == "submitted" and "decide" in open_tasks(story)


@pytest.mark.parametrize("code", ["redirect", "decline_no_need", "ask_for_more", "person_declined", "cancel"])
def test_whatever_else_is_decided_after_it_came_back_can_be(world, code):
    story, there = passed_on(world)
    story.move(there, "other_area_declines", redirect_declined_reason="Not ours.")
    move = pathways.newest("prison-release").move(code)
    given = {question.code: question.choices[0].code if question.choices else "Words" for question in move.asks}
    story.move(story.spoc, code, **{**given, **PASSED_ON} if code == "redirect" else given)
    assert story.stage() == move.to


def test_what_ran_out_there_is_decided_here(world, database, clock_at):
    clock_at("2026-11-18T10:30")
    story, there = passed_on(world)
    sweep_at(world, database, clock_at, "2026-12-01T08:00")
    assert story.stage() == "submitted"
    spoc = world.sign_in(story.spoc.id)
    with reading(spoc) as session:
        happened = [event.said for event in timeline(session, load(session, spoc, story.reference), size=50).events]
    assert "The time to answer is over: take over from the other area" in happened
    assert len([said for said in happened if said.startswith("A reminder")]) <= 1, "the last alone of those together"
    story.move(world.sign_in(story.spoc.id), "accept")
    assert story.stage() == "accepted"
    with pytest.raises(NotVisible):
        sees(world.sign_in(there.id), story)


def test_whoever_said_no_sees_it_no_more_and_is_told_so_each_time(world, browser_of):
    story, there = passed_on(world)
    browser = browser_of(there)
    sent_back = {"once": uuid4().hex, "redirect_declined_reason": "Not ours."}
    for _ in range(2):  # the second press is the same one
        answer = browser.post(f"/cases/{story.reference}/moves/other_area_declines", data=sent_back)
        assert answer.headers["Location"] == "/cases?done=left"
    assert "Your part in that case has ended" in browser.get("/cases?done=left").text
    assert browser.get(f"/cases/{story.reference}").status_code == 404
    assert not sees(story.spoc, story).case.ended_at


def test_nobody_records_the_yes_of_an_area_outside_while_a_team_here_has_still_to_answer(world, browser_of):
    """Pressed by the team that was asked, it ended the case: neither area had the referral after it."""
    story, there = passed_on(world)
    for worker in (there, story.spoc):
        assert "/moves/taken_on_elsewhere" not in browser_of(worker).get(f"/cases/{story.reference}").text
        with pytest.raises(NotAllowed, match="a team that answers here"):
            story.move(worker, "taken_on_elsewhere", taken_on_by="Sam Example", taken_on_date=clock.today().isoformat())
    assert story.stage() == "redirected"
    assert "answer-redirect" in open_tasks(story)


def test_nobody_here_accepts_for_an_area_outside(world, browser_of):
    """“Accept from the other area” was offered to the team that had passed it on, and was a fault."""
    story = stories.referred(world)
    story.move(story.spoc, "redirect", redirected_to="redbridge", redirect_reason="They go to their sister there.")
    page = browser_of(story.spoc).get(f"/cases/{story.reference}").text
    assert "/moves/taken_on_elsewhere" in page
    assert "/moves/other_area_accepts" not in page
    with pytest.raises(NotAllowed, match="outside this service"):
        story.move(story.spoc, "other_area_accepts")
    story.move(story.spoc, "taken_on_elsewhere", taken_on_by="Sam Example", taken_on_date=clock.today().isoformat())
    assert story.stage() == "closed_elsewhere"


def test_what_a_council_outside_answered_is_written_down_by_whoever_asked_it(world):
    pathway = pathways.newest("housing-duty-to-refer")
    nurse = world.worker(SENDER, name="Nia Example")
    with world.keeper() as session:
        council = session.scalars(select(OutsideOrganisation.id).where(OutsideOrganisation.code == "redbridge")).one()
    opening = Opening(
        pathway=pathway, partnership_id=world.partnership_id("havering"), answers=answers(pathway),
        sender_team_id=world.team_id(SENDER), to_outside_id=council,
    )  # fmt: skip
    with writing(nurse) as session:
        opened = submit(session, nurse, opening)
    case = AnyCase(world, nurse, nurse, opened)
    case.move(nurse, "other_council_answers", other_council_said="Sam Example of Redbridge: they have it.")
    assert case.stage() == "closed-elsewhere"


@pytest.mark.parametrize("code", KINDS)
def test_every_kind_that_can_be_passed_on_comes_back(world, code):
    pathway = pathways.newest(code)
    case = sent(world, pathway)
    there = case.by(team_of(world, pathway.routes[-1].service, "waltham-forest"))
    began = case.stage()
    for who, step in ((case.lead, "pass_on"), (there, "other_team_declines"), (case.lead, "accept")):
        if step == "accept":
            assert case.stage() == began
            with pytest.raises(NotVisible):
                case.standing(there)
        case.move(who, step, **given_to(case, pathway, pathway.move(step), case.standing(who)))
    with world.keeper() as session:
        answers = session.scalars(select(HandOver.answer).where(HandOver.case_id == case.case_id))
        assert sorted(answers) == ["accepted", "declined"]


def test_the_team_that_asked_reads_the_answer_before_it_decides(world, browser_of):
    story = stories.referred(world)
    story.move(story.spoc, "ask_for_more", information_wanted="Which pharmacy is it?")
    story.move(story.nurse, "send_more", information_given="The one in Romford.")
    colleague = world.worker(stories.CONTACT, "triage", name="Col Example")
    for worker in (story.spoc, colleague):
        page = browser_of(worker).get(f"/cases/{story.reference}").text
        assert "This is a preview" in page
        assert "Which pharmacy is it?" in page
        assert "The one in Romford." in page


def test_the_other_area_reads_why_it_is_asked(world, browser_of):
    story, there = passed_on(world)
    page = browser_of(there).get(f"/cases/{story.reference}").text
    assert "This is a preview" in page
    assert "The address is in E17." in page


def test_what_can_not_be_done_any_more_is_ended_as_no_longer_needed(world, clock_at, browser_of):
    clock_at("2026-11-18T10:30")
    story = stories.released(world, date(2026, 11, 18))
    recovery = story.others["key-worker"]
    with world.keeper() as session:
        waits = select(Task).where(Task.case_id == story.case_id, Task.kind == "pre-release-contact")
        task = session.scalars(waits).one()
    browser = browser_of(recovery)
    assert "No longer needed<span" in browser.get(f"/cases/{story.reference}").text
    browser.post(f"/cases/{story.reference}/tasks/{task.reference}/finish", data={"once": uuid4().hex})
    with world.keeper() as session:
        assert session.scalars(waits).one().ended_as == "not-needed"


def test_somebody_who_says_no_after_the_service_had_accepted_is_heard(world):
    story = stories.accepted(world, date(2027, 1, 12))
    story.move(story.spoc, "person_declined", decline_reason="Does not want it now.")
    assert story.stage() == "declined"


def test_what_turns_out_not_to_be_cuckooing_after_it_was_taken_up_is_closed_so(world):
    home = worried(world).taken_up()
    home.move(home.lead, "not_cuckooing", help_instead="safeguarding", why_not_cuckooing="Nobody else is there.")
    assert home.stage() == "not_cuckooing"
