"""What the partnership files promise: who can be reached, who plays which part, and who may share what."""

from datetime import date, datetime, time
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.cover_rota import turns
from workflows.partnerships import agencies, all_codes, faults, load
from workflows.partnerships.__main__ import main
from workflows.partnerships.codes import ROLES
from workflows.partnerships.contrast import contrast_with_white
from workflows.partnerships.phones import reserved
from workflows.partnerships.shape import OpeningHours, PartnershipFile
from workflows.partnerships.sharing import permissions

BOTH = pytest.mark.parametrize("code", ["havering", "waltham-forest"])
TODAY = date(2026, 6, 1)

# Who reads what in prison release, and which kinds of agency may be there in that position.
GRID = {
    "referrer": {"core", "custody", "birth-date", "identifiers", "health-identifiers"},
    "spoc": {
        *("core", "custody", "birth-date", "identifiers", "health-identifiers", "equality", "exit", "contact"),
        *("health", "support", "risk", "safeguarding", "children", "justice", "housing"),
    },
    "key-worker": {
        *("core", "custody", "birth-date", "identifiers", "health-identifiers", "equality", "contact"),
        *("health", "support", "clinical", "overdose", "self-harm"),
    },
    "probation": {
        *("core", "custody", "birth-date", "identifiers", "support", "self-harm", "risk", "justice", "housing"),
    },
    "housing": {"core", "birth-date", "contact", "housing"},
    "panel": {"core", "custody", "risk"},
    "safeguarding-lead": {
        *("core", "custody", "overdose", "self-harm", "risk", "safeguarding", "children", "domestic-abuse"),
        "protected-address",
    },
}
KINDS_THAT_REFER_FROM_PRISON = {"prison-healthcare", "care-after-custody"}
WRITING = {"referrer", "spoc", "key-worker", "probation", "housing", "safeguarding-lead"}


def in_position(file: PartnershipFile, position: str) -> set[str]:
    """Agencies with a team that may hold the position in a prison release."""
    return {
        team.agency
        for team in file.teams
        if position in team.positions
        and (position != "referrer" or file.agencies[team.agency].kind in KINDS_THAT_REFER_FROM_PRISON)
    }


def given_in_prison_release(file: PartnershipFile) -> set[tuple[str, str, str]]:
    return {
        (permission.giver, permission.taker, permission.category)
        for permission in permissions(file)
        if permission.pathway == "prison-release" and permission.holds_on(TODAY)
    }


def test_the_product_ships_with_havering_and_waltham_forest() -> None:
    assert all_codes() == ("havering", "waltham-forest")


@BOTH
def test_the_files_have_no_faults(code: str) -> None:
    assert faults(load(code)) == []


@BOTH
def test_every_team_can_be_reached_in_and_out_of_hours(code: str) -> None:
    for team in load(code).teams:
        assert any(team.hours.days) and reserved(team.phone), team.code
        assert team.out_of_hours.name and reserved(team.out_of_hours.phone), team.code


@BOTH
def test_every_demo_worker_is_marked_fictional(code: str) -> None:
    workers = load(code).workers
    assert workers
    assert all(worker.name.endswith("(example)") and worker.email.endswith(".example") for worker in workers)


@BOTH
def test_demo_workers_hold_every_role_and_come_from_six_agencies(code: str) -> None:
    workers = load(code).workers
    assert {role for worker in workers for role in worker.roles} == ROLES
    assert len({worker.agency for worker in workers}) >= 6


@BOTH
def test_every_position_of_prison_release_is_held_by_a_team(code: str) -> None:
    assert all(in_position(load(code), position) for position in GRID)


@BOTH
def test_what_one_position_writes_every_reading_position_may_be_given(code: str) -> None:
    file = load(code)
    allowed = given_in_prison_release(file)
    missing = [
        (giver, taker, category)
        for writer, (reader, categories) in product(WRITING, GRID.items())
        for giver, taker, category in product(in_position(file, writer), in_position(file, reader), categories)
        if giver != taker and (giver, taker, category) not in allowed
    ]
    assert missing == []


@BOTH
def test_no_agency_may_be_given_what_none_of_its_positions_reads(code: str) -> None:
    file = load(code)
    readable = {
        (agency, category)
        for position, categories in GRID.items()
        for agency, category in product(in_position(file, position), categories)
    }
    excess = {(taker, category) for _, taker, category in given_in_prison_release(file)} - readable
    assert excess == set()


