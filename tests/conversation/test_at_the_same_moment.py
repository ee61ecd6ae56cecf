"""Two people, or two tabs, at the same moment: one of them is first, the other is told so in words, nothing doubles."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from coordination import clock
from coordination.cases.commands.finishing import finish_task
from coordination.conversation.commands import changing
from coordination.conversation.commands.answering import answer_card, decline_card, withdraw_card
from coordination.conversation.commands.asking import ToAsk, ask
from coordination.conversation.commands.giving import ToDo, give_task
from coordination.conversation.commands.posting import ToPost, post
from coordination.conversation.given import Readers
from coordination.db import writing
from coordination.errors import MovedOn
from coordination.queues.commands.claiming import claim, hand_back
from coordination.queues.commands.sharing_out import assign_many
from tests.at_once import at_once, begun, refused
from tests.cases import stories
from tests.patience import PATIENCE

PROBATION = "hav-probation"
SUPERVISION = {"probation_appointment": "none"}
ROUNDS = 6


@pytest.fixture(scope="module")
def story(world: Any) -> Any:
    made = stories.accepted(world)
    made.others["pat"] = world.worker(PROBATION, name="Pat Example")
    made.others["pip"] = world.worker(PROBATION, name="Pip Example")
    return made


def does(command: Any, worker: Any, *given: Any, **more: Any) -> Any:
    """A press by this worker; each has a key of its own unless one is given."""
    once = more.pop("once", None) or uuid4().hex

    def press() -> Any:
        with writing(worker) as session:
            return command(session, worker, *given, once=once, **more)

    return press


def asked(story: Any) -> str:
    return does(ask, story.spoc, story.reference, ToAsk(team=PROBATION, card="supervision"))().reference


def said(story: Any, body: str = "As it was said first") -> str:
    return does(post, story.nurse, story.reference, ToPost(body=body))().reference


def task_of(story: Any, card: str) -> Any:
    with story.world.keeper() as session:
        return session.execute(
            text("select t.* from task t join form_card c on c.task_id = t.id where c.reference = :r"), {"r": card}
        ).one()


def kinds_about(story: Any, name: str, reference: str) -> list[str]:
    """The kinds of the events that name this card, message or task, in the order of the chain."""
    with story.world.keeper() as session:
        rows = session.execute(
            text("select e.kind from event e join event_detail d on d.event_id = e.id "
                 "where e.case_id = :c and d.detail ->> cast(:n as text) = :r order by e.seq"),
            {"c": story.case_id, "n": name, "r": reference},
        )  # fmt: skip
        return [row.kind for row in rows]


def told_in_words(answers: list[Any], how_many: int = 1) -> None:
    """So many were refused, each with a sentence that says that somebody was first."""
    late = refused(answers)
    assert len(late) == how_many, answers
    assert all(isinstance(no, MovedOn) and no.message.endswith(".") for no in late), [str(no) for no in late]


def test_two_answer_one_card_and_the_answer_stands_once(story) -> None:
    for _ in range(ROUNDS):
        card = asked(story)
        answers = at_once(
            *(does(answer_card, story.others[who], story.reference, card, SUPERVISION) for who in ("pat", "pip"))
        )
        told_in_words(answers)
        assert "answered already by P" in refused(answers)[0].message
        assert kinds_about(story, "card", card) == ["card.asked", "card.answered"]


def test_one_press_of_an_answer_sent_twice_is_one_answer(story) -> None:
    for _ in range(ROUNDS):
        card = asked(story)
        press = does(answer_card, story.others["pat"], story.reference, card, SUPERVISION)
        answers = at_once(press, press)
        assert not refused(answers) and len(set(answers)) == 1
        assert kinds_about(story, "card", card) == ["card.asked", "card.answered"]


def test_a_card_that_is_withdrawn_answered_and_declined_ends_once(story) -> None:
    for _ in range(ROUNDS):
        card = asked(story)
        answers = at_once(
            does(withdraw_card, story.spoc, story.reference, card),
            does(answer_card, story.others["pat"], story.reference, card, SUPERVISION),
            does(decline_card, story.others["pip"], story.reference, card, "nothing-held"),
        )
        told_in_words(answers, 2)
        first, ended = kinds_about(story, "card", card)
        assert first == "card.asked" and ended in {"card.withdrawn", "card.answered", "card.declined"}


def test_a_card_is_answered_while_a_colleague_takes_its_task(story) -> None:
    for _ in range(ROUNDS):
        card = asked(story)
        task = task_of(story, card).reference
        answers = at_once(
            does(answer_card, story.others["pat"], story.reference, card, SUPERVISION),
            does(claim, story.others["pip"], task),
        )
        assert not refused(answers[:1]), "whoever answers is not in the way of whoever takes"
        assert all("finished already" in no.message for no in refused(answers))
        assert task_of(story, card).ended_as == "answered"


def test_a_task_is_handed_back_while_it_is_finished(story) -> None:
    pat, pip = story.others["pat"], story.others["pip"]
    for _ in range(ROUNDS):
        to_do = ToDo(words="Ring the hostel", team=PROBATION, due_on=clock.today() + timedelta(days=3))
        task = does(give_task, story.spoc, story.reference, to_do)().task
        does(claim, pat, task)()
        answers = at_once(
            does(hand_back, pat, task), does(finish_task, pat, story.reference, task), does(claim, pip, task)
        )
        assert not refused(answers[1:2]), "it is done, whoever holds it by then"
        assert all(isinstance(no, MovedOn) for no in refused(answers))
        assert kinds_about(story, "task", task).count("task.done") == 1


def test_a_message_is_edited_while_fewer_are_to_read_it(story) -> None:
    nurse, fewer = story.nurse, Readers("agency")
    for _ in range(ROUNDS):
        message = said(story)
        answers = at_once(
            does(changing.edit, nurse, story.reference, message, "In other words", seen="as-posted"),
            does(changing.narrow, nurse, story.reference, message, fewer),
        )
        assert not refused(answers)
        with story.world.keeper() as session:
            row = session.execute(
                text("select w.body, m.readers from message m join message_wording w on w.id = m.wording_id "
                     "where m.reference = :r"), {"r": message},
            ).one()  # fmt: skip
            wordings = session.scalar(
                text("select count(*) from message_wording w join message m on m.id = w.message_id "
                     "where m.reference = :r"), {"r": message},
            )  # fmt: skip
            heard_by_all = session.scalars(
                text("select e.kind from event e join event_detail d on d.event_id = e.id where e.case_id = :c "
                     "and d.detail ->> 'message' = :r and e.audience_id is not distinct from "
                     "(select first.audience_id from event first join event_detail said on said.event_id = first.id "
                     "where said.detail ->> 'message' = :r and first.kind = 'message.posted')"),
                {"c": story.case_id, "r": message},
            ).all()  # fmt: skip
        assert row.body == "In other words" and row.readers is not None and wordings == 2
        kinds = kinds_about(story, "message", message)
        assert sorted(kinds) == ["message.edited", "message.narrowed", "message.posted"]
        if kinds[1] == "message.narrowed":
            assert "message.edited" not in heard_by_all, "of an edit after it only the fewer learn"


def test_a_message_is_removed_while_it_is_edited(story) -> None:
    for _ in range(ROUNDS):
        message = said(story)
        answers = at_once(
            does(changing.edit, story.nurse, story.reference, message, "In other words", seen="as-posted"),
            does(changing.remove, story.nurse, story.reference, message),
        )
        assert not refused(answers[1:]), "what is to go, goes"
        assert all("removed" in no.message for no in refused(answers))
        assert kinds_about(story, "message", message)[-1] == "message.removed"


def test_two_tabs_edit_one_message_and_one_is_told(story) -> None:
    for _ in range(ROUNDS):
        message = said(story)
        answers = at_once(
            *(does(changing.edit, story.nurse, story.reference, message, f"Tab {tab}", seen="as-posted")
              for tab in range(3))
        )  # fmt: skip
        told_in_words(answers, 2)
        assert kinds_about(story, "message", message) == ["message.posted", "message.edited"]


def test_one_send_that_arrives_many_times_stands_once(story) -> None:
    press = does(post, story.nurse, story.reference, ToPost(body="Zqonceqz"))
    answers = at_once(*[press] * 8)
    assert not refused(answers) and len({answer.reference for answer in answers}) == 1
    assert sum(answer.new for answer in answers) == 1
    assert kinds_about(story, "message", answers[0].reference) == ["message.posted"]


@pytest.mark.parametrize("press", ["answers", "finishes"])
def test_a_lead_who_gives_two_tasks_and_whoever_does_the_later_do_not_wait_for_each_other_in_a_ring(
    story, press
) -> None:
    """The lead has the first of them and goes on to the second, which the other is about to do."""
    lead = story.world.worker(PROBATION, "team-lead", name="Lou Example")
    pat = story.others["pat"]
    first = task_of(story, asked(story)).reference
    if press == "answers":
        card = asked(story)
        second = task_of(story, card).reference
        does_it = does(answer_card, pat, story.reference, card, SUPERVISION)
    else:
        to_do = ToDo(words="Ring the hostel", team=PROBATION, due_on=clock.today() + timedelta(days=3))
        second = does(give_task, story.spoc, story.reference, to_do)().task
        does_it = does(finish_task, pat, story.reference, second)
    with writing(lead) as session:
        session.execute(text("select from task where reference = :r for update"), {"r": first})
        doing = begun(story.world, does_it)
        outcomes = assign_many(session, lead, [first, second], pat.reference, once=uuid4().hex)
    assert outcomes.done == 2
    assert not refused([doing.result(PATIENCE)])
    assert kinds_about(story, "task", second)[-2:] == ["task.assigned", "task.done"]
