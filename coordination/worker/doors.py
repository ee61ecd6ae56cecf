"""As whom a machine acts: the worker who caused the job, or a sweep by its name. There is no third way in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination.db import NOBODY, writing
from coordination.jobs import Asked
from coordination.worker.known import Job


class NoDoor(RuntimeError):
    """Nobody caused the job, and it is not one that a sweep may do."""


def enter(session: Session, asked: Asked, job: Job) -> None:
    """Let the transaction act as the job may. Raises NoDoor when it may not act at all."""
    if asked.worker_id is not None:
        session.execute(select(func.enter_job(asked.id)))
    elif job.sweep is not None:
        session.execute(select(func.enter_sweep(job.sweep)))
    else:
        raise NoDoor(asked.job)


@contextmanager
def sweeping(name: str) -> Iterator[Session]:
    """One transaction that acts as the sweep of this name."""
    with writing(NOBODY) as session:
        session.execute(select(func.enter_sweep(name)))
        yield session
