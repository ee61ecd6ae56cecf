"""Saying that a task is done: where that alone tells nobody anything, whoever says it writes down what came of it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from coordination.cases.commands.finishing import finish_task
from coordination.cases.queries.audiences import EVERYONE
from coordination.conversation.commands.finishing import finish_with_outcome
from coordination.conversation.given import LONGEST, Readers
from coordination.conversation.models import Message
from coordination.db import writing
from coordination.errors import Invalid, MovedOn, NotAllowed, NotVisible
from coordination.queues.models import Task
from tests.cases import families
from tests.cases.homes import worried

ASKED = "How can this family be visited safely?"
HOW = "Two of us, in daylight, and the neighbour shuts the dog away."


@pytest.fixture
def family(world):
    """A visit was broken off, so that somebody has to decide how this family can be visited safely."""
    made = families.ready(world)
    made.visit("aborted-unsafe", unsafe_why="A dog ran loose.")
    return made


def waits(family, kind="unsafe-lead"):
    with family.world.keeper() as session:
        tasks = select(Task.reference).where(Task.case_id == family.case_id, Task.kind == kind, Task.done_at.is_(None))
        return session.scalars(tasks).one_or_none()


def said(family):
    with family.world.keeper() as session:
        return list(session.scalars(select(Message.category).where(Message.case_id == family.case_id)))


def finish(family, task, words=HOW, *, by=None, once=None, category="family"):
    worker = by or family.lead
    with writing(worker) as session:
        readers = Readers(EVERYONE, category=category)
        return finish_with_outcome(session, worker, family.reference, task, words, readers, once=once or uuid4().hex)


def test_a_decision_is_written_down_as_it_is_said_to_be_made(family, browser_of):
    """“Decide how this family can be visited safely” ended with a press, and the next visitor knew nothing of it."""
    browser, task = browser_of(family.lead), waits(family)
    page = BeautifulSoup(browser.get(f"/cases/{family.reference}").text, "html.parser")
    assert page.select_one(f'form[action$="/tasks/{task}/finish"]') is None, "a press alone does not end it"
    where = page.select_one(f'a[href$="/tasks/{task}/outcome"]')["href"]
    form = BeautifulSoup(browser.get(where).text, "html.parser")
    assert form.select_one("label[for=outcome]").get_text(strip=True) == ASKED
    assert form.select_one("[name=category] [selected]")["value"] == "family", "for those who read of the family"
    sent = {"once": uuid4().hex, "outcome": HOW, "audience": "everyone", "category": "family"}
    empty = browser.post(where, data={**sent, "outcome": " "})
    assert empty.status_code == 422 and "Write down what came of it." in empty.text
    assert waits(family) == task
    for _ in range(2):  # the second press is the same one
        assert browser.post(where, data=sent).location == f"/cases/{family.reference}?done=task-finished"
    assert waits(family) is None
    assert said(family) == ["family"], "once"
    assert HOW in browser.get(f"/cases/{family.reference}/conversation").text
    earlier = BeautifulSoup(browser.get(f"/cases/{family.reference}").text, "html.parser").select_one(".before__list")
    assert "Decide how this family can be visited safely" in earlier.get_text()


def test_no_press_goes_round_what_is_asked(family):
    task = waits(family)
    with writing(family.lead) as session, pytest.raises(NotAllowed, match="Write down what came of this task"):
        finish_task(session, family.lead, family.reference, task, once=uuid4().hex)
    assert waits(family) == task


def test_what_cannot_be_done_any_more_is_not_said_to_be_done(world):
    """No page leads there; a typed address did, and the conversation said “Done: ...” of what nobody had done."""
    home = worried(world).taken_up()
    home.visit(
        visit_child="yes", visit_child_age=7, visit_child_home="12 Example Road",
        slavery_route_child="considered-no-grounds",
    )  # fmt: skip
    home.visit(visit_child="no")
    task = waits(home, "tell-hub")
    with pytest.raises(NotAllowed, match="cannot be done any more"):
        finish(home, task, "Nobody rang.", category="core")
    assert waits(home, "tell-hub") == task and said(home) == []


def test_what_cannot_be_kept_ends_nothing(family):
    task = waits(family)
    for words, category in (("", "family"), ("a" * (LONGEST + 1), "family"), (HOW, "treatment-of-another")):
        with pytest.raises(Invalid):
            finish(family, task, words, category=category)
    elsewhere = family.world.worker("hav-probation", name="Pat Example")
    with pytest.raises(NotVisible):
        finish(family, task, by=elsewhere)
    assert waits(family) == task and said(family) == []


def test_whoever_comes_second_is_told_and_says_nothing_twice(family):
    task = waits(family)
    finish(family, task)
    with pytest.raises(MovedOn, match="finished already"):
        finish(family, task, "I have done it too.")
    assert len(said(family)) == 1


def test_what_was_written_is_kept_for_whoever_comes_second(family, browser_of):
    colleague = family.world.worker(families.HIDDEN_HARM, name="Kim Example")
    browser, task = browser_of(colleague), waits(family)
    where = f"/cases/{family.reference}/tasks/{task}/outcome"
    assert browser.get(where).status_code == 200
    finish(family, task)
    late = browser.post(where, data={"once": uuid4().hex, "outcome": "I HAVE DONE IT TOO", "audience": "everyone",
                                     "category": "family"})  # fmt: skip
    assert late.status_code == 409
    assert "finished already" in late.text and "I HAVE DONE IT TOO" in late.text
    assert browser.get(where).status_code == 409
