"""Where a referral goes: the right borough, a choice where the area leaves a doubt, and never a guess."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.partnerships import all_codes, load
from workflows.partnerships.directory import directory_of
from workflows.partnerships.routing import SETTLE_THE_AREA, Directory, To, route

DIRECTORY = directory_of(load(code) for code in all_codes())
SHARED = sorted({code for b in DIRECTORY.boroughs for code, others in b.outward_codes.items() if others})
OWN = sorted((code, b.partnership) for b in DIRECTORY.boroughs for code in b.outward_codes if code not in SHARED)
CONTACT = {"havering": "hav-treatment-contact", "waltham-forest": "waf-treatment-contact"}


def receiver(area: str, position: str = "spoc", chosen: str | None = None) -> str | None:
    answer = route(position, area, DIRECTORY, chosen).receiver
    return answer.code if answer else None


@pytest.mark.parametrize(("area", "partnership"), OWN)
def test_a_postcode_of_one_borough_alone_goes_to_its_single_point_of_contact(area: str, partnership: str) -> None:
    assert receiver(area) == CONTACT[partnership]


@pytest.mark.parametrize(
    "area", ["Waltham Forest", "waltham-forest", "London Borough of Waltham Forest", " e17 ", "E17 4PD"]
)
def test_the_area_may_be_written_in_any_usual_way(area: str) -> None:
    assert receiver(area) == "waf-treatment-contact"


@pytest.mark.parametrize("area", SHARED)
def test_a_shared_postcode_offers_both_sides_and_decides_nothing(area: str) -> None:
    answer = route("spoc", area, DIRECTORY)
    assert (answer.kind, answer.receiver) == (To.ASK, None)
    assert {choice.kind for choice in answer.choices} == {To.TEAM, To.OUTSIDE}
    assert area in answer.because


def test_a_postcode_of_both_partnerships_offers_both_teams() -> None:
    havering, forest = DIRECTORY.boroughs
    both = replace(forest, outward_codes={**forest.outward_codes, "RM1": ()})
    answer = route("spoc", "RM1", replace(DIRECTORY, boroughs=[havering, both]))
    assert {choice.code for choice in answer.choices} == set(CONTACT.values())


@pytest.mark.parametrize(
    ("area", "organisation"),
    [("Redbridge", "redbridge"), ("SE15", "another-area-in-england"), ("LS1 4AP", "another-area-in-england")],
)
def test_an_area_elsewhere_goes_to_an_outside_organisation(area: str, organisation: str) -> None:
    answer = route("spoc", area, DIRECTORY)
    assert answer.kind is To.OUTSIDE and answer.receiver is not None
    assert answer.receiver.code == organisation


@pytest.mark.parametrize("area", ["unknown", "", "no fixed abode", "NFA", "Not known"])
@pytest.mark.parametrize("chosen", ["havering", "waltham-forest"])
def test_an_unknown_area_goes_to_the_chosen_partnership_with_a_task_to_settle_it(area: str, chosen: str) -> None:
    answer = route("spoc", area, DIRECTORY, chosen)
    assert receiver(area, chosen=chosen) == CONTACT[chosen]
    assert answer.tasks == (SETTLE_THE_AREA,)


@pytest.mark.parametrize("chosen", [None, "atlantis"])
def test_an_unknown_area_without_a_chosen_partnership_offers_every_partnership(chosen: str | None) -> None:
    answer = route("spoc", "unknown", DIRECTORY, chosen)
    assert answer.kind is To.ASK
    assert {choice.code for choice in answer.choices} == set(CONTACT.values())


def test_the_chosen_partnership_never_overrules_a_known_area() -> None:
    assert receiver("E17", chosen="havering") == "waf-treatment-contact"


def test_two_teams_that_could_take_it_are_both_offered() -> None:
    answer = route("safeguarding-lead", "havering", DIRECTORY)
    assert {choice.code for choice in answer.choices} == {"hav-treatment-safeguarding", "hav-adult-safeguarding"}


def test_a_team_that_serves_some_postcodes_gets_those_alone() -> None:
    east = replace(DIRECTORY.teams[0], areas=("RM14", "RM1"))
    part = Directory(DIRECTORY.boroughs[:1], [east], [])
    assert route("spoc", "RM1", part).kind is To.TEAM
    answer = route("spoc", "RM2", part)
    assert (answer.kind, answer.choices) == (To.ASK, ())
    assert "Ask an administrator" in answer.because


def test_a_team_that_serves_both_sides_of_a_shared_postcode_is_offered_once() -> None:
    first, second = (replace(borough, outward_codes={"RM1": ()}) for borough in DIRECTORY.boroughs)
    both = replace(DIRECTORY.teams[0], areas=("havering", "waltham-forest"))
    answer = route("spoc", "RM1", Directory([first, second], [both], []))
    assert [choice.code for choice in answer.choices] == [both.code]


def test_without_an_outside_organisation_for_elsewhere_it_asks() -> None:
    answer = route("spoc", "SE15", replace(DIRECTORY, outside=[]))
    assert answer.kind is To.ASK and "no outside organisation" in answer.because


@given(st.text(max_size=40), st.sampled_from(["spoc", "housing", "no-such-position"]), st.none() | st.text(max_size=10))
def test_whatever_is_written_the_answer_says_why_and_names_only_who_is_known(
    area: str, position: str, chosen: str | None
) -> None:
    answer = route(position, area, DIRECTORY, chosen)
    known = {team.code for team in DIRECTORY.teams} | {each.code for each in DIRECTORY.outside}
    assert answer.because.endswith(".")
    assert (answer.receiver is None) == (answer.kind is To.ASK)
    assert {choice.code for choice in (*answer.choices, *([answer.receiver] if answer.receiver else []))} <= known


@given(st.sampled_from(OWN), st.booleans(), st.text(" ", max_size=3), st.sampled_from(["", "1AA", " 1aa", " 9ZZ"]))
def test_spelling_a_postcode_differently_changes_nothing(
    own: tuple[str, str], small: bool, space: str, rest: str
) -> None:
    code, partnership = own
    assert receiver(f"{space}{code.lower() if small else code}{rest}{space}") == CONTACT[partnership]
