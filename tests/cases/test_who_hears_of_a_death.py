"""A death is told to everybody who takes part, and what was asked for somebody who lives on is still asked."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from coordination.cases.models import Participant
from coordination.queues.models import Task
from tests.cases import families, homes, stories
from tests.cases.any_kind import sent, shown_to
from workflows import pathways


def a_home(world) -> Any:
    case = homes.worried(world, uprn=str(uuid4().int)[:12]).planned()
    case.move(case.by(homes.POLICE), "record_death", died_on="2026-11-17")
    return case


def a_family(world) -> Any:
    case = families.referred(world, {"harm_signs": ["ingestion"]})
    case.move(case.lead, "accept")
    case.move(
        case.lead, "record_death", who_died="parent", died_on="2026-11-17",
        children_after_death="Their grandmother. MASH and the nursery know (example).",
    )  # fmt: skip
    return case


def somebody_who_leaves_prison(world) -> Any:
    case = stories.accepted(world, date(2026, 12, 14))
    case.move(case.spoc, "record_death", died_on="2026-11-17", death_told_by="The prison (example)")
    return case


def a_relative(world) -> Any:
    case = sent(world, pathways.newest("family-support"))
    case.move(case.lead, "accept")
    case.move(case.lead, "record_death", died_on="2026-11-17")
    return case


def who_was_told(case: Any) -> set[str]:
    """The positions that are told in words of their own, urgently."""
    with case.world.keeper() as session:
        asked = session.execute(
            text(
                "select ids->>'positions' from outbox where ids->>'case_id' = :case and job = 'tell_positions' "
                "and ids->>'say' like 'There is sad news%' and ids->>'urgent' = 'yes'"
            ),
            {"case": str(case.case_id)},
        ).scalars()
        return {position for positions in asked for position in positions.split(",")}


def who_takes_part(case: Any) -> set[str]:
    with case.world.keeper() as session:
        held = select(Participant.position).where(Participant.case_id == case.case_id, Participant.until_at.is_(None))
        return set(session.scalars(held))


@pytest.mark.parametrize("of", [a_home, a_family, somebody_who_leaves_prison, a_relative])
def test_everybody_on_the_case_hears_that_there_is_sad_news(world, of):
    """A landlord, a pharmacist or whoever had referred went to the door, or rang, for nobody had told them."""
    case = of(world)
    assert who_takes_part(case) <= who_was_told(case)


def tasks(case: Any) -> set[str]:
    with case.world.keeper() as session:
        return set(session.scalars(select(Task.kind).where(Task.case_id == case.case_id, Task.done_at.is_(None))))


def test_what_children_s_social_care_was_asked_for_the_children_outlives_their_parent(world):
    """Their task went with the case, and a child at risk was nobody's from the day on which the parent died."""
    family = a_family(world)
    assert tasks(family) == {"mash-decide-after-death"}
    mash = world.worker(families.MASH, "triage")
    assert "record_mash_reply_after_death" in {move.code for move in shown_to(mash, family.reference)}
    family.move(mash, "record_mash_reply_after_death", mash_reply="section-47")
    assert tasks(family) == set()
    assert "record_mash_reply_after_death" not in {move.code for move in shown_to(mash, family.reference)}


def test_children_s_social_care_is_not_asked_again_for_what_it_decided_before_the_death(world):
    family = families.referred(world, {"harm_signs": ["ingestion"]})
    family.move(family.lead, "accept")
    family.move(family.lead, "tell_mash", mash_why="What was swallowed (example).", parent_told_mash="agrees")
    family.move(family.lead, "record_mash_reply", mash_reply="assessment")
    family.move(
        family.lead, "record_death", who_died="child", died_on="2026-11-17", children_after_death="No other child."
    )
    assert tasks(family) == set()
