"""What became of urgent alerts of the stories: one was answered by a person, another goes on to whoever covers."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock, db
from coordination.cases.models import PersonOnCase
from coordination.db import NOBODY, writing
from coordination.identity.models import Worker
from coordination.queues.commands.alerting import note_acknowledgement, pass_alert_on
from coordination.queues.models import Alert

TO_ANSWER = timedelta(minutes=6)


def tell(owner_url: str, *, answered: str, by: str, climbing: str) -> None:
    """Two people on whose cases alerts were raised: whoever has the address `by` saw those of `answered` six minutes
    later; nobody saw those of `climbing` in time. As the keeper of the database; told before, nothing is told again."""
    db.connect(owner_url)
    with writing(NOBODY) as session:
        for name in (answered, climbing):
            there = select(Alert).join(PersonOnCase, PersonOnCase.case_id == Alert.case_id)
            waits = there.where(PersonOnCase.name == name, Alert.acknowledged_at.is_(None), Alert.step == 0)
            for alert in session.scalars(waits.order_by(Alert.raised_at)).all():
                if name == climbing:
                    _goes_on(session, alert)
                else:
                    _was_seen(session, alert, by)


def _goes_on(session: Session, alert: Alert) -> None:
    assert alert.rings_at is not None, "nobody has answered it"
    with clock.at(alert.rings_at):
        pass_alert_on(session, alert.id, clock.now())


def _was_seen(session: Session, alert: Alert, by: str) -> None:
    with clock.at(alert.raised_at + TO_ANSWER):
        alert.acknowledged_at = clock.now()
        alert.acknowledged_by_id = session.scalars(select(Worker.id).where(Worker.email == by)).one()
        session.flush()
        note_acknowledgement(session, alert.case_id, alert.id)
