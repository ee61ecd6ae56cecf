"""What a partnership file says, as plain values that nothing can change once they are read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from workflows.partnerships.custody import CustodyGroup


@dataclass(frozen=True, slots=True)
class Agency:
    """An organisation, known once however many partnerships it is a member of. `powers` is what the law or a list
    elsewhere lets it do: a “first-responder” organisation may refer to the Home Office."""

    code: str
    name: str
    kind: str
    mark: str
    source: str
    powers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Membership:
    """An agency's time as a member of one partnership; no end date means that it still is one."""

    agency: str
    starts: date
    ends: date | None
    part: str
    mark: str


@dataclass(frozen=True, slots=True)
class OutwardCode:
    """The first half of a postcode, and the neighbouring areas that also lie in it."""

    code: str
    shared_with: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PanelDecision:
    """What a panel may decide about a case, and the move of the pathway that it makes, if any.

    `gives` are the answers that the decision gives to that move by itself. Without a quorum only a decision that does
    not need one can be made; `next_meeting` puts the case on the next agenda, `with_actions` means that some are given.
    """

    code: str
    label: str
    move: str | None
    gives: Mapping[str, str]
    needs_quorum: bool
    next_meeting: bool
    with_actions: bool


@dataclass(frozen=True, slots=True)
class PanelFeed:
    """How cases of one pathway come to a panel: by the stage of a line, or by hand where it names none.

    `position` is what members are on such a case, and `category` who may read what the panel writes about it. `takes`
    is the move that lists a case. `brings` says who takes part when a case is listed: the "core" members, or only
    those who are "invited" to this one.
    """

    pathway: str
    position: str
    category: str
    brings: str
    takes: str | None
    line: str | None
    stages: tuple[str, ...]
    first: str | None
    decisions: tuple[PanelDecision, ...]


@dataclass(frozen=True, slots=True)
class PanelKind:
    """What panels of one kind do: how often and how long they meet, what feeds them, what they decide and agree to."""

    code: str
    name: str
    about: str
    every_days: int
    length_minutes: int
    minutes_each: int
    updates_working_days: int
    statement: str
    actions: tuple[str, ...]
    feeds: tuple[PanelFeed, ...]
    mark: str

    def feed(self, pathway: str) -> PanelFeed | None:
        """How cases of this pathway come here; None when they do not."""
        return next((feed for feed in self.feeds if feed.pathway == pathway), None)


@dataclass(frozen=True, slots=True)
class Panel:
    """A standing meeting: who chairs it, who always comes, who may be invited, without whom it decides nothing.

    All of `quorum` must be there, and at least one of `quorum_one_of` where that names anybody.
    """

    code: str
    name: str
    kind: str
    chair: str
    deputy: str
    core_members: tuple[str, ...]
    invited: tuple[str, ...]
    quorum: tuple[str, ...]
    quorum_one_of: tuple[str, ...]
    mark: str
    source: str


@dataclass(frozen=True, slots=True)
class Partnership:
    """A borough's Combating Drugs Partnership and the area that it answers for."""

    code: str
    name: str
    borough: str
    reference_prefix: str
    accent: str
    contact_name: str
    contact_email: str
    contact_phone: str
    outward_codes: tuple[OutwardCode, ...]
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """Opening and closing time of each weekday, Monday first; None is a closed day."""

    days: tuple[tuple[time, time] | None, ...]

    def open_at(self, moment: datetime) -> bool:
        """Whether the team is open at this local time. The closing minute itself is closed."""
        day = self.days[moment.weekday()]
        return day is not None and day[0] <= moment.time() < day[1]


@dataclass(frozen=True, slots=True)
class OutOfHours:
    """Whom to turn to when the team is closed."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class CoverRota:
    """Teams that take turns to answer for absent colleagues, each for the same number of days."""

    starts: date
    turn_days: int
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Team:
    """A part of an agency that owns a queue. `areas` are boroughs (by partnership code) or outward codes."""

    code: str
    agency: str
    name: str
    does: str
    positions: tuple[str, ...]
    areas: tuple[str, ...]
    hours: OpeningHours
    phone: str
    out_of_hours: OutOfHours
    deputies: tuple[str, ...]
    cover: CoverRota | None


@dataclass(frozen=True, slots=True)
class LawfulBasis:
    """Why the law allows a kind of sharing, in words that an information governance officer can check."""

    code: str
    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """What one set of agencies may give another for a pathway.

    `givers` and `takers` hold agency codes, or `kind:` and an agency kind. The agreement is a ceiling:
    a pathway's grid still says which position reads what.
    """

    code: str
    givers: tuple[str, ...]
    takers: tuple[str, ...]
    pathway: str
    categories: tuple[str, ...]
    purpose: str
    basis: str
    starts: date
    ends: date | None
    mark: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A value of this partnership alone, with where it comes from and how sure that is."""

    code: str
    value: str | int | bool
    unit: str
    starts: date
    mark: str
    source: str
    meaning: str


@dataclass(frozen=True, slots=True)
class OutsideOrganisation:
    """An area or body without accounts: workers record what was sent to it and what it answered."""

    code: str
    name: str
    kind: str
    areas: tuple[str, ...]
    phone: str
    how_to_send: str


@dataclass(frozen=True, slots=True)
class DemoWorker:
    """An invented worker for trying the product out; never loaded into a working partnership."""

    name: str
    email: str
    agency: str
    teams: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartnershipFile:
    """All that the files say of one partnership, with the shared agencies and teams that it uses."""

    partnership: Partnership
    panel_kinds: Mapping[str, PanelKind]
    agencies: Mapping[str, Agency]
    members: tuple[Membership, ...]
    teams: tuple[Team, ...]
    bases: Mapping[str, LawfulBasis]
    agreements: tuple[Agreement, ...]
    settings: tuple[Setting, ...]
    workers: tuple[DemoWorker, ...]
    outside: tuple[OutsideOrganisation, ...]
    custody: tuple[CustodyGroup, ...]
