"""Urgent work has its step at every stage at which it may stand open: nobody is left with “no longer needed” alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from coordination.cases.queries.asked import is_a_way
from workflows import pathways
from workflows.vocabulary import Pathway, TaskKind

# Urgent work that stands open before its own time has come, and the stages in which it waits for it.
WAITS = {
    ("prison-release", "first-contact"): {"accepted", "pre_release_contact", "appointment_set"},
    ("out-of-court-disposal", "report"): {"started"},
    # who turns 18 before anything was sent is asked as an adult instead
    ("nrm", "consent-to-stay"): {"preparing", "conversation", "notifying", "notified"},
}


def is_urgent(pathway: Pathway, task: TaskKind) -> bool:
    return any(rung.tell == "duty" for rung in pathway.clock(task.clock).ladder)


def may_stand_open(pathway: Pathway, task: str) -> set[str]:
    """The stages of the main line, short of its ends, to which steps can bring a case with this task open."""
    ends = {stage.code for stage in pathway.stages if stage.ends}
    main = [move for move in pathway.moves if move.line == "main"]
    found = {pathway.starts_in} if task in pathway.first_tasks else set()
    for move in main:
        if task in move.opens:
            found |= {move.to} if move.to else set(move.from_)
    waiting = list(found)
    while waiting:
        stage = waiting.pop()
        for move in main:
            ended = task in (*move.closes, *move.drops)
            if stage in move.from_ and move.to is not None and not ended and move.to not in found | ends:
                found.add(move.to)
                waiting.append(move.to)
    return found - ends


def ways(pathway: Pathway, task: str) -> Iterator[set[str]]:
    return (set(move.from_) for move in pathway.moves if is_a_way(move) and task in move.closes)


URGENT = [
    (pathway, task)
    for pathway in pathways.offered()
    for task in pathway.tasks
    if is_urgent(pathway, task)
    and any(move.line == "main" and is_a_way(move) and task.code in move.closes for move in pathway.moves)
]


@pytest.mark.parametrize(("pathway", "task"), URGENT, ids=[f"{pathway.code}-{task.code}" for pathway, task in URGENT])
def test_there_is_a_step_for_it_at_every_stage_at_which_it_may_stand_open(pathway, task):
    """A child to be made safe could be recorded as made safe at two stages of six."""
    done_at = set().union(*ways(pathway, task.code))
    left = may_stand_open(pathway, task.code) - done_at
    assert left == WAITS.get((pathway.code, task.code), set())
