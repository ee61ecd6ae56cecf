"""What time does to months: on the tenth working day after its end each is closed."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.identity.models import Partnership
from coordination.jobs import Asked
from coordination.statistics.commands.closing import ClosedAlready, close_month, due_months
from coordination.statistics.models import CustodyGroup


def close_months(session: Session, asked: Asked) -> None:
    """Close every month of every partnership that is due. Closing again does nothing."""
    has_groups = select(CustodyGroup.partnership_id)
    there = select(Partnership.code).where(Partnership.id.in_(has_groups)).order_by(Partnership.code)
    for partnership in session.scalars(there).all():
        for month in due_months(session, partnership):
            try:
                close_month(session, partnership, month)
            except ClosedAlready:
                # somebody closed it by hand at this very moment; what is due after it comes with the next run
                break
