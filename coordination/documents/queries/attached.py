"""The documents that are attached to a draft, for its writer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, func, select
from sqlalchemy.orm import Session

from coordination.documents.content import KINDS, Kind
from coordination.documents.models import DraftDocument
from coordination.documents.unopened import WHY_NOT
from coordination.errors import NotAllowed, NotVisible
from coordination.together import Together, given

ATTACHED = Together(
    attached=select(
        DraftDocument.id, DraftDocument.reference, DraftDocument.at, DraftDocument.category, DraftDocument.audience,
        DraftDocument.title, DraftDocument.name, DraftDocument.kind, DraftDocument.size, DraftDocument.digest,
        DraftDocument.state,
    )
    .where(DraftDocument.draft_id == given("draft_id", Uuid))
    .order_by(DraftDocument.id)
)  # fmt: skip
NO_SUCH_DOCUMENT = "There is no such document in this draft."
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
    def opens(self) -> bool:
        """Whether its writer can open it: the scanner found nothing."""
        return self.state == "clean"

    @property
    def problem(self) -> str | None:
        """Why it cannot be sent, in a sentence."""
        return REFUSED.format(title=self.title) if self.state == "refused" else None


def attached_to(session: Session, draft_id: UUID) -> Sequence[Attached]:
    """Everything attached to this draft, in the order in which it was. Nothing, where the asker does not write it."""
    return [_attached(row) for row in ATTACHED.rows(session, draft_id=draft_id)["attached"]]


def one_of(session: Session, draft_id: UUID, reference: str) -> Attached:
    """One document of a draft. Raises NotVisible when there is none."""
    found = next((each for each in attached_to(session, draft_id) if each.reference == reference), None)
    if found is None:
        raise NotVisible(NO_SUCH_DOCUMENT)
    return found


def bytes_of(session: Session, one: Attached) -> bytes:
    """What is inside, for whoever writes the draft. Raises NotAllowed before the scanner has found nothing in it."""
    if not one.opens:
        raise NotAllowed(WHY_NOT[one.state])
    content = session.scalar(select(func.document_of_own_draft(one.id)))
    if content is None:
        raise NotVisible(NO_SUCH_DOCUMENT)
    return bytes(content)


def _attached(row: Any) -> Attached:
    return Attached(**{**vars(row), "kind": KINDS[row.kind]})
