"""Everything wrong with a partnership file, each as a sentence that says what to put right."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from workflows import resident_words
from workflows.partnerships import custody
from workflows.partnerships.agreement_faults import agreement_faults
from workflows.partnerships.codes import AGENCY_KINDS, AGENCY_POWERS, CATEGORIES, MARKS, ROLES
from workflows.partnerships.contrast import contrast_with_white
from workflows.partnerships.fiction_faults import fiction_faults
from workflows.partnerships.shape import PartnershipFile
from workflows.partnerships.team_faults import team_faults

KEBAB = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LEAST_CONTRAST = 4.5


def faults(
    file: PartnershipFile, categories: Mapping[str, frozenset[str]] = CATEGORIES, *, in_use: bool = False
) -> list[str]:
    """Every fault of the file; an empty list means that it may be used.

    `categories` lists them by pathway. A file that is `in_use` has the real phone numbers and addresses of a
    working partnership; one that is not must hold invented ones alone, and demo workers in every role.
    """
    found = [
        *_partnership(file),
        *_codes(file),
        *_agencies(file),
        *_panels(file),
        *team_faults(file),
        *agreement_faults(file, categories),
        *_outside(file),
        *custody.faults(file.custody, {member.agency for member in file.members}),
        *_workers(file),
        *_settings(file),
        *_marks(file),
    ]
    return found if in_use else [*found, *fiction_faults(file)]


def _partnership(file: PartnershipFile) -> Iterator[str]:
    here = file.partnership
    if not re.fullmatch(r"[A-Z]{3}", here.reference_prefix):
        yield f"The reference prefix “{here.reference_prefix}” must be three capital letters."
    if not re.fullmatch(r"#[0-9a-f]{6}", here.accent):
        yield f"Write the accent colour “{here.accent}” as # and six digits from 0 to f in small letters."
    elif contrast_with_white(here.accent) < LEAST_CONTRAST:
        yield (
            f"The accent colour {here.accent} is too pale for white text: its contrast is "
            f"{contrast_with_white(here.accent):.2f} to 1, and {LEAST_CONTRAST} is the least that everybody can read."
        )
    for code in here.outward_codes:
        if not re.fullmatch(r"[A-Z]{1,2}[0-9][0-9A-Z]?", code.code):
            yield f"“{code.code}” is not the first half of a postcode; write it like RM1 or E17."


def _codes(file: PartnershipFile) -> Iterator[str]:
    lists: dict[str, list[str]] = {
        "partnership": [file.partnership.code],
        "agency": list(file.agencies),
        "team": [team.code for team in file.teams],
        "panel": [panel.code for panel in file.partnership.panels],
        "agreement": [agreement.code for agreement in file.agreements],
        "lawful basis": list(file.bases),
        "setting": [setting.code for setting in file.settings],
        "outside organisation": [outside.code for outside in file.outside],
    }
    for noun, codes in lists.items():
        for code, times in Counter(codes).items():
            if not KEBAB.fullmatch(code):
                yield f"The {noun} code “{code}” must be small letters, digits and single hyphens."
            if times > 1:
                yield f"The {noun} code “{code}” stands {times} times; give each its own."
    for outward, times in Counter(code.code for code in file.partnership.outward_codes).items():
        if times > 1:
            yield f"The postcode area {outward} stands {times} times; keep one."


def _agencies(file: PartnershipFile) -> Iterator[str]:
    for agency in file.agencies.values():
        if agency.kind not in AGENCY_KINDS:
            yield f"The agency “{agency.code}” is of the unknown kind “{agency.kind}”."
        for power in sorted(set(agency.powers) - AGENCY_POWERS):
            yield f"The agency “{agency.code}” has the unknown power “{power}”."
    for member in file.members:
        if member.agency not in file.agencies:
            yield f"The member “{member.agency}” is an unknown agency; add it to agencies.toml."
        if member.ends is not None and member.ends < member.starts:
            yield f"The member “{member.agency}” leaves before it joins."
    for agency_code, times in Counter(member.agency for member in file.members).items():
        if times > 1:
            yield f"The member “{agency_code}” stands {times} times; keep one line."


def _panels(file: PartnershipFile) -> Iterator[str]:
    members = {member.agency for member in file.members}
    for panel in file.partnership.panels:
        at_table = {*panel.core_members, *panel.invited}
        named = {panel.chair, panel.deputy, *at_table, *panel.quorum, *panel.quorum_one_of}
        for agency in sorted(named - members):
            yield f"The panel “{panel.code}” names the agency “{agency}”, which is not a member."
        for agency in sorted({panel.chair, panel.deputy, *panel.quorum, *panel.quorum_one_of} - at_table):
            yield f"The panel “{panel.code}” needs the agency “{agency}”, which has no seat at it."
        if not panel.quorum:
            yield f"The panel “{panel.code}” has no quorum; name the agencies without whom it decides nothing."
        if panel.kind not in file.panel_kinds:
            yield f"The panel “{panel.code}” is of the unknown kind “{panel.kind}”; add it to panel_kinds.toml."


def _outside(file: PartnershipFile) -> Iterator[str]:
    if not any("elsewhere" in outside.areas for outside in file.outside):
        yield "No outside organisation has the area “elsewhere”, so releases to the rest of England would go nowhere."
    known = {area for outside in file.outside for area in outside.areas}
    for code in file.partnership.outward_codes:
        for neighbour in set(code.shared_with) - known:
            yield f"{code.code} is shared with “{neighbour}”, an area that no outside organisation answers for."


def _workers(file: PartnershipFile) -> Iterator[str]:
    agency_of = {team.code: team.agency for team in file.teams}
    members = {member.agency for member in file.members}
    for worker in file.workers:
        if worker.agency not in members:
            yield f"The demo worker {worker.email} is in the agency “{worker.agency}”, which is not a member."
        for team in worker.teams:
            if agency_of.get(team) != worker.agency:
                yield f"The demo worker {worker.email} is in the team “{team}”, which is not one of their agency's."
        if not worker.roles:
            yield f"The demo worker {worker.email} has no role."
        for role in set(worker.roles) - ROLES:
            yield f"The demo worker {worker.email} has the unknown role “{role}”."
    for email, times in Counter(worker.email for worker in file.workers).items():
        if times > 1:
            yield f"The e-mail {email} stands for {times} demo workers; give each their own."


def _settings(file: PartnershipFile) -> Iterator[str]:
    teams = {team.code for team in file.teams}
    for setting in file.settings:
        if setting.unit == "team" and setting.value not in teams:
            yield f"The setting “{setting.code}” names the unknown team “{setting.value}”."
        if resident_words.is_one(setting.code):
            for fault in resident_words.faults(setting.code, setting.value, _names(file)):
                yield f"The setting “{setting.code}” will not do: {fault}"


def _names(file: PartnershipFile) -> list[str]:
    """What a stranger could know the partnership and its agencies by."""
    agencies = [agency.name for agency in file.agencies.values()]
    return [file.partnership.name, file.partnership.borough, *agencies, *(team.name for team in file.teams)]


def _marks(file: PartnershipFile) -> Iterator[str]:
    marked: list[tuple[str, str]] = [
        *((f"agency “{agency.code}”", agency.mark) for agency in file.agencies.values()),
        *((f"member “{member.agency}”", member.mark) for member in file.members),
        *((f"panel “{panel.code}”", panel.mark) for panel in file.partnership.panels),
        *((f"lawful basis “{basis.code}”", basis.mark) for basis in file.bases.values()),
        *((f"agreement “{agreement.code}”", agreement.mark) for agreement in file.agreements),
        *((f"setting “{setting.code}”", setting.mark) for setting in file.settings),
    ]
    for what, mark in marked:
        if mark not in MARKS:
            yield f"The {what} has the unknown mark “{mark}”; use one of: {', '.join(sorted(MARKS))}."
