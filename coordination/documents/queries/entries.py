"""Documents as they stand between the messages of their case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from coordination.cases.queries.entries import Source
from coordination.cases.queries.seats import Seat
from coordination.documents.queries.listing import Listed, documents
from coordination.documents.queries.listing import asks as documents_asked
from coordination.together import Asked


@dataclass(frozen=True)
class Added:
    """A document at the place where it was added."""

    document: Listed
    kind: str = field(default="document", init=False)
    template: str = field(default="documents/entry_parts.html", init=False)

    @property
    def seq(self) -> int:
        """Its place in the case's chain."""
        return self.document.seq

    @property
    def at(self) -> datetime:
        """When it was added."""
        return self.document.at


def asks(case_id: UUID, *, before: int | None, after: int | None) -> Asked:
    """What `added` will ask: all of them, because a document can be told from its newer version only by both."""
    return documents_asked(case_id)


def added(session: Session, seat: Seat, *, before: int | None, after: int | None) -> Sequence[Added]:
    """The documents between two places that the asker may know of, oldest first."""
    return [
        Added(one)
        for one in reversed(documents(session, seat.case.id, seat.worker.id))
        if (before is None or one.seq < before) and (after is None or one.seq > after)
    ]


ADDED = Source(added, asks, frozenset({"document.scanned", "document.removed", "document.replaced"}))
