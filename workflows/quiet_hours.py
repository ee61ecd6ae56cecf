"""Hours of the day in which something waits."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from workflows.local_time import local, moment_on


def quiet_ends(now: datetime, since: time, until: time) -> datetime | None:
    """When the quiet hours that hold at this moment are over; None when none hold. They may run past midnight; where
    they begin when they end there are none.

    They are a stretch between two moments, not times on a wall: in the night that the clocks go back a time comes
    twice, and whoever read the wall alone would find hours that ended once going on again, until a moment long past.
    """
    if since == until:
        return None
    today = local(now).date()
    over_midnight = timedelta(days=0 if since < until else 1)
    for day in (today - timedelta(days=1), today):
        ends = moment_on(day + over_midnight, until)
        if moment_on(day, since) <= now < ends:
            return ends
    return None
