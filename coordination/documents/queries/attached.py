"""The documents that are attached to a draft, for its writer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, select
from sqlalchemy.orm import Session

from coordination.cases.queries.together import Rows, given
from coordination.documents.content import KINDS, Kind
from coordination.documents.models import DraftDocument

_OF_A_DRAFT = Rows(
    select(
        DraftDocument.id, DraftDocument.reference, DraftDocument.at, DraftDocument.category, DraftDocument.audience,
        DraftDocument.title, DraftDocument.name, DraftDocument.kind, DraftDocument.size, DraftDocument.digest,
        DraftDocument.state,
    )
    .where(DraftDocument.draft_id == given("draft_id", Uuid))
    .order_by(DraftDocument.id)
)  # fmt: skip
REFUSED = "The scanner found something harmful in “{title}”, so it cannot be sent. Remove it; ask for a fresh copy."


@dataclass(frozen=True)
class Attached:
    """One of them. `audience` is a kind of audience; its members are known once there is a case."""

    id: UUID
    reference: str
    at: datetime
    category: str
    audience: str
    title: str
    name: str
    kind: Kind
    size: int
    digest: bytes
    state: str

    @property
    def problem(self) -> str | None:
        """Why it cannot be sent, in a sentence."""
        return REFUSED.format(title=self.title) if self.state == "refused" else None


def attached_to(session: Session, draft_id: UUID) -> Sequence[Attached]:
    """Everything attached to this draft, in the order in which it was. Nothing, where the asker does not write it."""
    return [_attached(row) for row in _OF_A_DRAFT.of(session, draft_id=draft_id)]


def _attached(row: Any) -> Attached:
    return Attached(**{**row._mapping, "kind": KINDS[row.kind]})
