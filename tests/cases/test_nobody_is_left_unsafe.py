"""No end of a case drops what a child's safety hangs on: it is done, or answered for, before the case is closed."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest

from coordination import clock
from coordination.cases.queries.loading import load
from coordination.db import reading
from coordination.errors import Invalid
from tests.cases import families, homes
from tests.cases.any_kind import AnyCase, sent
from workflows import pathways
from workflows.truth import truth

TOLD = "nobody has written down here"


@pytest.fixture(autouse=True)
def held_time() -> Iterator[None]:
    with clock.at("2026-03-02T10:00"):
        yield


def a_worried_relative(world) -> AnyCase:
    return sent(world, pathways.newest("family-support"), child_worry="yes")


CLOSES = {"case_outcome": "declined"}
DECLINES = {"decline_reason": "not-affected", "decline_advice": "Ask the GP (example)."}


def test_work_with_a_relative_is_not_closed_while_nobody_was_told_of_the_child(world):
    case = a_worried_relative(world)
    case.move(case.lead, "accept")
    with pytest.raises(Invalid, match=TOLD):
        case.move(case.lead, "close", **CLOSES)
    with pytest.raises(Invalid, match=TOLD):
        case.move(case.lead, "withdraw", withdrawn_advice="yes")
    case.move(case.lead, "tell_mash", mash_why="What the relative said of the child (example).")
    case.move(case.lead, "close", **CLOSES)
    assert case.stage() == "closed"


def test_it_is_not_declined_either_and_whoever_referred_may_say_that_they_rang(world):
    case = a_worried_relative(world)
    why = pathways.newest("family-support").move("decline").asks[0].choices[0].code
    with pytest.raises(Invalid, match=TOLD):
        case.move(case.lead, "decline", **{**DECLINES, "decline_reason": why})
    with pytest.raises(Invalid, match=TOLD):
        case.move(case.sender, "withdraw", withdrawn_advice="yes")
    case.move(case.sender, "tell_mash", mash_why="Rang MASH at ten and gave them all of it (example).")
    case.move(case.lead, "decline", **{**DECLINES, "decline_reason": why})
    assert case.stage() == "declined"


def test_what_was_sent_by_mistake_is_cancelled_all_the_same(world):
    case = a_worried_relative(world)
    case.move(case.sender, "cancel", cancel_reason="wrong-person")
    assert case.stage() == "cancelled"


def test_a_death_stops_everything_all_the_same(world):
    case = a_worried_relative(world)
    case.move(case.lead, "accept")
    case.move(case.lead, "record_death", died_on="2026-03-01")
    assert case.stage() == "closed-died"


def test_a_young_person_who_may_be_exploited_does_not_end_with_help_that_they_did_not_want(world):
    case = sent(world, pathways.newest("young-people"), exploitation_signs=["sexual"])
    case.move(case.lead, "accept")
    with pytest.raises(Invalid, match=TOLD):
        case.move(case.lead, "withdraw", withdrawn_advice="yes")


def test_a_family_with_a_sign_of_significant_harm_is_not_closed_as_if_ordinary_help_were_enough(world):
    family = families.referred(world, {"harm_signs": ["ingestion"]})
    family.move(family.lead, "accept")
    closing = {"case_outcome": "universal-only", "closing_note": "The parent did not want it (example)."}
    with pytest.raises(Invalid, match=TOLD):
        family.move(family.lead, "close", **closing)
    family.move(family.lead, "tell_mash", mash_why="What was seen (example).", parent_told_mash="agrees")
    # told is not answered: with the end nobody would owe the child an answer, and nobody would ask for it
    with pytest.raises(Invalid, match="has not answered"):
        family.move(family.lead, "close", **closing)
    family.move(family.lead, "record_mash_reply", mash_reply="no-action")
    family.move(family.lead, "close", **closing)
    assert family.stage() == "closed"


def test_a_home_in_which_a_child_was_found_is_not_closed_before_their_social_care_was_told(world):
    home = homes.worried(world, uprn=str(uuid4().int)[:12]).planned()
    home.visit(
        visit_child="yes", visit_child_age=9, visit_child_home="Havering", slavery_route_child="considered-no-grounds"
    )
    assert "tell-hub" in home.tasks()
    home.safeguarding_decided()
    with pytest.raises(Invalid, match=TOLD):
        home.move(
            home.lead, "close_early", case_outcome="moved_permanently", support_results=["none"],
            close_early_reason="She moved away last night (example).",
        )  # fmt: skip


@pytest.mark.parametrize("said", ["no", "not-sure"])
def test_a_child_who_does_not_know_whether_they_are_safe_is_seen_to_like_one_who_is_not(world, said):
    case = sent(world, pathways.newest("school-concern"), safe_now=said)
    case.move(case.lead, "accept")
    why = pathways.newest("school-concern").move("act").asks[0].choices[0].code
    with pytest.raises(Invalid, match="safe"):
        case.move(case.lead, "act", action=why, action_why="Seen by the nurse (example).")
    case.move(case.lead, "record_safe", made_safe_how="Sat with her until her aunt came (example).")
    case.move(case.lead, "act", action=why, action_why="Seen by the nurse (example).")
    assert case.stage() == "action"


def test_a_child_who_is_not_safe_is_not_turned_away_from(world):
    case = sent(world, pathways.newest("school-concern"), safe_now="no")
    why = pathways.newest("school-concern").move("decline").asks[0].choices[0].code
    with pytest.raises(Invalid, match="may not be safe"):
        case.move(case.lead, "decline", decline_reason=why, decline_advice="Look at it in school (example).")


def test_a_refusal_is_not_closed_without_a_view_whichever_way_it_is_closed(world):
    family = families.accepted(world)
    family.move(family.lead, "record_refuses")
    closing = {"case_outcome": "universal-only", "closing_note": "She has her mother (example)."}
    with pytest.raises(Invalid, match="your view"):
        family.move(family.lead, "close", **closing)
    family.move(
        family.lead, "give_view", lead_view="The grandmother is there every day and sober (example).",
        refusal_mash_decision="no", refusal_mash_reason="No sign of harm, and others see the children (example).",
        refusal_next="through-others", refusal_again_on="2026-03-09",
    )  # fmt: skip
    family.move(family.lead, "close", **closing)
    assert family.stage() == "closed"


def test_a_parent_who_agreed_and_then_refuses_is_not_shown_as_agreed_nor_the_visit_as_booked(world):
    family = families.accepted(world)
    family.move(family.lead, "record_agrees", agreed_on="2026-03-02")
    assert ready(family)["agreed"]
    family.move(family.lead, "record_refuses")
    assert not ready(family)["agreed"]
    assert not ready(family)["visit"]
    family.move(family.lead, "record_agrees", agreed_on="2026-03-02")
    assert ready(family)["agreed"]


def ready(family: families.Family) -> dict[str, bool]:
    """What the lead's page says of each thing that has to be in place."""
    with reading(family.lead) as session:
        now = load(session, family.lead, family.reference).now
    return {each.code: truth(each.when, now.known) is True for each in now.pathway.ready}
