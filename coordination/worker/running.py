"""One job, once: its changes and its `done_at` are kept together, or not at all."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import text

from coordination import jobs
from coordination.db import NOBODY, writing
from coordination.logs import log
from coordination.worker.doors import enter
from coordination.worker.known import JOBS


def run(row_id: str) -> None:
    """Do the job of an outbox row, unless it is done or being done. Harmless to call any number of times.

    A failure is counted on the row by the name of its class. The relay rings for the row again.
    """
    try:
        _do(UUID(row_id))
    except Exception as error:  # whatever a job raises must be counted, or nobody would ever hear of it
        log().error("job-failed", row=row_id, exc_info=error)
        with writing(NOBODY) as session:
            jobs.failed(session, UUID(row_id), type(error).__name__)


def _do(row_id: UUID) -> None:
    with writing(NOBODY) as session:
        session.execute(_LIMITS)
        asked = jobs.take(session, row_id)
        if asked is None:
            return
        job = JOBS[asked.job]
        enter(session, asked, job)
        job.function()(session, asked)
        session.flush()
        jobs.finish(session, row_id)
    log().info("job-done", row=row_id, job=asked.job)


# A job that hangs in the database must fail and be rung for again, not hold its row for ever.
_LIMITS = text("select set_config('statement_timeout', '60s', true), set_config('lock_timeout', '10s', true)")
