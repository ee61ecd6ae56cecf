"""Which team, or which outside organisation, a referral goes to; and the sentence that says why.

Where the area leaves a doubt the answer is the choices, never a guess: a referral at the wrong borough
costs the person days that they do not have.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workflows.partnerships.areas import is_unknown, outward_code, place_code

ELSEWHERE = "elsewhere"
SETTLE_THE_AREA = "settle-the-area"


@dataclass(frozen=True, slots=True)
class Borough:
    """A partnership's area: its outward codes, each with the neighbouring areas that share it."""

    partnership: str
    name: str
    outward_codes: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ServingTeam:
    """A team as routing needs to know it: areas are partnership codes or outward codes."""

    code: str
    name: str
    positions: tuple[str, ...]
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outside:
    """An outside organisation and the areas that it answers for."""

    code: str
    name: str
    areas: tuple[str, ...]


class To(StrEnum):
    """What kind of answer routing gave."""

    TEAM = "team"
    OUTSIDE = "outside"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible receiver."""

    kind: To
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Route:
    """Where it goes: the one receiver, or with `To.ASK` the choices (perhaps none) that a worker picks from.

    `tasks` are codes of tasks that the receiving team gets besides the referral.
    """

    kind: To
    receiver: Choice | None
    choices: tuple[Choice, ...]
    because: str
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Directory:
    """Everybody who could receive: read from the database, or made from partnership files."""

    boroughs: Sequence[Borough]
    teams: Sequence[ServingTeam]
    outside: Sequence[Outside]


def route(position: str, area: str, directory: Directory, chosen_partnership: str | None = None) -> Route:
    """The receiver for this position and area of release.

    `area` is a postcode or its first half, a borough's name or code, or “unknown” and its kind.
    `chosen_partnership` is the code of the partnership that the referrer chose; it decides only when the
    area is unknown.
    """
    if is_unknown(area):
        return _unknown(position, directory, chosen_partnership)
    outward = outward_code(area)
    if outward is not None:
        return _postcode(position, outward, directory)
    return _place(position, place_code(area), area, directory)


def _unknown(position: str, directory: Directory, chosen: str | None) -> Route:
    for borough in directory.boroughs:
        if borough.partnership == chosen:
            because = (
                f"The area of release is not known yet, so this goes to {borough.name}, the partnership that was "
                "chosen, with a task to settle the area."
            )
            return _one_of(_teams(position, borough, None, directory), because, (SETTLE_THE_AREA,))
    choices = [choice for borough in directory.boroughs for choice in _teams(position, borough, None, directory)]
    return _ask(choices, "The area of release is not known and no partnership was chosen. Choose who should begin.")


def _postcode(position: str, outward: str, directory: Directory) -> Route:
    serving = [borough for borough in directory.boroughs if outward in borough.outward_codes]
    if not serving:
        return _elsewhere(f"No partnership here serves {outward}", directory)
    teams = [choice for borough in serving for choice in _teams(position, borough, outward, directory)]
    neighbours = {area for borough in serving for area in borough.outward_codes[outward]}
    if len(serving) == 1 and not neighbours:
        return _one_of(teams, f"{outward} lies in {serving[0].name}.")
    beside = [_choice(each) for each in directory.outside if neighbours & set(each.areas)]
    names = _in_words([borough.name for borough in serving] + [_title(area) for area in sorted(neighbours)])
    return _ask(teams + beside, f"{outward} lies partly in each of {names}. Choose the one that the address is in.")


def _place(position: str, code: str, written: str, directory: Directory) -> Route:
    for borough in directory.boroughs:
        if code in (borough.partnership, place_code(borough.name)):
            return _one_of(_teams(position, borough, None, directory), f"The area is {borough.name}.")
    for organisation in directory.outside:
        if code in organisation.areas:
            because = f"{_title(code)} has no team here, so this goes to an outside organisation: {organisation.name}."
            return Route(To.OUTSIDE, _choice(organisation), (), because)
    return _ask(
        [],
        f"“{written}” is not an area that is known here. Write the borough, the first half of the postcode, "
        "“elsewhere” or “unknown”.",
    )


def _elsewhere(reason: str, directory: Directory) -> Route:
    for organisation in directory.outside:
        if ELSEWHERE in organisation.areas:
            because = f"{reason}, so this goes to an outside organisation: {organisation.name}."
            return Route(To.OUTSIDE, _choice(organisation), (), because)
    return _ask([], f"{reason}, and no outside organisation is listed for elsewhere. Ask an administrator to add one.")


def _teams(position: str, borough: Borough, outward: str | None, directory: Directory) -> list[Choice]:
    """Teams that may hold the position there; without an outward code, any that serve some of the borough."""
    places = {borough.partnership, *([outward] if outward else borough.outward_codes)}
    return [
        Choice(To.TEAM, team.code, team.name)
        for team in directory.teams
        if position in team.positions and places & set(team.areas)
    ]


def _one_of(choices: list[Choice], because: str, tasks: tuple[str, ...] = ()) -> Route:
    if len(choices) == 1:
        return Route(To.TEAM, choices[0], (), because, tasks)
    if choices:
        return _ask(choices, f"{because} More than one team there can take it. Choose one.", tasks)
    return _ask([], f"{because} No team there takes this kind of work. Ask an administrator to name one.", tasks)


def _ask(choices: Iterable[Choice], because: str, tasks: tuple[str, ...] = ()) -> Route:
    # A team that serves two boroughs would otherwise be offered twice.
    return Route(To.ASK, None, tuple(dict.fromkeys(choices)), because, tasks)


def _choice(organisation: Outside) -> Choice:
    return Choice(To.OUTSIDE, organisation.code, organisation.name)


def _title(area: str) -> str:
    return " ".join(word if word in ("and", "of", "upon") else word.capitalize() for word in area.split("-"))


def _in_words(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
