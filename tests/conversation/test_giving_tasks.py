"""Giving a team something to do by hand: words in the conversation, a task in a queue, a day, and an end."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.kinds import KINDS
from coordination.cases.commands.finishing import finish_task
from coordination.cases.queries.loading import load
from coordination.cases.queries.timeline import timeline
from coordination.conversation.commands.giving import Given, ToDo, give_task
from coordination.conversation.given import Readers
from coordination.db import reading, writing
from coordination.errors import Invalid, MovedOn, NotVisible
from coordination.queues.commands.claiming import claim
from coordination.queues.models import Clock, Task
from tests.cases import stories
from workflows.dates_in_words import in_full
from workflows.local_time import LONDON

PROBATION = "hav-probation"
WORDS = "Ring the hostel about the room"


@pytest.fixture(scope="module")
def story(world: Any) -> Any:
    made = stories.accepted(world)
    made.others["probation"] = world.worker(PROBATION, name="Pat Example")
    return made


def given(story: Any, worker: SignedIn, *, once: str | None = None, in_days: int = 3, **how: Any) -> Given:
    to_do = ToDo(**{"words": WORDS, "team": PROBATION, "due_on": clock.today() + timedelta(days=in_days), **how})
    with writing(worker) as session:
        return give_task(session, worker, story.reference, to_do, once=once or uuid4().hex)


def test_it_waits_in_the_queue_with_its_day_and_its_words_stand_in_the_conversation(story, browser_of) -> None:
    asker, probation = browser_of(story.spoc), browser_of(story.others["probation"])
    led = asker.post(
        f"/cases/{story.reference}/conversation",
        data={"once": uuid4().hex, "audience": "agency", "category": "core", "body": "/task find a room"},
    )
    assert led.location == f"/cases/{story.reference}/task?begun=yes"
    begun = BeautifulSoup(asker.get(led.location).text, "html.parser")
    assert begun.select_one("[name=words]")["value"] == "find a room"
    assert begun.select_one("[name=audience][checked]")["value"] == "agency", "and stays for those it was for"
    day = clock.today() + timedelta(days=3)
    sent = asker.post(
        led.location,
        data={"once": uuid4().hex, "words": WORDS, "team": PROBATION, "audience": "everyone", "due_on-day": day.day,
              "due_on-month": day.month, "due_on-year": day.year},
    )  # fmt: skip
    assert sent.status_code == 303, sent.text
    page = asker.get(sent.location).text
    assert WORDS in page and "find a room" not in page, "what was begun is done with"
    assert WORDS in probation.get(f"/queues/{PROBATION}").text
    with reading(story.spoc) as session:
        task = session.scalars(select(Task).where(Task.asks == WORDS, Task.done_at.is_(None))).one()
    assert task.due_at.astimezone(LONDON).date() == day
    with writing(story.others["probation"]) as session:
        finish_task(session, story.others["probation"], story.reference, task.reference, once=uuid4().hex)
    with pytest.raises(MovedOn), writing(story.others["probation"]) as session:
        finish_task(session, story.others["probation"], story.reference, task.reference, once=uuid4().hex)


def test_its_deadline_is_explained_in_words(story) -> None:
    made = given(story, story.spoc)
    with reading(story.spoc) as session:
        task = session.scalars(select(Task).where(Task.reference == made.task)).one()
        deadline = session.get_one(Clock, task.clock_id)
    assert deadline.sentence == (
        f"Do what a colleague asked by the end of {in_full(clock.today() + timedelta(days=3))}: the day a colleague "
        "asked for."
    )


def test_sent_again_it_is_given_once(story) -> None:
    once = uuid4().hex
    assert given(story, story.spoc, once=once) == given(story, story.spoc, once=once)


def test_a_task_for_few_tells_lists_nothing_and_others_do_not_learn_of_it(story, browser_of) -> None:
    made = given(story, story.spoc, words="Zqquietly", readers=Readers("agencies", agencies=("probation-service",)))
    assert "Zqquietly" not in browser_of(story.others["probation"]).get(f"/queues/{PROBATION}").text
    assert "Zqquietly" in browser_of(story.others["probation"]).get(f"/cases/{story.reference}/conversation").text
    page = browser_of(story.nurse).get(f"/cases/{story.reference}").text
    assert "Zqquietly" not in page and made.task not in page


def test_only_readers_of_its_kind_learn_that_it_is_there_also_when_it_is_taken_and_done(world) -> None:
    story = stories.accepted(world)
    probation = world.worker(PROBATION, name="Pat Example")
    own = {
        "words": "Ring the pharmacy",
        "team": "hav-treatment-contact",
        "readers": Readers("everyone", category="health"),
    }
    made = given(story, story.spoc, **own)
    with writing(story.spoc) as session:
        claim(session, story.spoc, made.task, once=uuid4().hex)
        finish_task(session, story.spoc, story.reference, made.task, once=uuid4().hex)

    def learned(worker: SignedIn) -> str:
        with reading(worker) as session:
            page = load(session, worker, story.reference)
            return " ".join(one.said for one in timeline(session, page, kinds=KINDS).events)

    for did in ("A task for", "took a task", "finished a task"):
        assert re.search(f"{did}[^:]*: Do what a colleague asked", learned(story.spoc)), did
    assert "colleague asked" not in learned(probation)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"words": "  "}, "words"),
        ({"words": "x" * 201}, "words"),
        ({"in_days": -1}, "due_on"),
        ({"in_days": 800}, "due_on"),
        ({"team": "hav-nobody"}, "team"),
        ({"readers": Readers("nobody")}, "audience"),
        ({"readers": Readers("everyone", category="never")}, "category"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(story, wrong, field) -> None:
    with pytest.raises((Invalid, MovedOn)) as refused:
        given(story, story.spoc, **wrong)
    assert refused.value.field == field


def test_a_team_that_does_not_read_it_is_not_given_it(story) -> None:
    with pytest.raises(Invalid, match="does not read this kind"):
        given(story, story.spoc, readers=Readers("everyone", category="health"))


def test_who_takes_no_part_gives_nothing(story, world) -> None:
    stranger = world.worker("waf-treatment-contact", "triage", name="Wes Example")
    with pytest.raises(NotVisible):
        given(story, stranger)
