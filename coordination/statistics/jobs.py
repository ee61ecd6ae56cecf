"""What time does to months: on the tenth working day after its end each is closed."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import jobs
from coordination.identity.models import Partnership
from coordination.jobs import Asked
from coordination.statistics.commands.closing import ClosedAlready, close_month, due_months
from coordination.statistics.models import CustodyGroup


def close_months(session: Session, asked: Asked) -> None:
    """Close the months that are due, each in a job of its own: many that are due at once are not too many for one.

    From the timetable it asks for every partnership that has one; with a partnership it closes the oldest, and asks
    again while another is due. Closing again does nothing.
    """
    if "partnership" not in asked.ids:
        has_groups = select(CustodyGroup.partnership_id)
        there = select(Partnership.code).where(Partnership.id.in_(has_groups)).order_by(Partnership.code)
        for code in session.scalars(there).all():
            if due_months(session, code):
                jobs.later(session, None, "close_months", partnership=code)
        return
    partnership = asked.ids["partnership"]
    for month in due_months(session, partnership)[:1]:
        try:
            close_month(session, partnership, month)
        except ClosedAlready:
            # somebody closed it by hand at this very moment; what is due after it comes with the next run
            return
    if due_months(session, partnership):
        jobs.later(session, None, "close_months", partnership=partnership)
