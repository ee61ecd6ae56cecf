"""The sweep of alerts and deadlines, as relay and beat both run it: a short transaction for each alert or case."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy.orm import Session

from coordination import clock
from coordination.db import NOBODY, writing
from coordination.jobs.commands import show_life
from coordination.jobs.queries import SWEEP, SWEEP_PARTLY
from coordination.logs import log
from coordination.queues.commands.alerting import late_alerts, pass_alert_on
from coordination.queues.commands.sweeping import clocks_to_ring, sweep_case
from coordination.worker.doors import sweeping

AT_ONCE = 200


def sweep() -> None:
    """Pass on every alert that nobody answered in time, and record every reminder and escalation that is due.

    Any number may sweep. What fails for one alert or one case is said and left to the next sweep: it holds up no other.
    """
    with sweeping("deadlines") as session:
        late = late_alerts(session, clock.now())
    for alert_id in late:
        with _alone(alert=alert_id) as session:
            pass_alert_on(session, alert_id, clock.now())
    _remind()
    _show(SWEEP)


def _remind() -> None:
    """Reach every clock whose moment has come, whatever became of those before it; a case is swept once."""
    swept: set[UUID] = set()
    after = None
    while True:
        with sweeping("deadlines") as session:
            waiting = clocks_to_ring(session, clock.now(), AT_ONCE, after)
        for ringing in waiting:
            if ringing.case_id not in swept:
                swept.add(ringing.case_id)
                with _alone(clock=ringing.clock_id) as session:
                    sweep_case(session, ringing.case_id, clock.now())
        if len(waiting) < AT_ONCE:
            return
        after = waiting[-1]
        _show(SWEEP)


@contextmanager
def _alone(**which: UUID) -> Iterator[Session]:
    """A transaction of the sweep whose failure is noted and ends here, unless PostgreSQL is away for all of them."""
    try:
        with sweeping("deadlines") as session:
            yield session
    except Exception as error:  # whatever it is, the others' reminders must not wait for it
        log().error("not-swept", exc_info=error, **which)
        _show(SWEEP_PARTLY)


def _show(life: str) -> None:
    with writing(NOBODY) as session:
        show_life(session, life)
