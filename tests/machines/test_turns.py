"""A loop's turns: one that fails stops none beside it, and a loop with a broken one shows no life."""

from __future__ import annotations

import pytest

from coordination import db
from coordination.db import NOBODY, reading
from coordination.jobs.models import Heartbeat
from coordination.worker import loop
from coordination.worker.loop import Turn


@pytest.fixture(autouse=True)
def as_machines(world, database):
    db.connect(database.url("worker"))


def life(name):
    with reading(NOBODY) as session:
        return session.get(Heartbeat, name) is not None


def test_a_turn_with_a_fault_of_ours_is_taken_again_later_and_the_others_go_on(world):
    taken = []

    def stumble():
        taken.append("stumbled")
        raise ValueError("a fault of ours")

    turns = [Turn("stumbles", 0.0, stumble), Turn("goes on", 0.0, lambda: taken.append("went on"))]
    assert [turn.take() for turn in turns] == [False, True]
    assert taken == ["stumbled", "went on"]
    [turn.take() for turn in turns]
    assert taken == ["stumbled", "went on", "went on"], "it is left in peace for a while"
    loop._live("a-loop", turns, None)
    assert not life("a-loop")
    turns[0].do, turns[0].due = (lambda: None), 0.0
    assert turns[0].take()
    loop._live("a-loop", turns, None)
    assert life("a-loop")
