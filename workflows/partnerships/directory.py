"""Makes the directory that routing reads out of partnership files."""

from collections.abc import Iterable

from workflows.partnerships.routing import Borough, Directory, Outside, ServingTeam
from workflows.partnerships.shape import PartnershipFile


def directory_of(files: Iterable[PartnershipFile]) -> Directory:
    """Everybody in these files who could receive a referral; teams and organisations in several files stand once."""
    boroughs: list[Borough] = []
    teams: dict[str, ServingTeam] = {}
    outside: dict[str, Outside] = {}
    for file in files:
        here = file.partnership
        codes = {code.code: code.shared_with for code in here.outward_codes}
        boroughs.append(Borough(here.code, here.borough, codes))
        for team in file.teams:
            teams[team.code] = ServingTeam(team.code, team.name, team.positions, team.areas)
        for each in file.outside:
            outside[each.code] = Outside(each.code, each.name, each.areas)
    return Directory(boroughs, list(teams.values()), list(outside.values()))
