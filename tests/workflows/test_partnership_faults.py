"""Every fault that can be planted in a partnership file is named, and a file that cannot be read says where."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from workflows.partnerships import faults, load
from workflows.partnerships.loading import HERE
from workflows.partnerships.reading import UnreadableFile
from workflows.partnerships.shape import CoverRota, OpeningHours, OutOfHours, PartnershipFile

TODAY = date(2026, 6, 1)

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
    ("Leave out “Change Grow”", lambda f: with_setting(f, code="resident-letter", value="Change Grow at {when}")),
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
