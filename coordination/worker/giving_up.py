"""A person gives up a job that keeps failing. It is recorded, for something that was promised will not happen."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.audit.commands import record
from coordination.errors import Invalid, MovedOn
from coordination.jobs.commands import close
from coordination.jobs.models import OutboxRow
from coordination.jobs.relay import ALARM_AFTER

LONGEST_REASON = 300


def give_up(session: Session, row_id: UUID, reason: str) -> str:
    """Close a job that failed three times. Returns its name. Raises Invalid or MovedOn with what to do instead."""
    said = " ".join(reason.split())
    if not said or len(said) > LONGEST_REASON:
        raise Invalid(f'Say why, in at most {LONGEST_REASON} characters: --reason "…".')
    row = session.scalar(select(OutboxRow).where(OutboxRow.id == row_id).with_for_update())
    if row is None:
        raise Invalid("There is no job with that id. `coordination jobs list` shows those that wait for a person.")
    if row.done_at is not None:
        raise MovedOn("This job was done or closed meanwhile. There is nothing to close.")
    if row.failures < ALARM_AFTER:
        raise Invalid(f"This job is still being tried: it can be closed once it has failed {ALARM_AFTER} times.")
    close(session, row_id)
    record(session, "job.closed", chain="system", job=row.job, row=row_id, reason=said)
    return row.job
