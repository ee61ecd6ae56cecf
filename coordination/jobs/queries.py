"""How the product is: which of its parts showed life lately, and what the machines could not do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.jobs.models import Heartbeat, OutboxRow
from coordination.jobs.relay import ALARM_AFTER
from workflows.local_time import LONDON

# Signs of life come every few seconds; who has given none for this long is not well.
LIFE_WITHIN = timedelta(seconds=30)
SWEEP_WITHIN = timedelta(minutes=3)
CLOCKS_AGREE_WITHIN = timedelta(seconds=5)
PARTS = {
    "worker": ("worker-urgent", "worker-default"),
    "relay": ("relay",),
    "beat": ("beat",),
    "valkey": ("valkey",),
    "live": ("live",),
}
SWEEP = "sweep"
SWEEP_PARTLY = "sweep-partly"


def not_well(session: Session) -> dict[str, str]:
    """The parts that are not well, each with a sentence; nothing when all are. No part of it is about a person."""
    rows = session.execute(select(Heartbeat.name, Heartbeat.at))
    at = {row.name: row.at for row in rows}
    now = clock.machine_now()
    found = dict(_silent(at, now))
    late = late_sweep(session)
    if late:
        found["last sweep"] = late
    apart = abs(session.execute(select(func.clock_timestamp())).scalar_one() - clock.machine_now())
    if apart > CLOCKS_AGREE_WITHIN:
        found["clock"] = f"The database's clock and this machine's are {apart.total_seconds():.0f} seconds apart."
    return found


def late_sweep(session: Session) -> str | None:
    """A sentence for every page when nobody has looked for passed deadlines for three minutes, else None."""
    at = session.scalar(select(Heartbeat.at).where(Heartbeat.name == SWEEP))
    if at is not None and clock.machine_now() - at <= SWEEP_WITHIN:
        return None
    since = f"since {at.astimezone(LONDON):%H:%M}" if at else "yet"
    return (
        f"Reminders and escalations have not gone out {since}. What is overdue is still shown as overdue: "
        "check your queue yourself."
    )


def swept_in_part(session: Session) -> dict[str, str]:
    """A warning while the sweep reaches an alert or a case that it can do nothing for, else nothing."""
    at = session.scalar(select(Heartbeat.at).where(Heartbeat.name == SWEEP_PARTLY))
    if at is None or clock.machine_now() - at > SWEEP_WITHIN:
        return {}
    return {"sweep": "An alert or a reminder cannot be passed on. The logs of relay and beat name it: “not-swept”."}


def alarms(session: Session) -> int:
    """How many jobs have failed three times and wait for a person."""
    waiting = select(func.count()).where(OutboxRow.done_at.is_(None), OutboxRow.failures >= ALARM_AFTER)
    return session.scalars(waiting.select_from(OutboxRow)).one()


def failing(session: Session) -> list[OutboxRow]:
    """The jobs that raise the alarm, oldest first."""
    rows = select(OutboxRow).where(OutboxRow.done_at.is_(None), OutboxRow.failures >= ALARM_AFTER)
    return list(session.scalars(rows.order_by(OutboxRow.asked_at)))


def _silent(at: dict[str, datetime], now: datetime) -> Iterator[tuple[str, str]]:
    for part, names in PARTS.items():
        gone = [name for name in names if name not in at or now - at[name] > LIFE_WITHIN]
        if gone:
            yield part, f"No sign of life from {' and '.join(gone)}."
