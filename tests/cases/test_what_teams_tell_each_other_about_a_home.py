"""Whoever writes something down about a home is heard by those who have to act on it, in words that tell nothing."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.cases.homes import CARE, CGL, PEABODY, POLICE, Home, worried

pytestmark = pytest.mark.usefixtures("does_jobs_here")
NOTICE = {"authorised_by": "Inspector Example", "authorised_at": "2026-03-03T09:00", "notice_bars": ["visitors"]}


@pytest.fixture
def home(world, clock_at) -> Home:
    clock_at("2026-03-03T10:00")
    found = worried(world, uprn=str(uuid4().int)[:12]).planned()
    for team in (POLICE, CARE):
        found.by(team)
    return found


def heard(home: Home, *teams: str) -> list[str]:
    """The newest words that each team has heard; the lead, without a name of one."""
    told = home.told(home.lead, *(home.by(team) for team in teams))
    return [words[-1] if words else "" for words in told]


def test_what_the_police_know_is_told_to_lead_and_meeting(home):
    home.move(home.by(POLICE), "police_check", police_say="Nothing is known.", police_only="CANARY")
    assert set(heard(home, CARE)) == {"The police said what they know about a home."}


def test_what_adult_social_care_knows_is_told_to_the_lead_and_not_to_the_meeting(home):
    home.move(home.by(CARE), "care_check", care_say="CANARY")
    lead, police = heard(home, POLICE)
    assert lead == "Adult social care said what it knows about a home." != police


@pytest.mark.parametrize("done", ["arrests", "none"])
def test_of_an_arrest_the_lead_hears_no_more_than_that_they_should_speak_with_the_police(home, done):
    home.move(home.by(POLICE), "record_enforcement_result", enforcement_results=[done])
    assert set(heard(home, CARE)) == {
        "The police recorded something about a home that they keep. Speak with them before anybody visits."
    }


def test_of_a_visit_of_the_police_lead_and_meeting_hear_once_it_is_over(home):
    home.move(home.by(POLICE), "record_disruption", disruption_on="2026-03-03", disruption_found="CANARY")
    assert set(heard(home, CARE)) == {"The police have made a visit to a home. It is over."}


def test_that_treatment_was_offered_is_told_to_the_lead_alone(home):
    home.move(home.lead, "ask_treatment")
    home.move(home.by(CGL), "record_treatment", treatment_offer="refused")
    lead, police = heard(home, POLICE)
    assert lead == "The treatment service said what became of its offer." != police


def test_adult_social_care_that_is_asked_again_hears_as_it_did_the_first_time(home):
    home.safeguarding_decided()
    home.move(home.lead, "ask_safeguarding_again", safeguarding_worry_again="New callers at night.")
    (told,) = home.told(home.by(CARE))
    assert told.count("A safeguarding decision is asked of you.") == 2


def test_a_second_notice_and_an_application_are_told_as_the_first_notice_was(home):
    police = home.by(POLICE)
    home.move(police, "begin_enforcement", **NOTICE)
    home.move(police, "end_without_order", without_order_because="not-served")
    home.move(police, "notice_again", **NOTICE)
    home.move(police, "serve_notice", served_at="2026-03-03T09:30")
    home.move(police, "apply_for_order")
    (told,) = home.told(home.lead)
    assert told.count("A closure notice was authorised. Plan where the occupier will live.") == 2
    assert told[-1] == "A closure order was applied for. Plan where the occupier will live."


def test_a_level_that_the_lead_raises_is_told_to_the_meeting(home):
    home.move(home.lead, "raise_band", raised_to="red", raised_why="A neighbour heard threats.")
    assert heard(home, POLICE)[1] == "The level of concern about a home was raised."


def test_those_who_heard_that_a_home_was_stepped_down_hear_that_its_plan_was_taken_up_again(home):
    home.move(home.lead, "add_landlord", landlord_team=PEABODY)
    home.by(PEABODY)
    home.visit()
    home.visit()
    home.move(home.lead, "begin_monitoring")
    home.move(home.lead, "step_down", made_safe="yes", step_down_reason="Seen alone twice, locks changed.")
    home.move(home.lead, "resume_plan", resume_reason="CANARY")
    said = "Something has happened at a home: its plan was taken up again."
    assert heard(home, POLICE, CARE, PEABODY)[1:] == [said] * 3


def test_everybody_who_took_part_hears_that_the_work_together_has_ended(home):
    """Each might think that another goes on looking after the home."""
    home.move(home.lead, "ask_treatment")
    home.move(home.lead, "add_landlord", landlord_team=PEABODY)
    teams = (POLICE, CARE, CGL, PEABODY)
    for team in teams:
        home.by(team)
    home.move(
        home.lead, "close_early", case_outcome="moved_permanently", support_results=["none"],
        close_early_reason="They moved to their sister.",
    )  # fmt: skip
    said = "The work together on a home has ended. What your team still does there goes on only if you do it."
    assert heard(home, *teams)[1:] == [said] * 4
