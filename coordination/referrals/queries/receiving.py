"""Where a referral would go, and who would see what of it, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Text, select
from sqlalchemy.orm import Session

from coordination.identity.models import OutsideOrganisation, Partnership, Team
from coordination.referrals.queries.written import Writing
from coordination.together import Together
from workflows.partnerships.routing import Borough, Directory, Outside, ServingTeam, To, route
from workflows.truth import truth
from workflows.vocabulary import Pathway, Route

OUTWARD = "outward-code"
# ids as text: of a hundred that are read one or two are wanted
EVERYBODY = Together(
    partnerships=select(
        Partnership.id.cast(Text).label("id"), Partnership.code, Partnership.name, Partnership.details
    ).order_by(Partnership.name),
    teams=select(
        Team.id.cast(Text).label("id"),
        Team.code,
        Team.name,
        Team.positions,
        Team.areas,
        Team.partnership_id.cast(Text).label("partnership_id"),
    )
    .where(Team.closed_at.is_(None))
    .order_by(Team.code),
    outside=select(
        OutsideOrganisation.id.cast(Text).label("id"),
        OutsideOrganisation.code,
        OutsideOrganisation.name,
        OutsideOrganisation.areas,
    ).order_by(OutsideOrganisation.code),
)


@dataclass(frozen=True)
class Receiver:
    """One team or outside organisation that a referral can be sent to, and the partnership that answers for it."""

    code: str
    name: str
    team_id: UUID | None
    outside_id: UUID | None
    partnership_id: UUID


@dataclass(frozen=True)
class Receiving:
    """Where a referral goes: one receiver, or several to choose from, or nowhere with advice instead.

    `because` says why in words. `stop` marks a route that ends the form with that advice.
    """

    because: str
    receivers: tuple[Receiver, ...] = ()
    must_choose: bool = False
    stop: bool = False

    def chosen(self, code: str | None) -> Receiver | None:
        """The receiver that holds when the sender chose `code`; None when a choice is still needed."""
        if not self.must_choose:
            return self.receivers[0] if self.receivers else None
        return next((receiver for receiver in self.receivers if receiver.code == code), None)


def receiving(session: Session, draft: Writing) -> Receiving | None:
    """Where this draft would go now, None while its answers do not say yet."""
    chosen = next(
        (each for each in draft.pathway.routes if each.when is None or truth(each.when, draft.known) is True), None
    )
    if chosen is None:
        return None
    if chosen.stop:
        return Receiving(chosen.say, stop=True)
    rows = EVERYBODY.rows(session)
    directory = _directory(rows, chosen.service)
    home = next((each for each in rows["partnerships"] if each.id == str(draft.partnership_id)), None)
    area = _area(draft, chosen, directory.boroughs)
    found = route(chosen.service, area, directory, home.code if home else None)
    choices = (found.receiver,) if found.receiver else found.choices
    at = {each.code: each.id for each in rows["partnerships"]}
    teams, outside = ({each.code: each for each in rows[kind]} for kind in ("teams", "outside"))
    receivers = []
    for choice in choices:
        team = teams[choice.code] if choice.kind is To.TEAM else None
        outside_id = None if team else UUID(outside[choice.code].id)
        # the team's own partnership, or else the one in which this is written, or else one whose area is served
        serves = [at[area] for area in team.areas if area in at] if team else at.values()
        answers_for_it = [team.partnership_id if team else None, home.id if home else None, *serves]
        whose = next((each for each in answers_for_it if each is not None), None)
        if whose is not None:
            team_id = UUID(team.id) if team else None
            receivers.append(Receiver(choice.code, choice.name, team_id, outside_id, UUID(whose)))
    # routing's own sentence speaks of an area; where the form names none, the form's own sentence says it better
    because = f"{chosen.say} {found.because}" if chosen.area or found.receiver is None else chosen.say
    return Receiving(because, tuple(receivers), must_choose=found.receiver is None)


def who_sees(pathway: Pathway) -> list[tuple[str, list[str]]]:
    """For each position that reads anything: what it is called, and the names of what it reads."""
    found = []
    for position in pathway.positions:
        reads = [category.label for category in pathway.categories if position.code in category.read]
        levels = [
            f"{category.label} (the level only)" for category in pathway.categories if position.code in category.level
        ]
        if reads or levels:
            found.append((position.label, [*reads, *levels]))
    return found


def _area(draft: Writing, chosen: Route, boroughs: Sequence[Borough]) -> str:
    """The area as routing reads it. A district that lies in the named borough alone agrees with it; one that lies
    elsewhere too, or only elsewhere, is asked about: sent to the wrong borough a referral loses days."""
    if chosen.area is None:
        return "unknown"
    said = str(draft.answers.get(chosen.area.field) or "unknown")
    outward = next(
        (
            str(draft.answers[question.code])
            for question in draft.pathway.asked_at_referral
            if question.kind == OUTWARD and draft.answers.get(question.code)
        ),
        None,
    )
    named = next((borough for borough in boroughs if borough.partnership == said), None)
    if outward is None or named is None:
        return said
    serving = [borough for borough in boroughs if outward in borough.outward_codes]
    settled = serving == [named] and not named.outward_codes[outward]
    return said if settled or not serving else outward


def _directory(rows: dict[str, list[Any]], service: str) -> Directory:
    return Directory(
        [
            Borough(each.code, each.details.get("borough", each.name), _outward_codes(each.details))
            for each in rows["partnerships"]
        ],
        [
            ServingTeam(each.code, each.name, tuple(each.positions), tuple(each.areas))
            for each in rows["teams"]
            if service in each.positions
        ],
        [Outside(each.code, each.name, tuple(each.areas)) for each in rows["outside"]],
    )


def _outward_codes(details: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    return {each["code"]: tuple(each["shared_with"]) for each in details.get("outward_codes", ())}
