"""Every team of somebody's partnerships: what it does, when it is open, and how it is rung."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from coordination import clock
from coordination.access import SignedIn
from coordination.errors import NotVisible
from coordination.identity.models import Agency, Membership, Team
from workflows.cover_rota import turns
from workflows.opening_hours import hours_in_words

TURNS_SHOWN = 6


@dataclass(frozen=True)
class TeamShown:
    """One team in words."""

    code: str
    name: str
    agency: str
    does: str
    phone: str
    hours: str
    closed_name: str
    closed_phone: str


@dataclass(frozen=True)
class Turn:
    """A team of a cover rota and the days of its turn."""

    team: str
    since: date
    until: date


def teams_by_agency(session: Session, worker: SignedIn, words: str) -> dict[str, list[TeamShown]]:
    """The teams of the partnerships that the worker's agency is a member of, and those that work for several.

    With `words` only those of whose name, agency or work they are a part. In one statement, whatever their number.
    """
    today = clock.today()
    ours, theirs = aliased(Membership), aliased(Membership)
    partnerships = select(ours.partnership_id).where(
        ours.agency_id == worker.agency_id,
        ours.from_date <= today,
        or_(ours.until_date.is_(None), ours.until_date >= today),
    )
    beside = select(theirs.agency_id).where(theirs.partnership_id.in_(partnerships))
    rows = session.execute(
        select(Team, Agency.name)
        .join(Agency, Agency.id == Team.agency_id)
        .where(
            Team.closed_at.is_(None),
            or_(Team.partnership_id.in_(partnerships), Team.partnership_id.is_(None)),
            Team.agency_id.in_(beside),
        )
        .order_by(Agency.name, Team.name)
    )
    found: dict[str, list[TeamShown]] = {}
    for team, agency in rows:
        shown = in_words(team, agency)
        if words.lower() in f"{shown.name} {agency} {shown.does}".lower():
            found.setdefault(agency, []).append(shown)
    return found


def team_at(session: Session, code: str) -> tuple[Team, str]:
    """A team and the name of its agency. Raises NotVisible when there is none."""
    row = session.execute(
        select(Team, Agency.name)
        .join(Agency, Agency.id == Team.agency_id)
        .where(Team.code == code, Team.closed_at.is_(None))
    ).one_or_none()
    if row is None:
        raise NotVisible("There is no such team.")
    return row[0], row[1]


def in_words(team: Team, agency: str) -> TeamShown:
    """What a team says of itself."""
    duty: dict[str, Any] = team.duty
    closed = duty.get("out_of_hours") or {}
    return TeamShown(
        team.code,
        team.name,
        agency,
        duty.get("does", ""),
        duty.get("phone", ""),
        hours_in_words((duty.get("hours") or {}).get("days", ())),
        closed.get("name", ""),
        closed.get("phone", ""),
    )


def names_of(session: Session, codes: Sequence[str]) -> dict[str, str]:
    """The names of teams by their codes."""
    return {row.code: row.name for row in session.execute(select(Team.code, Team.name).where(Team.code.in_(codes)))}


def colleagues_of(session: Session, team: Team) -> list[tuple[str, str]]:
    """Code and name of the teams that could answer in its place: the others of its agency, and those that do now."""
    cover = team.duty.get("cover") or {}
    now = [*(team.duty.get("deputies") or ()), *cover.get("order", ())]
    rows = session.execute(
        select(Team.code, Team.name)
        .where(or_(Team.agency_id == team.agency_id, Team.code.in_(now)), Team.id != team.id, Team.closed_at.is_(None))
        .order_by(Team.name)
    )
    return [(row.code, row.name) for row in rows]


def next_turns(team: Team, names: dict[str, str], today: date) -> list[Turn]:
    """Whose turn it is on the cover rota, and the next ones; from its first day where that is still to come."""
    cover = team.duty.get("cover")
    if not cover:
        return []
    starts, days = date.fromisoformat(cover["starts"]), timedelta(days=int(cover["turn_days"]))
    since = starts if today < starts else starts + (today - starts) // days * days
    order = turns(cover, max(today, starts))
    return [
        Turn(names.get(code, code), since + number * days, since + (number + 1) * days - timedelta(days=1))
        for number, code in enumerate((order * TURNS_SHOWN)[:TURNS_SHOWN])
    ]
