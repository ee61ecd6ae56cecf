"""Every move of hidden harm, reached by the shortest way that the definition has and made by the real commands."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from coordination import clock
from coordination.cases.queries.loading import load
from coordination.db import reading
from tests.answers import plainest
from tests.cases import families
from workflows import pathways
from workflows import vocabulary as words
from workflows.vocabulary import Move
from workflows.wordwalk import every

PATHWAY = pathways.newest("hidden-harm")
OUTCOMES = PATHWAY.appointments[0].outcomes
UNBORN = {"children": [families.UNBORN], "pregnant": "parent", "midwife_booked": "yes"}


def answered(move: Move, family: families.Family) -> dict[str, Any]:
    """Everything that the move may ask, answered in the plainest way; what does not apply is refused by nobody."""
    today = clock.today()
    said: dict[str, Any] = {}
    for question in move.asks:
        said[question.code] = family.lead.reference if question.kind == "worker" else plainest(question, today)
        if list(every(question.checks, words.NotInPast)):
            ahead = (today + timedelta(days=20)).isoformat()
            said[question.code] = ahead if question.kind == "date" else f"{ahead}T10:00"
        if question.kind == "long-text":
            said[question.code] = "Written for a walk through every way of this work (example)."
    if "rooms_seen" in said:
        said["rooms_seen"] = ["kitchen"]
    if "visit_how" in said:
        said["visit_how"] = "joint"
    if "checked_safety" in said:
        said["checked_safety"] = "two"
    with reading(family.lead) as session:
        known = load(session, family.lead, family.reference).now.known
    for code in move.fills:
        said[code] = []
        for child in known.answers.get(PATHWAY.topics[code].repeat.of) or []:
            born = child.get("child_is") == "born"
            rows = {
                "visit_children": {"child_seen": "awake", "child_said": "Played."} if born else {},
                "visit_adults": {"adult_state": "alert"},
                "births": {} if born else {"birth_on": today.isoformat(), "birth_name": "New Example"},
            }
            said[code].append(rows[code])
    return said


# What has to have happened before a step applies, beyond being in a stage that it is made from.
FIRST = {
    "record_disagreement": ("tell_mash", "record_mash_reply"),
    "settle_disagreement": ("tell_mash", "record_mash_reply", "record_disagreement"),
    "escalate_silence": ("accept", "tell_mash"),
    "record_found": ("record_moved",),
    "give_view": ("record_refuses",),
}
WHO = {"record_birth": UNBORN, "record_mash_reply_after_death": {"harm_signs": ["ingestion"]}}


def way_to(stages: tuple[str, ...]) -> tuple[str, ...]:
    """The shortest run of moves from the referral to one of these stages."""
    waiting: list[tuple[str, tuple[str, ...]]] = [(PATHWAY.starts_in, ())]
    for stage, way in waiting:
        if stage in stages:
            return way
        waiting += [(move.to, (*way, move.code)) for move in PATHWAY.moves_from(stage) if move.to]
        assert len(way) < len(PATHWAY.stages), f"no way leads to {stages}"
    raise AssertionError(f"no way leads to {stages}")


def make(family: families.Family, code: str) -> None:
    """Make this move as the pages do: on its own, or with an appointment of which it came."""
    move = PATHWAY.move(code)
    outcome = next((each for each in OUTCOMES if each.makes == code), None)
    said = answered(move, family)
    if outcome is not None:
        family.visit(outcome.code, **said)
    else:
        family.move(family.lead, code, **said)


@pytest.mark.parametrize("code", [move.code for move in PATHWAY.moves])
def test_every_move_can_be_reached_and_made(world, clock_at, code):
    clock_at("2026-11-18T10:30")
    family = families.referred(world, WHO.get(code, {}))
    move = PATHWAY.move(code)
    for before in (*way_to(move.from_), *FIRST.get(code, ())):
        make(family, before)
    if code == "escalate_silence":
        clock_at("2026-11-19T10:30")
        family.again()
    was = family.stage()
    make(family, code)
    assert family.stage() == (move.to or was)
