"""Answers and messages that cannot wait alert a team by rule; what was decided about it is written down."""

from __future__ import annotations

from collections import Counter
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from coordination import clock
from coordination.cases.commands.correcting import correct
from coordination.cases.models import Answer
from coordination.cases.queries import answer_mark
from coordination.conversation.commands.posting import post
from coordination.conversation.given import ToPost
from coordination.db import writing
from coordination.errors import Invalid
from coordination.identity.models import Worker
from coordination.queues.commands.claiming import claim
from coordination.queues.models import Alert, Task
from tests.cases import any_kind, exploited, families, stories
from tests.kinds import ALL, only_in_the_long_run
from workflows import pathways
from workflows.danger_words import DANGERS


def alerts(story):
    with story.world.keeper() as session:
        found = session.scalars(select(Alert).where(Alert.case_id == story.case_id).order_by(Alert.id)).all()
        return [(alert.because, alert.team_id) for alert in found]


def says(story, worker, body, **how):
    given = ToPost(**{"body": body, "audience": "everyone", "agencies": (), "workers": (), "category": "core",
                      "mentions": (), **how})  # fmt: skip
    with writing(worker) as session:
        return post(session, worker, story.reference, given, once=uuid4().hex)


def test_edge_12_a_danger_in_the_referral_alerts_the_duty_team_whatever_the_hour(world, clock_at):
    clock_at("2026-09-18T18:20")
    worry = exploited.raised(world, {"danger_now": "yes"})
    told = "Somebody who may be exploited may be in danger now. Read the worry now."
    assert alerts(worry) == [(told, world.team_id(exploited.RESPONDERS))]
    worry.does("accept")
    worry.does("name_alternate", alternate=worry.responder.reference)
    assert len(alerts(worry)) == 1, "what was alerted once is not alerted again"
    assert alerts(exploited.raised(world)) == []


def test_an_answer_that_is_corrected_to_danger_alerts(world):
    story = stories.accepted(world, given={"self_harm_concern": "no"})
    assert alerts(story) == []
    with story.world.keeper() as session:
        stood = select(Answer.id).where(Answer.case_id == story.case_id, Answer.field == "self_harm_concern")
        seen = answer_mark(session.scalars(stood).one())
    nurse = world.sign_in(story.nurse.id)
    with writing(nurse) as session:
        correct(session, nurse, story.reference, "self_harm_concern", 0, "yes", seen=seen, once=uuid4().hex)
    ((because, team),) = alerts(story)
    assert "harming themselves" in because
    assert team == world.team_id(stories.CONTACT)


def test_a_message_that_may_tell_of_danger_alerts_once_until_somebody_answers(world):
    worry = exploited.taken_up(world)
    assert says(worry, worry.responder, "He is well, and has no thoughts of suicide.").danger is None
    assert says(worry, worry.responder, "He was unconscious last night.").danger == "life"
    says(worry, worry.responder, "I think he overdosed.")
    assert alerts(worry) == [(DANGERS["life"].alert, world.team_id(exploited.RESPONDERS))]
    assert says(worry, worry.responder, "They showed a knife.").danger == "violence"
    assert len(alerts(worry)) == 2


def test_who_wrote_it_reads_at_once_what_to_do(world, browser_of):
    worry = exploited.taken_up(world)
    page = browser_of(worry.responder).get(f"/cases/{worry.reference}/conversation?danger=child").text
    assert "ring children&#39;s social care (MASH) at once" in page
    assert "Ring 999" not in browser_of(worry.responder).get(f"/cases/{worry.reference}/conversation?danger=x").text


@pytest.mark.parametrize("which", ["nrm", "prison-release"])
def test_a_decision_not_to_refer_has_a_reason_and_a_day_to_look_again(world, clock_at, which):
    clock_at("2026-11-18T10:00")
    story = exploited.taken_up(world) if which == "nrm" else stories.accepted(world)
    by = world.sign_in(story.spoc.id)
    with pytest.raises(Invalid, match="Write why it is not referred"):
        story.move(by, "decide_urgent", urgent_decision="not-referred", urgent_review_on="2026-11-25")
    said = {"urgent_decision": "not-referred", "urgent_reason": "Spoke to the school, who saw him well today."}
    with pytest.raises(Invalid, match="Enter the day on which you look at it again"):
        story.move(by, "decide_urgent", **said)
    with pytest.raises(Invalid, match="still to come"):
        story.move(by, "decide_urgent", **said, urgent_review_on="2026-11-17")
    story.move(by, "decide_urgent", **said, urgent_review_on="2026-11-25")
    with world.keeper() as session:
        open_now = select(Task).where(
            Task.case_id == story.case_id, Task.kind == "review-urgent", Task.done_at.is_(None)
        )
        (task,) = session.scalars(open_now).all()
        assert task.due_at.date() == date(2026, 11, 25)
        story.move(by, "decide_urgent", urgent_decision="childrens")
        assert session.scalars(open_now).all() == []


# Of the smaller kinds: answers that alert at once, where the kind has a rule for them.
URGENT = {
    "hospital-liaison": {"safeguarding_for": ["adult"], "safeguarding_done": "Rang adult social care."},
    "school-concern": {"safe_now": "no"},
    "family-support": {"child_worry": "yes"},
}
SMALLER = [code for code in ALL if code not in {"prison-release", "cuckooing", "hidden-harm", "nrm"}]