@BOTH
def test_intelligence_is_shared_with_nobody_in_prison_release(code: str) -> None:
    assert "intelligence" not in {category for *_, category in given_in_prison_release(load(code))}


@BOTH
def test_intelligence_about_a_home_is_given_to_the_police_alone(code: str) -> None:
    takers = {
        permission.taker
        for permission in permissions(load(code))
        if (permission.pathway, permission.category) == ("cuckooing", "intelligence")
    }
    assert takers == {"metropolitan-police"}


@BOTH
def test_treatment_in_a_cuckooed_home_is_told_to_the_council_and_the_treatment_service_alone(code: str) -> None:
    file = load(code)
    takers = {
        permission.taker
        for permission in permissions(file)
        if (permission.pathway, permission.category) == ("cuckooing", "treatment")
    }
    assert {file.agencies[taker].kind for taker in takers} == {"council", "treatment-provider"}


@BOTH
def test_nobody_on_a_case_of_modern_slavery_reads_equality(code: str) -> None:
    assert not any(p.category == "equality" and p.pathway == "nrm" for p in permissions(load(code)))


@BOTH
def test_no_agency_makes_an_agreement_with_itself(code: str) -> None:
    assert not any(permission.giver == permission.taker for permission in permissions(load(code)))


def test_the_categories_of_a_pathway_may_come_from_its_own_definition() -> None:
    found = faults(load("havering"), {"prison-release": frozenset({"core"})})
    assert "The agreement “hav-prison-release-housing” names the unknown category “contact”." in found
    assert "The agreement “hav-nrm-outcome” is about the unknown pathway “nrm”." in found


def test_several_agencies_are_members_of_both_partnerships() -> None:
    first, second = ({member.agency for member in load(code).members} for code in all_codes())
    assert {"metropolitan-police", "probation-service", "nelft", "hmp-pentonville"} <= first & second


def test_the_treatment_service_of_each_borough_is_an_agency_of_its_own() -> None:
    first, second = ({member.agency for member in load(code).members} for code in all_codes())
    assert "cgl-havering" in first - second
    assert "cgl-waltham-forest" in second - first


def test_only_the_teams_of_shared_agencies_stand_in_both_partnerships() -> None:
    first, second = ({team.code for team in load(code).teams} for code in all_codes())
    assert {code.removesuffix("-release") for code in first & second if code.startswith("hmp-")} <= set(agencies())
    assert not any(code.startswith(("hav-", "waf-")) for code in first & second)


def test_every_london_borough_without_accounts_is_an_outside_organisation() -> None:
    areas = {area for outside in load("havering").outside for area in outside.areas}
    assert {"redbridge", "newham", "hackney", "city-of-london", "kingston-upon-thames", "elsewhere"} <= areas
    assert not areas & set(all_codes())


def test_an_agreement_holds_on_its_last_day_and_not_after() -> None:
    permission = next(permissions(load("havering")))
    assert permission.ends is not None
    assert permission.holds_on(permission.starts) and permission.holds_on(permission.ends)
    assert not permission.holds_on(permission.ends.replace(year=permission.ends.year + 1))


def test_a_team_is_closed_from_its_closing_minute_on() -> None:
    hours = OpeningHours(((time(9), time(17)), None, None, None, None, None, None))
    assert hours.open_at(datetime(2026, 6, 1, 9, 0)) and hours.open_at(datetime(2026, 6, 1, 16, 59))
    assert not hours.open_at(datetime(2026, 6, 1, 17, 0)) and not hours.open_at(datetime(2026, 6, 2, 12, 0))


def test_the_cover_rota_takes_turns_and_begins_again() -> None:
    rota = {"starts": "2026-01-05", "turn_days": 7, "order": ["one", "two"]}
    found = {day: turns(rota, date(2026, 1, day)) for day in (4, 5, 11, 12, 19)}
    assert found == {4: [], 5: ["one", "two"], 11: ["one", "two"], 12: ["two", "one"], 19: ["one", "two"]}


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_contrast_with_white_lies_between_that_of_white_and_of_black(colour: str) -> None:
    assert 1 <= contrast_with_white(colour) <= 21.0001


def test_contrast_agrees_with_published_values() -> None:
    assert contrast_with_white("#ffffff") == pytest.approx(1)
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#767676") == pytest.approx(4.54, abs=0.005)


def test_the_command_says_that_the_shipped_files_have_no_faults(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert capsys.readouterr().out == "The partnership files have no faults.\n"


def test_the_command_names_what_it_cannot_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["atlantis"]) == 1
    assert "There is no partnership “atlantis”" in capsys.readouterr().out
