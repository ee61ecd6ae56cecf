"""Everything wrong with the teams of a partnership file: a team that nobody could reach or that serves nowhere."""

from collections.abc import Iterator

from workflows.partnerships.codes import POSITIONS
from workflows.partnerships.shape import PartnershipFile, Team


def team_faults(file: PartnershipFile) -> Iterator[str]:
    """Sentences about teams."""
    members = {member.agency for member in file.members}
    agency_of = {team.code: team.agency for team in file.teams}
    codes = {code.code for code in file.partnership.outward_codes}
    for team in file.teams:
        if team.agency not in members:
            yield f"The team “{team.code}” belongs to the agency “{team.agency}”, which is not a member."
        if not team.positions:
            yield f"The team “{team.code}” may hold no position; name at least one."
        for position in set(team.positions) - POSITIONS:
            yield f"The team “{team.code}” may hold the unknown position “{position}”."
        yield from _reach(team)
        yield from _areas(team, file.partnership.code, codes)
        yield from _cover(team, agency_of)
    held = {position for team in file.teams for position in team.positions}
    if "spoc" not in held:
        yield "No team may be the single point of contact, so a referral from prison would go nowhere."


def _reach(team: Team) -> Iterator[str]:
    if not any(team.hours.days):
        yield f"The team “{team.code}” is closed on every day of the week."
    if not team.phone:
        yield f"The team “{team.code}” has no phone."
    if not team.out_of_hours.phone:
        yield f"The out-of-hours contact of the team “{team.code}” has no phone."
    if not team.out_of_hours.name:
        yield f"The team “{team.code}” does not say who answers out of hours."


def _areas(team: Team, borough: str, codes: set[str]) -> Iterator[str]:
    if not team.areas:
        yield f"The team “{team.code}” serves no area; name the borough or some of its postcode areas."
    elif borough not in team.areas and not codes & set(team.areas):
        yield f"The team “{team.code}” serves nothing in {borough}: {', '.join(team.areas)}."
    for area in team.areas:
        # Shared teams also name other boroughs, in small letters; only postcode areas can be checked here.
        if area.isupper() and area not in codes:
            yield f"The team “{team.code}” serves {area}, which is not a postcode area of this partnership."


def _cover(team: Team, agency_of: dict[str, str]) -> Iterator[str]:
    for deputy in team.deputies:
        if agency_of.get(deputy) != team.agency or deputy == team.code:
            yield f"The deputy “{deputy}” of “{team.code}” must be another team of the same agency."
    for turn in team.cover.order if team.cover else ():
        if agency_of.get(turn) != team.agency:
            yield f"The cover rota of “{team.code}” names “{turn}”, which is no team of the same agency."
