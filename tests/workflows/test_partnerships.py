"""The partnership files: what they promise, and that every fault planted in them is named."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from itertools import product
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.partnerships import agencies, all_codes, faults, load
from workflows.partnerships.__main__ import main
from workflows.partnerships.codes import ROLES
from workflows.partnerships.contrast import contrast_with_white
from workflows.partnerships.loading import HERE
from workflows.partnerships.phones import reserved
from workflows.partnerships.reading import UnreadableFile
from workflows.partnerships.shape import CoverRota, OpeningHours, OutOfHours, PartnershipFile
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


FAULTS: list[tuple[str, Callable[[PartnershipFile], PartnershipFile]]] = [
    ("unknown agency", lambda f: replace(f, members=(replace(f.members[0], agency="nobody"), *f.members[1:]))),
    ("leaves before it joins", lambda f: replace(f, members=(replace(f.members[0], ends=date(1999, 1, 1)),))),
    ("The member “london-borough-of-havering” stands 2 times", lambda f: replace(f, members=f.members + f.members[:1])),
    ("serves no area", lambda f: with_team(f, areas=())),
    ("serves nothing in havering", lambda f: with_team(f, areas=("hackney",))),
    ("serves E17, which is not", lambda f: with_team(f, areas=("havering", "E17"))),
    ("may hold no position", lambda f: with_team(f, positions=())),
    ("unknown position “boss”", lambda f: with_team(f, positions=("spoc", "boss"))),
    ("closed on every day", lambda f: with_team(f, hours=OpeningHours((None,) * 7))),
    ("The team “hav-treatment-contact” has no phone", lambda f: with_team(f, phone="")),
    ("The out-of-hours contact of the team", lambda f: with_team(f, out_of_hours=OutOfHours("Duty", ""))),
    ("who answers out of hours", lambda f: with_team(f, out_of_hours=OutOfHours("", "020 7946 0001"))),
    ("0800 1 of the out-of-hours contact", lambda f: with_team(f, out_of_hours=OutOfHours("Duty", "0800 1"))),
    ("020 7946 1000 of the team “hav-treatment-contact” may", lambda f: with_team(f, phone="020 7946 1000")),
    ("The deputy “hav-probation”", lambda f: with_team(f, deputies=("hav-probation",))),
    ("The cover rota", lambda f: with_team(f, cover=CoverRota(TODAY, 7, ("hav-probation",)))),
    ("The team code “hav-recovery” stands 2 times", lambda f: replace(f, teams=f.teams + f.teams[1:2])),
    ("team code “Hav Team” must be", lambda f: with_team(f, code="Hav Team")),
    ("which is not a member", lambda f: with_team(f, agency="cgl-waltham-forest")),
    ("names the agency “cgl-waltham-forest”", lambda f: with_panel(f, core_members=("cgl-waltham-forest",))),
    ("names the unknown team “nobody”", lambda f: with_setting(f, unit="team", value="nobody")),
    ("No team may be the single point", lambda f: with_team(f, positions=("panel",))),
    ("unknown category “gossip”", lambda f: with_agreement(f, categories=("core", "gossip"))),
    ("shares no category", lambda f: with_agreement(f, categories=())),
    ("unknown pathway “fishing”", lambda f: with_agreement(f, pathway="fishing")),
    ("unknown lawful basis “because”", lambda f: with_agreement(f, basis="because")),
    ("unknown agency or kind “kind:circus”", lambda f: with_agreement(f, takers=("kind:circus",))),
    ("No member agency is a taker", lambda f: with_agreement(f, takers=("cgl-waltham-forest",))),
    ("has no giver", lambda f: with_agreement(f, givers=())),
    ("ends before it begins", lambda f: with_agreement(f, ends=date(1999, 1, 1))),
    ("has the unknown mark “sure”", lambda f: with_agreement(f, mark="sure")),
    ("has no role", lambda f: with_worker(f, roles=())),
    ("unknown role “king”", lambda f: with_worker(f, roles=("frontline", "king"))),
    ("Nobody among the demo workers holds the role “governance”", lambda f: without_role(f, "governance")),
    ("could be taken for a person", lambda f: with_worker(f, name="Ann Smith")),
    ("ann@nhs.net may belong to somebody", lambda f: with_worker(f, email="ann@nhs.net")),
    ("which is not one of their agency's", lambda f: with_worker(f, teams=("hav-probation",))),
    ("stands for 2 demo workers", lambda f: replace(f, workers=f.workers + f.workers[:1])),
    ("too pale for white text", lambda f: with_partnership(f, accent="#ffdd00")),
    ("six digits from 0 to f", lambda f: with_partnership(f, accent="green")),
    ("three capital letters", lambda f: with_partnership(f, reference_prefix="Hav")),
    ("01708 434343 of the partnership’s contact may", lambda f: with_partnership(f, contact_phone="01708 434343")),
    ("office@havering.gov.uk may", lambda f: with_partnership(f, contact_email="office@havering.gov.uk")),
    ("names the agency “barts-health”", lambda f: with_panel(f, chair="barts-health")),
    ("has no quorum", lambda f: with_panel(f, quorum=())),
    ("area that no outside organisation answers for", lambda f: replace(f, outside=f.outside[:1])),
    ("has the area “elsewhere”", lambda f: replace(f, outside=f.outside[:1])),
    (
        "0800 1 of “barking-and-dagenham” may",
        lambda f: replace(f, outside=(replace(f.outside[0], phone="0800 1"), *f.outside[1:])),
    ),
]


@pytest.mark.parametrize("change", [{"contact_phone": "01708 434343"}, {"contact_email": "office@havering.gov.uk"}])
def test_a_partnership_in_use_may_have_real_numbers_and_addresses(change: dict[str, str]) -> None:
    file = with_partnership(load("havering"), **change)
    assert faults(file) != []
    assert faults(file, in_use=True) == []


def with_team(file: PartnershipFile, **change: object) -> PartnershipFile:
    return replace(file, teams=(replace(file.teams[0], **change), *file.teams[1:]))  # type: ignore[arg-type]


def with_agreement(file: PartnershipFile, **change: object) -> PartnershipFile:
    return replace(file, agreements=(replace(file.agreements[0], **change), *file.agreements[1:]))  # type: ignore[arg-type]


def with_setting(file: PartnershipFile, **change: object) -> PartnershipFile:
    return replace(file, settings=(replace(file.settings[0], **change), *file.settings[1:]))  # type: ignore[arg-type]


def with_worker(file: PartnershipFile, **change: object) -> PartnershipFile:
    return replace(file, workers=(replace(file.workers[0], **change), *file.workers[1:]))  # type: ignore[arg-type]


def with_partnership(file: PartnershipFile, **change: object) -> PartnershipFile:
    return replace(file, partnership=replace(file.partnership, **change))  # type: ignore[arg-type]


def with_panel(file: PartnershipFile, **change: object) -> PartnershipFile:
    panels = file.partnership.panels
    return with_partnership(file, panels=(replace(panels[0], **change), *panels[1:]))  # type: ignore[arg-type]


def without_role(file: PartnershipFile, role: str) -> PartnershipFile:
    return replace(file, workers=tuple(worker for worker in file.workers if role not in worker.roles))


@pytest.mark.parametrize(("sentence", "plant"), FAULTS, ids=[sentence for sentence, _ in FAULTS])
def test_a_planted_fault_is_named(sentence: str, plant: Callable[[PartnershipFile], PartnershipFile]) -> None:
    assert any(sentence in fault for fault in faults(plant(load("havering"))))


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("havering/teams.toml", 'name = "Havering probation"', "", "teams.toml, team hav-probation: add “name”"),
        ("havering/teams.toml", 'name = "Havering probation"', 'nmae = "x"\nname = "y"', "“nmae” is not known here"),
        ("havering/teams.toml", 'monday = "09:00-17:00"', 'monday = "nine to five"', "write monday as “09:00-17:00”"),
        ("havering/teams.toml", 'monday = "09:00-17:00"', 'monday = "17:00-09:00"', "write monday as “09:00-17:00”"),
        ("havering/teams.toml", "turn_days = 7", "turn_days = 0", "“turn_days” of 1 or more"),
        ("havering/teams.toml", "turn_days = 7", "turn_days = true", "write “turn_days” as a whole number"),
        ("havering/members.toml", "from = 2022-08-01", 'from = "soon"', "write “from” as a date"),
        ("havering/settings.toml", "[[setting]]", "[[setting", "not TOML that can be read"),
        ("havering/agreements/nrm.toml", 'pathway = "nrm"', "", "havering/agreements/nrm.toml: add “pathway”"),
        ("agencies.toml", 'code = "nelft"', 'code = "bhrut"', "the code “bhrut” stands twice"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_place(
    tmp_path: Path, file: str, old: str, new: str, sentence: str
) -> None:
    folder = copytree(HERE, tmp_path / "partnerships")
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))
    with pytest.raises(UnreadableFile, match=sentence.replace("[", r"\[")):
        load("havering", folder)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = copytree(HERE, tmp_path / "partnerships")
    (folder / "havering" / "settings.toml").unlink()
    with pytest.raises(UnreadableFile, match="havering/settings.toml: this file is missing"):
        load("havering", folder)


def test_an_unknown_partnership_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(UnreadableFile, match="Choose one of: havering, waltham-forest"):
        load("atlantis")


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
    rota = CoverRota(date(2026, 1, 5), 7, ("one", "two"))
    assert [rota.on(date(2026, 1, day)) for day in (4, 5, 11, 12, 19)] == [None, "one", "one", "two", "one"]


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
