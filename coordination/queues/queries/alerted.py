"""Whether an urgent alert reaches anybody: what a page says to whoever raised it must be true."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.identity.models import Team
from coordination.queues.commands.alerting import in_turn, somebody_else_is_in
from coordination.queues.models import Alert


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
        turns = in_turn(session, team, clock.now())
    except (KeyError, TypeError, ValueError):  # a rota that cannot be read: the team itself hears
        turns = [team]
    return any(somebody_else_is_in(session, each) for each in turns)
