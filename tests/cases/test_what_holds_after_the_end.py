"""A case ends, and what was served on the home, or asked of adult social care, is still there: somebody finishes it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.cases.any_kind import shown_to
from tests.cases.homes import CARE, POLICE, Home, worried

CLOSED = {"case_outcome": "moved_permanently", "support_results": ["none"]}


@pytest.fixture
def home(world, clock_at):
    """A red home with a plan, and a police officer who knows it."""
    clock_at("2026-03-03T10:00")
    found = worried(world, harm_signs=["H3"], uprn=str(uuid4().int)[:12]).planned()
    found.by(POLICE)
    return found


def serves(home: Home) -> None:
    """A closure notice was authorised yesterday and served this morning."""
    police = home.by(POLICE)
    home.move(
        police, "begin_enforcement", authorised_by="Inspector Example", authorised_at="2026-03-02T15:00",
        notice_bars=["visitors"],
    )  # fmt: skip
    home.move(police, "serve_notice", served_at="2026-03-03T09:00")


def wins_an_order(home: Home) -> None:
    """The court shuts the home until the end of May."""
    home.move(home.by(POLICE), "apply_for_order")
    home.move(
        home.by(POLICE), "record_full_order", order_from="2026-03-03", order_to="2026-05-31", order_bars=["residents"],
        where_they_live="temporary",
    )  # fmt: skip


def steps(home: Home, team: str) -> set[str]:
    """What the page offers to this team."""
    return {move.code for move in shown_to(home.by(team), home.reference)}


def test_when_the_occupier_dies_the_police_still_say_what_becomes_of_a_notice_that_was_served(home):
    serves(home)
    home.move(home.lead, "record_death", died_on="2026-03-03")
    assert home.tasks() == {"death-review", "still-in-force"}
    assert home.due("still-in-force") == "Thu 05 Mar 2026 23:59"
    assert {"apply_for_order", "end_without_order"} <= steps(home, POLICE)
    home.move(home.by(POLICE), "end_without_order", without_order_because="notice-cancelled")
    assert (home.stage(), home.stage("enforcement")) == ("closed_died", "enforcement_ended")
    assert home.tasks() == {"death-review"}


def test_an_order_that_outlasts_the_case_is_asked_after_on_its_last_day(home):
    serves(home)
    wins_an_order(home)
    home.safeguarding_decided()
    home.move(home.lead, "close_early", close_early_reason="They moved away at once.", **CLOSED)
    assert home.tasks() == {"still-in-force", "order-last-warning"}
    assert home.due("still-in-force") == "Sun 31 May 2026 23:59"
    assert home.due("order-last-warning") == "Sun 17 May 2026 23:59", "as early as if the case were open"
    home.move(home.by(POLICE), "end_enforcement", enforcement_ended_because="ran-out")
    assert (home.stage("enforcement"), home.tasks()) == ("enforcement_ended", set())


def test_nobody_is_asked_after_a_notice_that_was_over_before_the_case_or_never_was(home, world):
    serves(home)
    home.move(home.by(POLICE), "end_without_order", without_order_because="notice-only")
    home.move(home.lead, "record_death", died_on="2026-03-03")
    assert home.tasks() == {"death-review"}
    plain = worried(world, uprn=str(uuid4().int)[:12]).planned()
    plain.move(plain.lead, "close_early", close_early_reason="They moved away at once.", **CLOSED)
    assert plain.tasks() == set()


def test_a_second_notice_is_asked_after_as_the_first_would_have_been(home):
    serves(home)
    police = home.by(POLICE)
    home.move(police, "end_without_order", without_order_because="notice-only")
    home.move(
        police, "notice_again", authorised_by="Inspector Example", authorised_at="2026-03-03T09:30",
        notice_bars=["visitors"],
    )  # fmt: skip
    home.move(home.lead, "record_death", died_on="2026-03-03")
    assert home.tasks() == {"death-review", "still-in-force"}


def test_adult_social_care_still_gives_its_decision_when_the_case_has_been_closed(home):
    home.move(home.lead, "ask_safeguarding", safeguarding_worry="They are afraid in their own home.")
    home.by(CARE)
    home.move(home.lead, "close_early", close_early_reason="They moved away at once.", **CLOSED)
    assert "section_42_not_met_support" in steps(home, CARE)
    home.move(
        home.by(CARE), "section_42_not_met_support", safeguarding_decided_on="2026-03-03",
        safeguarding_reason="They have moved to their sister, who looks after them.",
    )  # fmt: skip
    assert (home.stage(), home.stage("safeguarding")) == ("closed", "safeguarding_done")


def test_the_police_extend_an_order_of_a_case_that_was_closed_and_are_warned_before_its_new_end(home):
    serves(home)
    wins_an_order(home)
    home.safeguarding_decided()
    home.move(home.lead, "close_early", close_early_reason="They moved away at once.", **CLOSED)
    home.move(home.by(POLICE), "extend_order", extended_to="2026-08-31")
    assert home.due("order-last-warning") == "Mon 17 Aug 2026 23:59"


def test_adult_social_care_is_still_asked_for_its_decision_by_the_same_day_when_the_case_has_ended(home):
    home.move(home.lead, "ask_safeguarding", safeguarding_worry="They are afraid in their own home.")
    home.by(CARE)
    due = home.due("safeguarding-decision")
    home.move(home.lead, "close_early", close_early_reason="They moved away at once.", **CLOSED)
    assert home.tasks() == {"decide-safeguarding"}
    assert home.due("safeguarding-decision") == due


def test_an_enquiry_that_goes_on_when_the_case_ends_is_still_asked_after_until_it_has_ended(home):
    home.move(home.lead, "ask_safeguarding", safeguarding_worry="They are afraid in their own home.")
    home.move(
        home.by(CARE), "section_42_met", safeguarding_decided_on="2026-03-03", safeguarding_reason="They cannot say no."
    )
    home.move(home.lead, "close_early", close_early_reason="They moved away at once.", **CLOSED)
    assert home.tasks() == {"end-enquiry"}
    home.move(home.by(CARE), "end_enquiry", enquiry_result="Safe at their sister's.")
    assert home.tasks() == set()


def test_when_the_occupier_dies_adult_social_care_says_that_safeguarding_ends_with_their_death(home):
    home.move(home.lead, "ask_safeguarding", safeguarding_worry="They are afraid in their own home.")
    care = home.by(CARE)
    assert "end_safeguarding_with_death" not in steps(home, CARE)
    # the police do not read what is asked of adult social care, and still it is not forgotten
    home.move(home.by(POLICE), "record_death", died_on="2026-03-03")
    assert home.tasks() == {"death-review", "decide-safeguarding"}
    home.move(care, "end_safeguarding_with_death", safeguarding_after_death="A review is asked for.")
    assert (home.stage("safeguarding"), home.tasks()) == ("safeguarding_done", {"death-review"})


def test_adult_social_care_is_not_asked_again_for_what_it_decided_before_the_end(home):
    home.move(home.lead, "ask_safeguarding", safeguarding_worry="They are afraid in their own home.")
    home.move(
        home.by(CARE), "section_42_not_met_support", safeguarding_decided_on="2026-03-03",
        safeguarding_reason="They live with their sister.",
    )  # fmt: skip
    home.move(home.lead, "record_death", died_on="2026-03-03")
    assert home.tasks() == {"death-review"}
