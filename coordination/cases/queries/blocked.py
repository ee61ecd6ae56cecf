"""Who is shut out of a case, and who could be."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.cases.models import CaseBlock
from coordination.cases.queries.loading import Loaded
from coordination.identity.models import Agency, Worker

MOST = 500


class Somebody(NamedTuple):
    """A worker, by the reference that pages use."""

    reference: str
    name: str
    agency: str


class ShutOut(NamedTuple):
    """A worker who must not see the case, since when and why."""

    reference: str
    name: str
    agency: str
    at: datetime
    reason: str


def shut_out_of(session: Session, case_id: UUID) -> list[ShutOut]:
    """Whom the case is hidden from now, as far as the asker may know: never themselves."""
    rows = session.execute(
        select(Worker.reference, Worker.name, Agency.name, CaseBlock.at, CaseBlock.reason)
        .join(Worker, Worker.id == CaseBlock.worker_id)
        .join(Agency, Agency.id == Worker.agency_id)
        .where(CaseBlock.case_id == case_id, CaseBlock.ended_at.is_(None))
        .order_by(CaseBlock.at)
    )
    return [ShutOut(*row) for row in rows]


def colleagues_on(session: Session, page: Loaded, without: Collection[str]) -> list[Somebody]:
    """The workers of every agency that takes part: those to whom the case could otherwise be visible."""
    agencies = {part.agency_id for part in page.rows["parts"] if part.until_at is None}
    rows = session.execute(
        select(Worker.reference, Worker.name, Agency.name)
        .join(Agency, Agency.id == Worker.agency_id)
        .where(
            Worker.agency_id.in_(agencies),
            Worker.suspended_at.is_(None),
            Worker.id != page.worker.id,
            Worker.reference.not_in(without),
        )
        .order_by(Worker.name, Worker.reference)
        .limit(MOST)
    )
    return [Somebody(*row) for row in rows]
