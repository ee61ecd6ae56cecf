"""Hours of the day in which something waits."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from workflows.local_time import local, moment_on


def quiet_ends(now: datetime, since: time, until: time) -> datetime | None:
    """When the quiet hours that hold at this moment are over; None when none hold. They may run past midnight; where
    they begin when they end there are none."""
    if since == until:
        return None
    here = local(now)
    by_day = since < until
    if by_day and not since <= here.time() < until:
        return None
    if not by_day and until <= here.time() < since:
        return None
    day = here.date() if by_day or here.time() < until else here.date() + timedelta(days=1)
    return moment_on(day, until)
