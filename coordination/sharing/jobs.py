"""What time does to agreements."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.audit.commands import record
from coordination.jobs import Asked
from coordination.sharing.models import Agreement


def end_agreements(session: Session, asked: Asked) -> None:
    """End every agreement whose last day is over. From this moment nothing is seen under it."""
    past = select(Agreement).where(Agreement.until_date < clock.today(), Agreement.ended_at.is_(None))
    for agreement in session.scalars(past.order_by(Agreement.id).with_for_update(skip_locked=True)):
        agreement.ended_at = clock.now()
        record(session, "agreement.switched-off", agreement=agreement.id)
    session.flush()
