"""Who may be given something to do about a case: only somebody who may read what is asked of them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination.access import SignedIn

_READERS = text("select * from who_reads(:case_id, :category, :agency_id, cast(null as uuid[]))")


@dataclass(frozen=True)
class Owner:
    """A worker who reads this category of the case."""

    id: UUID
    reference: str
    name: str
    agency_id: UUID
    agency: str


def owners(session: Session, worker: SignedIn, case_id: UUID, category: str) -> list[Owner]:
    """Everybody who would read something of this category that the asker writes; by agency and name."""
    given = {"case_id": case_id, "category": category, "agency_id": worker.agency_id}
    return [Owner(*row) for row in session.execute(_READERS, given)]
