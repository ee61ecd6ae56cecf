"""A deadline runs for as long as its task is open: neither another task nor a step that leaves it open silences it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from coordination import clock
from coordination.queues.models import Clock, Task
from tests.cases import stories
from tests.cases.any_kind import sent
from workflows import pathways

MONDAY = "2026-03-02T10:00"
ASKS = [
    each
    for each in pathways.offered()
    if {"ask_for_more"} & {move.code for move in each.moves} and {"decide"} & {task.code for task in each.tasks}
]


def deadline_of(story, kind):
    """The clock of the one open task of this kind, and when the task itself says that it is due."""
    with story.world.keeper() as session:
        return session.execute(
            select(Clock.id, Clock.due_at, Clock.stopped_at, Clock.rings_at, Task.due_at.label("shown"))
            .join(Task, Task.clock_id == Clock.id)
            .where(Task.case_id == story.case_id, Task.kind == kind, Task.done_at.is_(None))
        ).one()


@pytest.mark.parametrize("pathway", ASKS, ids=lambda each: each.code)
def test_while_the_sender_is_asked_the_decision_stands_still_and_afterwards_runs_on(world, clock_at, pathway):
    """In thirteen kinds it ended for good when the sender was asked, and nobody was reminded after the answer."""
    clock_at(MONDAY)
    case = sent(world, pathway)
    before = deadline_of(case, "decide")
    case.move(case.spoc, "ask_for_more", information_wanted="Which ward?")
    assert deadline_of(case, "decide")[:4] == (before.id, None, None, None)
    clock_at("2026-03-04T10:00")
    case.again()
    answer = next(move for move in pathway.moves if move.code in ("send_more", "answer_questions"))
    case.move(case.nurse, answer.code, **{answer.asks[0].code: "Ward 7."})
    after = deadline_of(case, "decide")
    assert (after.id, after.stopped_at) == (before.id, None)
    assert after.rings_at is not None
    assert after.due_at == after.shown
    assert after.due_at >= before.due_at + timedelta(days=2)


def test_naming_a_key_worker_is_still_due_after_somebody_else_has_met_them(world, clock_at):
    """No step could name one any more, and nobody was reminded."""
    clock_at(MONDAY)
    story = stories.referred(world)
    story.move(story.spoc, "accept")
    story.move(story.spoc, "record_pre_release_contact", met_on=clock.today().isoformat(), met_how="phone")
    assert story.stage() == "pre_release_contact"
    named = deadline_of(story, "allocate")
    assert named.stopped_at is None
    assert named.rings_at is not None
    story.move(story.spoc, "name_key_worker_once_met", key_worker=world.worker("hav-recovery").reference)
    with world.keeper() as session:
        assert session.get_one(Clock, named.id).stopped_at is not None