@pytest.mark.parametrize("code", SMALLER)
def test_a_smaller_kind_alerts_whoever_received_it_and_records_what_was_decided(world, clock_at, code, request):
    only_in_the_long_run(request, code)
    clock_at("2026-11-18T10:00")
    pathway = pathways.newest(code)
    story = any_kind.sent(world, pathway, **URGENT.get(code, {}))
    by_answers = len(alerts(story))
    assert by_answers >= (code in URGENT)
    assert says(story, story.nurse, "They overdosed last night.").danger == "life"
    *_, (because, team) = alerts(story)
    receiver = world.team_id(any_kind.team_of(world, pathway.routes[-1].service))
    assert (len(alerts(story)), because, team) == (by_answers + 1, DANGERS["life"].alert, receiver)
    story.move(story.spoc, "ask_for_more", information_wanted="Who is with them? (example)")
    says(story, story.nurse, "She has a knife.")
    assert alerts(story)[-1] == (DANGERS["violence"].alert, receiver), "also while the referrer's answer is waited for"
    any_kind.walk(story, pathway, Counter(), 0, ("send_more", "accept"), most=2)
    story.move(
        story.spoc,
        "decide_urgent",
        urgent_decision="not-referred",
        urgent_reason="Spoke to them this morning; they are with their sister.",
        urgent_review_on="2026-11-25",
    )
    with world.keeper() as session:
        task = session.scalars(select(Task).where(Task.case_id == story.case_id, Task.kind == "review-urgent")).one()
    assert task.due_at.date() == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("code", "task", "given", "step", "said"),
    [
        ("family-support", "ring-mash", {"child_worry": "yes"}, "tell_mash", {"mash_why": "What she said (example)."}),
        ("school-concern", "make-safe", {"safe_now": "no"}, "record_safe", {"made_safe_how": "Went home (example)."}),
        (
            "hidden-harm",
            "ring-mash",
            {"harm_signs": ["ingestion"], "children": [families.THEO]},
            "tell_mash",
            {"mash_why": "He swallowed it (example).", "parent_told_mash": "agrees"},
        ),
    ],
)
def test_what_has_to_be_done_at_once_is_not_done_by_taking_a_case_on(world, code, task, given, step, said):
    def is_open(story) -> bool:
        return any(each.done_at is None for each in tasks_of(world, story, task))

    waiting, done = (any_kind.sent(world, pathways.newest(code), **given) for _ in range(2))
    (asked,) = tasks_of(world, waiting, task)
    waiting.move(waiting.spoc, "accept")
    (still,) = tasks_of(world, waiting, task)
    assert (still.id, still.done_at, still.due_at) == (asked.id, None, asked.due_at), (
        "taking a case on ends it for nobody"
    )
    done.move(done.spoc, step, **said)
    done.move(done.spoc, "accept")
    assert not is_open(done), "done before is done"


def tasks_of(world, story, kind):
    with world.keeper() as session:
        return session.scalars(select(Task).where(Task.case_id == story.case_id, Task.kind == kind)).all()


def test_it_waits_for_the_team_that_passed_a_referral_on_until_the_other_has_taken_it_and_then_for_that_one(world):
    story = any_kind.sent(world, pathways.newest("family-support"), child_worry="yes")
    (asked,) = tasks_of(world, story, "ring-mash")
    with writing(story.spoc) as session:
        claim(session, story.spoc, asked.reference, once=uuid4().hex)
    story.move(story.spoc, "pass_on", redirected_to="waf-family-support", redirect_reason="They live there (example).")
    (waits,) = tasks_of(world, story, "ring-mash")
    assert (waits.team_id, waits.done_at, waits.holder_id) == (asked.team_id, None, story.spoc.id)
    other = world.worker("waf-family-support", "triage", name="Lu Example")
    story.move(other, "other_team_accepts")
    (passed,) = tasks_of(world, story, "ring-mash")
    assert (passed.team_id, passed.done_at, passed.holder_id) == (world.team_id("waf-family-support"), None, None)
    assert passed.due_at == asked.due_at
    story.move(other, "tell_mash", mash_why="What she said (example).")
    assert [each.done_by_id for each in tasks_of(world, story, "ring-mash")] == [other.id]


def test_whoever_wrote_of_danger_reads_that_nobody_was_alerted_when_nobody_was(world, browser_of):
    worry = exploited.taken_up(world)
    told = "The team on this case has been alerted"
    nobody = "Nobody is alerted by what you wrote here, so ring now"

    def reads():
        return browser_of(worry.responder).get(f"/cases/{worry.reference}/conversation?danger=violence").text

    assert nobody in reads(), "no message told of violence, so that nobody heard of it"
    says(worry, worry.responder, "They showed a knife.")
    assert told in reads()
    everybody = update(Worker).where(Worker.id != worry.responder.id, Worker.suspended_at.is_(None))
    with world.keeper() as session:
        session.execute(everybody.values(suspended_at=clock.now()))
    try:
        assert nobody in reads(), "nobody but whoever wrote it is left in any team whose turn it is"
    finally:
        with world.keeper() as session:
            session.execute(update(Worker).values(suspended_at=None))
