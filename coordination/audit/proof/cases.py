"""Is the chain of one case whole? Cheap enough to ask whenever its page is opened."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

_CHECK = text("select events, first_bad from audit_chain_check(:case_id)")


@dataclass(frozen=True)
class CaseProof:
    """How many events of a case were verified, and the number of the first one that is wrong, if one is."""

    events: int
    first_bad: int | None

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return self.first_bad is None


def verify_case(session: Session, case_id: UUID) -> CaseProof:
    """Compute the chain of one case again, inside the database, for somebody who takes part in it or audits it.

    Somebody else is told of no events at all, as for a case that does not exist.
    """
    row = session.execute(_CHECK, {"case_id": case_id}).one()
    return CaseProof(row.events or 0, row.first_bad)
