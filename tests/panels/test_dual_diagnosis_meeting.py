"""Whoever falls between two services stands on the agenda of both, and what is decided is the pathway's own step."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from coordination import clock
from tests.cases.any_kind import AnyCase, sent, team_of, walk
from tests.panels.meetings import Sitting, seat_chair
from workflows import pathways

PANEL = "havering-dual-diagnosis-meeting"
PATHWAY = pathways.newest("dual-diagnosis")


@pytest.fixture
def sit(world: Any) -> Sitting:
    """The meeting, with its chair from mental health, a deputy from treatment and a member from probation."""
    chair = world.worker(team_of(world, "dual-diagnosis"), "triage", "panel", name="Cara Chair")
    seat_chair(world, PANEL, chair)
    made = Sitting(
        world,
        chair,
        world.worker("hav-recovery", "frontline", "panel", name="Dee Deputy"),
        world.worker("hav-probation", "frontline", "panel", name="Pia Probation"),
        panel=PANEL,
    )
    made.seats(made.deputy, "deputy")
    made.seats(made.housing)
    return made


def on_the_list(world: Any) -> AnyCase:
    case = sent(world, PATHWAY)
    walk(case, PATHWAY, Counter(), 0, ("accept", "put_on_list"), {"screened_risk": "high"}, most=2)
    return case


def test_a_case_on_the_list_stands_on_the_agenda_and_goes_on_with_a_joint_plan(world: Any, sit: Sitting) -> None:
    with clock.at("2026-11-18T10:30"):
        case = on_the_list(world)
        assert case.stage() == "listed"
        sit.plan()
        assert [item.case_reference for item in sit.seen_by(sit.chair).items] == [case.reference]
        assert "the risk is high" in str(sit.item(case)), "why it stands so high"
        sit.publish()
        sit.begin(sit.deputy)
        answers = {"discussed_on": clock.today().isoformat(), "discussed_what": "One lead, one plan (example)."}
        sit.decide(case, "joint-plan", answers=answers)
        assert case.stage() == "discussed"
        sit.end()


def test_without_one_of_the_two_services_nothing_is_agreed(world: Any, sit: Sitting) -> None:
    with clock.at("2026-11-18T10:30"):
        case = on_the_list(world)
        sit.plan()
        sit.publish()
        sit.begin(sit.housing)
        answers = {"discussed_on": clock.today().isoformat(), "discussed_what": "One lead (example)."}
        with pytest.raises(Exception, match="quorum"):
            sit.decide(case, "joint-plan", answers=answers)
        sit.decide(case, "deferred", answers={})
        assert case.stage() == "listed"
