"""What time does to lists, and the carrying out of long ones while nobody has to wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.db import NOBODY, writing
from coordination.identity.queries import acting_worker
from coordination.jobs import Asked
from coordination.lists.commands.batches import carry_on
from coordination.lists.commands.expiring import clear_lists as clear
from coordination.lists.models import BroughtList

# so long does one job go on before it asks for the next: other work in the queue gets its turn in between
SECONDS_A_TURN = 20.0


def clear_lists(session: Session, asked: Asked) -> None:
    """Clear away every list whose last day has passed."""
    while clear(session, clock.now()):
        session.flush()


def carry_out_list(session: Session, asked: Asked) -> None:
    """Carry out what waits of a confirmed list, as the worker who confirmed it; what is left is asked for again."""
    brought = session.get(BroughtList, asked.uuid("list_id"))
    if brought is None or asked.worker_id is None:
        return  # cleared away meanwhile
    worker = acting_worker(session, asked.worker_id)

    @contextmanager
    def acting() -> Iterator[Session]:
        with writing(NOBODY) as each:
            each.execute(select(func.enter_job(asked.id)))
            yield each

    if carry_on(worker, acting, brought.reference, seconds=SECONDS_A_TURN):
        jobs.later(session, asked.worker_id, "carry_out_list", list_id=brought.id)
