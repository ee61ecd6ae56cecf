"""A home that is red, or whose occupier may not be able to decide, does not end before adult social care has looked."""

from __future__ import annotations

from uuid import uuid4

import pytest

from coordination.errors import Invalid
from tests.cases.homes import CARE, Home, worried
from tests.make import World

END = {"support_results": ["none"], "declined_risks": "The ward team rings on Fridays."}


def declines(world: World, **given) -> Home:
    """Somebody who does not want any of it, and whose home goes on being a worry to prevent crime."""
    return worried(
        world, uprn=str(uuid4().int)[:12], occupier_agrees="disagrees", lawful_basis="crime",
        lawful_basis_reason="Dealers threatened the neighbours.", **given,
    ).planned()  # fmt: skip


@pytest.fixture(autouse=True)
def today(clock_at):
    clock_at("2026-03-03T10:00")


def test_who_declines_is_asked_about_before_the_case_ends(world):
    home = declines(world)
    with pytest.raises(Invalid, match="free of pressure"):
        home.move(home.lead, "close_declined", **END)
    home.move(home.lead, "close_declined", declined_capacity="no-doubt", **END)
    assert home.row().outcome == "declined_risks_managed"


def test_the_end_of_a_red_home_that_was_declined_waits_for_adult_social_care(world):
    home = declines(world, harm_signs=["H3"])
    said = {"declined_capacity": "no-doubt", **END}
    with pytest.raises(Invalid, match="decides about safeguarding first"):
        home.move(home.lead, "close_declined", **said)
    home.safeguarding_decided()
    home.move(home.lead, "close_declined", **said)
    assert home.stage() == "closed"


@pytest.mark.parametrize("doubt", ["doubted", "cannot"])
def test_where_it_is_in_doubt_that_they_can_decide_their_no_alone_ends_nothing(world, doubt):
    home = declines(world)
    with pytest.raises(Invalid, match="decides about safeguarding first"):
        home.move(home.lead, "close_declined", declined_capacity=doubt, **END)
    home.safeguarding_decided()
    home.move(home.lead, "close_declined", declined_capacity=doubt, **END)
    assert home.stage() == "closed"


def test_who_was_found_to_lack_capacity_does_not_end_it_by_their_no(world):
    home = declines(world)
    home.move(
        home.by(CARE), "record_capacity", capacity_decision="Who comes in", capacity_result="lacks",
        coercion_considered="yes", capacity_assessor="Dr Example", capacity_on="2026-03-02",
    )  # fmt: skip
    with pytest.raises(Invalid, match="decides about safeguarding first"):
        home.move(home.lead, "close_declined", declined_capacity="no-doubt", **END)


def test_a_red_home_is_not_closed_early_before_adult_social_care_was_asked(world):
    home = worried(world, uprn=str(uuid4().int)[:12], harm_signs=["H3"]).planned()
    early = {
        "case_outcome": "in_custody",
        "close_early_reason": "Arrested last night.",
        "support_results": ["none"],
        "custody_told": "The duty worker.",
    }
    with pytest.raises(Invalid, match="was never asked"):
        home.move(home.lead, "close_early", **early)
    home.move(home.lead, "ask_safeguarding", safeguarding_worry="They come home in two weeks.")
    home.move(home.lead, "close_early", **early)
    assert home.tasks() == {"decide-safeguarding"}


def test_a_red_home_that_was_a_mistake_is_closed_early_without_asking(world):
    home = worried(world, uprn=str(uuid4().int)[:12], harm_signs=["H3"]).planned()
    home.move(
        home.lead, "close_early", case_outcome="not_substantiated", close_early_reason="A film was made there.",
        support_results=["none"],
    )  # fmt: skip
    assert home.stage() == "closed"


def test_a_home_that_became_red_again_while_it_was_stepped_down_is_not_simply_closed(world, clock_at):
    home = worried(world, uprn=str(uuid4().int)[:12]).planned()
    home.visit()
    home.visit()
    home.move(home.lead, "begin_monitoring")
    home.move(home.lead, "step_down", made_safe="yes", step_down_reason="Seen alone twice, locks changed.")
    clock_at("2026-05-27T10:00")
    home.wake()
    home.move(home.lead, "record_signs", new_harm_signs=["H3"])
    with pytest.raises(Invalid, match="red again"):
        home.move(home.lead, "close", case_outcome="safeguarded_at_home", support_results=["none"])
