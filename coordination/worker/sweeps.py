"""The sweep of deadlines, as relay and beat both run it: one short transaction for each case."""

from __future__ import annotations

from coordination import clock
from coordination.db import NOBODY, writing
from coordination.jobs.commands import show_life
from coordination.jobs.queries import SWEEP
from coordination.queues.commands.alerting import pass_alerts_on
from coordination.queues.commands.sweeping import cases_to_sweep, sweep_case
from coordination.worker.doors import sweeping

AT_ONCE = 200


def sweep_deadlines() -> None:
    """Record every reminder and escalation whose moment has come, and ask for it to be told. Any number may sweep.

    Alerts that nobody answered in time are passed on in the same turn.
    """
    while True:
        with sweeping("deadlines") as session:
            waiting = cases_to_sweep(session, clock.now(), AT_ONCE)
        done = 0
        for case_id in waiting:
            with sweeping("deadlines") as session:
                done += sweep_case(session, case_id, clock.now())
        # Cases that a command holds at this moment are left to the next sweep.
        if len(waiting) < AT_ONCE or done == 0:
            break
        _alive()
    with sweeping("deadlines") as session:
        pass_alerts_on(session, clock.now(), AT_ONCE)
    _alive()


def _alive() -> None:
    with writing(NOBODY) as session:
        show_life(session, SWEEP)
