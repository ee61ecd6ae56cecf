"""Urgent alerts: raised by whatever finds that somebody must act now, passed on by the sweep until a person answers."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.audit.commands import record
from coordination.db import new_id
from coordination.identity.models import Team
from coordination.queues.models import Alert
from coordination.queues.queries.alerted import in_turn, somebody_else_is_in

ANSWER_WITHIN = timedelta(minutes=15)
# once everybody in turn was told they are all told again, less often
AGAIN_AFTER = timedelta(hours=1)
_WITH_PEOPLE = text("select teams_with_people(cast(:teams as uuid[]))")


def raise_alert(
    session: Session,
    worker_id: UUID,
    case_id: UUID,
    team_id: UUID,
    because: str,
    *,
    answer_within: timedelta = ANSWER_WITHIN,
) -> str:
    """Raise an alert for a team on a case that the worker takes part in, and return its reference.

    `because` is a fixed sentence of the pathway, never somebody's own words. While an alert of the same team with the
    same sentence waits on this case, a second one is not raised: the reference is that of the first. Where nobody but
    the worker is in the team, it starts with the first in turn that somebody else is in; where nobody is anywhere, it
    waits with the team.
    """
    waits = session.scalar(
        select(Alert.reference).where(
            Alert.case_id == case_id,
            Alert.team_id == team_id,
            Alert.because == because,
            Alert.acknowledged_at.is_(None),
        )
    )
    if waits is not None:
        return waits
    now = clock.now()
    team = session.get_one(Team, team_id)
    step, told = _starts_with(session, team, now)
    alert = Alert(
        id=new_id(),
        reference=secrets.token_hex(6),
        case_id=case_id,
        team_id=team_id,
        because=because,
        answer_minutes=int(answer_within.total_seconds() // 60),
        raised_by_id=worker_id,
        raised_at=now,
        step=step,
        rings_at=now + answer_within,
    )
    session.add(alert)
    session.flush()
    record(session, "alert.raised", case_id=case_id, alert=alert.reference, to=team.name, because=because)
    if told != team:
        record(session, "alert.passed-over", case_id=case_id, alert=alert.reference, step=step, to=told.name)
    _tell(session, worker_id, alert, [told.id])
    return alert.reference


def _starts_with(session: Session, team: Team, now: datetime) -> tuple[int, Team]:
    """The first in turn that somebody else is in, and its step; the team itself where nobody is anywhere."""
    if somebody_else_is_in(session, team):
        return 0, team
    try:
        following = in_turn(session, team, now)
    except (KeyError, TypeError, ValueError):  # a rota that cannot be read must not keep back what raised the alert
        following = []
    return next(((step, each) for step, each in enumerate(following) if somebody_else_is_in(session, each)), (0, team))


def late_alerts(session: Session, now: datetime) -> list[UUID]:
    """The alerts that nobody answered in time, the longest waiting first. Nothing is locked."""
    late = select(Alert.id).where(Alert.rings_at <= now, Alert.acknowledged_at.is_(None))
    return list(session.scalars(late.order_by(Alert.rings_at, Alert.id)))


def pass_alert_on(session: Session, alert_id: UUID, now: datetime) -> None:
    """Tell the next in turn of an alert that nobody answered; once everybody was told, all of them again. A team that
    nobody is left in is passed over.

    Any number may sweep: one that was answered or passed on meanwhile, or is held by somebody, is left alone.
    """
    late = select(Alert).where(Alert.id == alert_id, Alert.rings_at <= now, Alert.acknowledged_at.is_(None))
    alert = session.scalar(late.with_for_update(skip_locked=True))
    if alert is None:
        return
    turns = in_turn(session, session.get_one(Team, alert.team_id), now)
    people = set(session.scalars(_WITH_PEOPLE, {"teams": [team.id for team in turns]}))
    alert.step += 1
    while alert.step < len(turns) and turns[alert.step].id not in people:
        alert.step += 1
    if alert.step < len(turns):
        told = [turns[alert.step]]
        alert.rings_at = now + timedelta(minutes=alert.answer_minutes)
    else:
        told = turns
        alert.rings_at = now + AGAIN_AFTER
    names = ", ".join(team.name for team in told)
    record(session, "alert.passed-on", case_id=alert.case_id, alert=alert.reference, step=alert.step, to=names)
    _tell(session, None, alert, [team.id for team in told])
    session.flush()


def _tell(session: Session, worker_id: UUID | None, alert: Alert, team_ids: list[UUID]) -> None:
    jobs.later(
        session,
        worker_id,
        "tell_of_alert",
        queue=jobs.URGENT,
        case_id=alert.case_id,
        alert_id=alert.id,
        step=alert.step,
        teams=",".join(str(team_id) for team_id in team_ids),
    )


def note_acknowledgement(session: Session, case_id: UUID, alert_id: UUID) -> None:
    """Write into the case's log who acknowledged an alert. Whoever did may stand outside the case, on a cover rota."""
    alert = session.get_one(Alert, alert_id)
    assert alert.acknowledged_by_id is not None, "it is asked for by the acknowledgement"
    record(
        session,
        "alert.acknowledged",
        case_id=case_id,
        on_behalf_of_id=alert.acknowledged_by_id,
        alert=alert.reference,
        worker=alert.acknowledged_by_id,
        step=alert.step,
    )
