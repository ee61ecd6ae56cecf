"""A family is not what it was when it was referred: children move in and out, and live in two boroughs."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from coordination.cases.commands.permitting import open_steps
from coordination.cases.models import Participant, PersonOnCase
from coordination.cases.queries.loading import load
from coordination.db import reading
from coordination.errors import Invalid
from coordination.queues.models import Task
from tests.cases import families

WALTHAM_FOREST_MASH = "waf-childrens-front-door"
SIBLING = {
    "new_child_is": "born",
    "new_child_name": "Ada Example",
    "new_child_born": "2025-06-01",
    "new_child_lives": "full",
    "new_child_moves": "yes",
    "new_child_services": "none",
}
SERIOUS = {
    "classification": "cp47",
    "classification_reason": "Drugs lay where the children play, and nobody was fit.",
    "visit_harm_signs": ["supply"],
}


def seen_by(worker, family):
    with reading(worker) as session:
        return load(session, worker, family.reference)


def teams_on(family, position):
    """The teams that hold this position now."""
    with family.world.keeper() as session:
        held = select(Participant.holder).where(
            Participant.case_id == family.case_id, Participant.position == position, Participant.until_at.is_(None)
        )
        return set(session.scalars(held))


def tasks(family):
    with family.world.keeper() as session:
        return set(session.scalars(select(Task.kind).where(Task.case_id == family.case_id, Task.done_at.is_(None))))


def people(family):
    with family.world.keeper() as session:
        rows = session.execute(
            select(PersonOnCase.part, PersonOnCase.name).where(PersonOnCase.case_id == family.case_id)
        )
        return sorted((part, name) for part, name in rows)


def both_mash(family):
    return {family.world.team_id(families.MASH), family.world.team_id(WALTHAM_FOREST_MASH)}


def test_a_sibling_who_moves_in_is_on_the_case_and_is_asked_after_at_the_next_visit(world):
    """A child who came after the referral was nowhere, and no visit asked whether anybody had seen them."""
    family = families.ready(world)
    family.move(family.lead, "add_child", **SIBLING)
    assert ("child", "Ada Example") in people(family)
    now = seen_by(family.lead, family).now.answers["children"]
    assert [each["child_name"] for each in now] == ["Theo Example", "Ada Example"]
    with pytest.raises(Invalid):
        family.completed()
    seen = {"child_seen": "awake", "child_said": "Reached for the bricks."}
    family.completed(visit_children=[seen, seen])
    assert family.stage() == "visited"


def test_a_pregnancy_that_begins_during_the_work_ends_in_a_birth(world):
    family = families.ready(world)
    family.move(family.lead, "add_child", new_child_is="unborn", new_child_due="2027-08-20", new_child_services="none")
    assert [part for part, _ in people(family)] == ["child", "subject", "unborn-child"]
    assert "record_birth" in {move.code for move in open_steps(seen_by(family.lead, family))}
    family.move(family.lead, "record_birth", births=[{}, {"birth_on": "2026-11-17", "birth_name": "Nell Example"}])
    assert [part for part, _ in people(family)] == ["child", "child", "subject"]
    now = seen_by(family.lead, family).now.answers["children"]
    assert [each.get("child_name") for each in now] == ["Theo Example", "Nell Example"]


def test_a_child_in_need_who_moves_in_brings_their_social_worker_to_hear_of_visits(world):
    family = families.ready(world)
    family.move(family.lead, "add_child", **{**SIBLING, "new_child_services": "child-protection-plan"})
    assert "tell-social-worker" in tasks(family)


@pytest.mark.parametrize("area", ["havering", "waltham-forest"])
def test_children_of_one_family_in_two_boroughs_have_the_social_care_of_both(world, area):
    """The form took one area for all of them, so that the other child's own social care never heard."""
    other = {"havering": "waltham-forest", "waltham-forest": "havering"}[area]
    family = families.referred(
        world,
        {
            "children_live_there": "no",
            "children_address": "2 Example Row, Walthamstow",
            "children_area": area,
            "children_area_too": other,
            "harm_signs": ["supply"],
            "harm_detail": "Drugs are sold at both doors.",
        },
    )
    assert teams_on(family, "childrens-social-care") == both_mash(family)
    family.move(family.lead, "accept")
    family.move(family.lead, "tell_mash", mash_why="Drugs are sold at both doors.", parent_told_mash="agrees")
    assert "other-mash" in tasks(family)
    lead = {task.code: task for task in seen_by(family.lead, family).now.pathway.tasks}["other-mash"]
    assert lead.asks_outcome


def test_the_social_care_of_the_new_borough_is_brought_in_when_a_family_at_risk_moves_there(world):
    """After the move it was still the old borough's that was told of everything."""
    family = families.ready(world)
    family.completed(**SERIOUS)
    family.move(family.lead, "tell_mash", mash_why="Drugs are sold.", parent_told_mash="agrees")
    family.move(family.lead, "record_mash_reply", mash_reply="strategy-discussion")
    assert teams_on(family, "childrens-social-care") == {world.team_id(families.MASH)}
    family.move(
        family.lead, "record_heard_moved", who_moved="everybody", heard_moved_to="To Leyton, says the grandmother"
    )
    assert "find-family" in tasks(family)
    family.move(
        family.lead, "record_found", lives_now="5 Example Road, Leyton", children_live_there="yes",
        children_area="waltham-forest",
    )  # fmt: skip
    assert teams_on(family, "childrens-social-care") == both_mash(family)
    assert "tell-new-area" in tasks(family) and "find-family" not in tasks(family)
    with pytest.raises(Invalid, match="children's social care"):
        family.move(family.lead, "close", case_outcome="moved-handed-over", closing_note="They live in Leyton now.")
    family.move(family.lead, "tell_mash", mash_why="They live in Leyton now.", parent_told_mash="agrees")
    family.move(family.lead, "record_mash_reply", mash_reply="assessment")
    family.move(family.lead, "close", case_outcome="moved-handed-over", closing_note="They live in Leyton now.")


def test_one_child_moves_to_the_other_parent_in_another_borough(world):
    family = families.ready(world, {"children": [families.THEO, families.child("Mia Example", "2023-03-01")]})
    mash = world.worker(families.MASH, "triage")
    family.move(family.lead, "tell_mash", mash_why="Unsafe storage after advice.", parent_told_mash="agrees")
    # children's social care, who heard first, can say so itself
    family.move(mash, "record_heard_moved", who_moved="some", heard_moved_to="Mia is with her father in Leyton")
    family.move(
        family.lead, "record_found", lives_now="Mia: 5 Example Road, Leyton", children_live_there="no",
        children_area="havering", children_area_too="waltham-forest",
    )  # fmt: skip
    family.move(family.lead, "tell_mash", mash_why="Mia lives in Leyton now.", parent_told_mash="agrees")
    assert teams_on(family, "childrens-social-care") == both_mash(family)
    assert "other-mash" in tasks(family)


def test_a_family_without_any_sign_of_harm_that_moves_opens_no_door_to_social_care(world):
    family = families.ready(world)
    family.move(family.lead, "record_heard_moved", who_moved="everybody", heard_moved_to="To Leyton")
    family.move(
        family.lead, "record_found", lives_now="5 Example Road, Leyton", children_live_there="yes",
        children_area="waltham-forest",
    )  # fmt: skip
    assert teams_on(family, "childrens-social-care") == set()
    assert "tell-new-area" not in tasks(family)
