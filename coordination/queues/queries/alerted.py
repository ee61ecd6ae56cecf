"""Whom an urgent alert goes to in turn, and whether it reaches anybody: what a page says of it must be true."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.identity.models import Team
from coordination.queues.models import Alert
from workflows.cover_rota import turns
from workflows.local_time import day_of


def in_turn(session: Session, team: Team, now: datetime) -> list[Team]:
    """Whom a team's alert goes to: itself, then round its cover rota from whoever's turn it is, then its deputies."""
    codes = dict.fromkeys([*turns(team.duty.get("cover"), day_of(now)), *(team.duty.get("deputies") or ())])
    found = {one.code: one for one in session.scalars(select(Team).where(Team.code.in_(codes)))}
    return [team, *(found[code] for code in codes if code in found and code != team.code)]


def somebody_else_is_in(session: Session, team: Team) -> bool:
    """Whether anybody who can still sign in is in the team, beside whoever asks."""
    return bool(session.scalar(select(func.somebody_else_is_in(team.id))))


def somebody_hears(session: Session, case_id: UUID, because: str | None = None) -> bool:
    """Whether an alert of this case, or the one with this sentence, waits before somebody or was answered by a person.

    Not where none was raised, and not while nobody but the asker is in the teams whose turn it is.
    """
    raised = select(Alert).where(Alert.case_id == case_id).order_by(Alert.raised_at.desc(), Alert.id.desc())
    if because is not None:
        raised = raised.where(Alert.because == because)
    alert = session.scalars(raised.limit(1)).first()
    if alert is None:
        return False
    if alert.acknowledged_at is not None:
        return True
    team = session.get_one(Team, alert.team_id)
    try:
        teams = in_turn(session, team, clock.now())
    except (KeyError, TypeError, ValueError):  # a rota that cannot be read: the team itself hears
        teams = [team]
    return any(somebody_else_is_in(session, each) for each in teams)
