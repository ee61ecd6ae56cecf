"""Two steps on one case at the same moment: one is taken, the other is told who was first, and no page breaks."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from coordination.cases.commands.moving import make_move
from coordination.cases.queries import get
from coordination.conversation.commands.posting import ToPost, post
from coordination.db import writing
from coordination.errors import MovedOn
from coordination.queues.commands.claiming import claim, hand_back
from tests.at_once import at_once, begun, refused
from tests.cases import stories
from tests.conversation.test_at_the_same_moment import does, told_in_words
from tests.patience import PATIENCE

ROUNDS = 4
DECLINED = {"decline_reason": "They asked for something else."}


def moved(story: stories.Story) -> list[str]:
    with story.world.keeper() as session:
        rows = session.execute(
            text("select d.detail ->> 'move' as move from event e join event_detail d on d.event_id = e.id "
                 "where e.case_id = :c and e.kind = 'case.moved' order by e.seq"), {"c": story.case_id},
        )  # fmt: skip
        return [row.move for row in rows]


def colleague(story: stories.Story) -> Any:
    return story.world.worker(stories.CONTACT, "triage", name="Olu Otherone")


def first_task(story: stories.Story) -> Any:
    with story.world.keeper() as session:
        return session.execute(
            text("select * from task where case_id = :c and team_id = :t and done_at is null order by id limit 1"),
            {"c": story.case_id, "t": story.world.team_id(stories.CONTACT)},
        ).one()


def test_two_accept_one_referral(world) -> None:
    for _ in range(ROUNDS):
        story = stories.referred(world)
        told_in_words(
            at_once(*(does(make_move, who, story.reference, "accept", {}) for who in (story.spoc, colleague(story))))
        )
        assert moved(story).count("accept") == 1


def test_one_press_that_arrives_twice_is_one_step(world) -> None:
    for _ in range(ROUNDS):
        story = stories.referred(world)
        press = does(make_move, story.spoc, story.reference, "accept", {})
        answers = at_once(press, press, press)
        assert not refused(answers) and len({answer.stage for answer in answers}) == 1
        assert moved(story).count("accept") == 1


def test_one_accepts_while_another_declines(world) -> None:
    for _ in range(ROUNDS):
        story = stories.referred(world)
        told_in_words(
            at_once(
                does(make_move, story.spoc, story.reference, "accept", {}),
                does(make_move, colleague(story), story.reference, "decline_no_need", DECLINED),
            )
        )
        assert len({"accept", "decline_no_need"} & set(moved(story))) == 1


def test_one_accepts_while_a_colleague_takes_the_task_of_accepting(world) -> None:
    for _ in range(ROUNDS * 3):
        story = stories.referred(world)
        task = first_task(story)
        answers = at_once(
            does(make_move, story.spoc, story.reference, "accept", {}), does(claim, colleague(story), task.reference)
        )
        assert not refused(answers[:1]), answers
        assert all(isinstance(no, MovedOn) and "finished already" in no.message for no in refused(answers))


def test_one_accepts_while_the_task_is_handed_back(world) -> None:
    for _ in range(ROUNDS * 3):
        story, task = stories.referred(world), None
        task = first_task(story).reference
        does(claim, story.spoc, task)()
        answers = at_once(
            does(make_move, colleague(story), story.reference, "accept", {}), does(hand_back, story.spoc, task)
        )
        assert not refused(answers[:1]), answers
        assert all(isinstance(no, MovedOn) and "finished already" in no.message for no in refused(answers))


def test_a_message_is_posted_while_the_case_closes(world) -> None:
    for _ in range(ROUNDS):
        story = stories.accepted(world)
        answers = at_once(
            does(make_move, story.spoc, story.reference, "record_death",
                 {"died_on": "2026-11-18", "death_told_by": "The hospital (example)"}),
            does(post, story.nurse, story.reference, ToPost(body="Zqlastqz")),
        )  # fmt: skip
        assert not refused(answers[:1]), answers
        with world.keeper() as session:
            stands = session.scalar(
                text("select count(*) from message m join message_wording w on w.id = m.wording_id "
                     "where m.case_id = :c and w.body = 'Zqlastqz'"), {"c": story.case_id},
            )  # fmt: skip
        assert stands == 1 - len(refused(answers[1:]))


@pytest.mark.parametrize("step", ["accept", "decline_no_need"])
def test_whoever_presses_second_gets_a_page_with_a_sentence(world, browser_of, step) -> None:
    story = stories.referred(world)
    address = f"/cases/{story.reference}/moves/{{}}"

    def press(who: Any, code: str) -> Any:
        client = browser_of(who)
        given = {"once": uuid4().hex, **(DECLINED if code == "decline_no_need" else {})}
        return lambda: client.post(address.format(code), data=given)

    answers = at_once(press(story.spoc, "accept"), press(colleague(story), step))
    assert sorted(answer.status_code for answer in answers) == [303, 409], [answer.text for answer in answers]
    late = next(answer for answer in answers if answer.status_code == 409)
    assert "nothing was done" in late.text or "already" in late.text


def test_a_message_and_a_step_that_is_half_taken_do_not_wait_for_each_other_in_a_ring(world) -> None:
    """The step holds the case and comes to its chain last; the message is in the chain before it names its case."""
    story = stories.referred(world)
    does(post, story.nurse, story.reference, ToPost(body="Zqbeforeqz"))()
    with writing(story.spoc) as session:
        get(session, story.reference, to_change=True)
        posting = begun(world, does(post, story.nurse, story.reference, ToPost(body="Zqringqz")))
        make_move(session, story.spoc, story.reference, "accept", {}, once=uuid4().hex)
    assert posting.result(PATIENCE).new
    assert moved(story) == ["accept"]
