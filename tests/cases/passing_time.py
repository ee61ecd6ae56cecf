"""Time that goes by on a case: to the next deadline or beyond, and what the machines do about it on the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from sqlalchemy import Engine, create_engine, or_, select

from coordination import clock, db, jobs
from coordination.jobs.models import OutboxRow
from coordination.queues.commands.alerting import late_alerts, pass_alert_on
from coordination.queues.commands.sweeping import sweep_case
from coordination.queues.models import Clock
from coordination.worker import run
from coordination.worker.doors import sweeping
from tests.make import World

LONGEST = timedelta(days=120)


class Time:
    """The time of one story. It only goes forwards, and the machines work whenever it has gone."""

    def __init__(self, world: World, start: datetime, held: ExitStack) -> None:
        self.world, self._held = world, held
        held.enter_context(clock.at(start))

    def goes_to(self, moment: datetime, case_id: UUID) -> None:
        """Let it be this moment, and everything that the machines owe this case be done."""
        self._held.enter_context(clock.at(max(moment, clock.now())))
        self.machines_work(case_id)

    def passes(self, chance: Random, case_id: UUID) -> str:
        """Go past one of the case's next deadlines, by a little or by weeks; in words, by how much."""
        with self.world.keeper() as session:
            running = select(Clock.due_at, Clock.rings_at).where(Clock.case_id == case_id, Clock.stopped_at.is_(None))
            moments = sorted({each for row in session.execute(running) for each in row if each and each > clock.now()})
        near = moments[chance.randrange(min(3, len(moments)))] if moments else clock.now() + timedelta(days=7)
        after = chance.choice((timedelta(minutes=1), timedelta(hours=20), timedelta(days=3), timedelta(days=17)))
        was = clock.now()
        self.goes_to(min(near + after, was + LONGEST), case_id)
        return f"{(clock.now() - was).days} days pass"

    def machines_work(self, case_id: UUID) -> None:
        """Sweep the case's deadlines, look for what a day alone calls for, and do every job of it. None may fail.

        Cases of earlier stories are left alone: the time of this one is not theirs.
        """
        with as_the_machines(self.world):
            with sweeping("deadlines") as session:
                sweep_case(session, case_id, clock.now())
                for alert_id in late_alerts(session, clock.now()):
                    pass_alert_on(session, alert_id, clock.now())
            with self.world.keeper() as session:
                jobs.later(session, None, "look_for_prompts")
            while waiting := self._waiting(case_id):
                for row_id in waiting:
                    run(str(row_id))
        with self.world.keeper() as session:
            failed = session.execute(
                select(OutboxRow.job, OutboxRow.failed_as).where(OutboxRow.done_at.is_(None), OutboxRow.failures > 0)
            ).all()
        assert not failed, f"jobs that failed: {[tuple(each) for each in failed]}"

    def _waiting(self, case_id: UUID) -> list[UUID]:
        with self.world.keeper() as session:
            whose = OutboxRow.ids["case_id"].astext
            rows = select(OutboxRow.id).where(
                OutboxRow.done_at.is_(None), OutboxRow.failures == 0, or_(whose.is_(None), whose == str(case_id))
            )
            return list(session.scalars(rows.order_by(OutboxRow.asked_at, OutboxRow.id)))


@contextmanager
def as_the_machines(world: World) -> Iterator[None]:
    """What follows is done by this process in the machines' role. Both connections are kept: what each has planned is
    not planned anew."""
    pages = db.engine()
    machines = _KEPT.get(world.database.url("worker"))
    if machines is None:
        url = world.database.url("worker").replace("postgresql://", "postgresql+psycopg://", 1)
        machines = _KEPT[world.database.url("worker")] = create_engine(url, pool_use_lifo=True)
    _through(machines)
    try:
        yield
    finally:
        _through(pages)


def _through(engine: Engine) -> None:
    db._engine = engine
    db._make_session.configure(bind=engine)


_KEPT: dict[str, Engine] = {}


def machines_stop() -> None:
    """Let go of what the machines' role is connected to."""
    while _KEPT:
        _KEPT.popitem()[1].dispose()


@contextmanager
def time_of(world: World, start: datetime) -> Iterator[Time]:
    """A story's own time, from this moment on."""
    with ExitStack() as held:
        yield Time(world, start, held)
