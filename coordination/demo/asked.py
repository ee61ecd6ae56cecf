"""What the last quarter still lacks is asked for, so that somebody who looks finds what is due and what is late."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import func, select

from coordination import clock, db
from coordination.db import NOBODY, writing
from coordination.identity.models import Partnership
from coordination.outcomes.commands.asking import ask, remind
from workflows.local_time import LONDON
from workflows.measures.periods import last_ended

MORNING = time(6, 30)


def ask_for_last_quarter(owner_url: str, partnership: str) -> None:
    """Ask on the morning after the quarter, as the timetable does, and remind today. As the keeper of the database.

    Nothing is asked for twice, so that it may be called again.
    """
    db.connect(owner_url, pool_size=1)
    after = last_ended(clock.today(), "quarterly").end + timedelta(days=1)
    for moment, do in ((datetime.combine(after, MORNING, LONDON), ask), (clock.now(), remind)):
        with clock.at(moment), writing(NOBODY) as session:
            session.execute(select(func.enter_sweep("deadlines")))
            do(session, session.scalars(select(Partnership).where(Partnership.code == partnership)).one())
