"""The documents of a case as their reader may know of them. Row-level security decides which those are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, select
from sqlalchemy.orm import Session

from coordination.cases.queries.readers_in_words import names_of, read_by
from coordination.documents.content import KINDS, Kind
from coordination.documents.models import Document
from coordination.errors import NotVisible
from coordination.together import Asked, Together, given, name_of


@dataclass(frozen=True)
class Listed:
    """One document in words. `same_as` is the title of an earlier one with the same bytes."""

    reference: str
    seq: int
    title: str
    kind: Kind
    size: int
    at: datetime
    author: str
    agency: str
    mine: bool
    category: str
    audience: str
    state: str
    removed_at: datetime | None
    same_as: str | None
    earlier: bool = False

    @property
    def opens(self) -> bool:
        """Whether it can be opened: the scanner found nothing, and nobody removed it."""
        return self.state == "clean" and self.removed_at is None


def documents(session: Session, case_id: UUID, worker_id: UUID) -> list[Listed]:
    """Every document that the asker may know of, the newest first; a version that has a newer one says so."""
    rows = _documents().rows(session, case_id=case_id)["documents"]
    names = names_of(session, {holder for row in rows for holder in row.readers or ()})
    replaced = {row.replaces_id for row in rows if row.replaces_id and row.removed_at is None}
    return [_listed(row, rows[place + 1 :], names, worker_id, replaced) for place, row in enumerate(rows)]


def asks(case_id: UUID) -> Asked:
    """What `documents` will ask, to be read ahead together with other lists."""
    return {_documents(): {"case_id": case_id}}


@cache
def _documents() -> Together:
    return Together(
        documents=select(
            Document.id, Document.reference, Document.seq, Document.title, Document.kind, Document.size, Document.at,
            Document.author_id, Document.category, Document.readers, Document.state, Document.removed_at,
            Document.digest, Document.replaces_id, name_of(Document.author_id).label("author"),
            name_of(Document.author_agency_id).label("agency"),
        )
        .where(Document.case_id == given("case_id", Uuid))
        .order_by(Document.seq.desc())
    )  # fmt: skip


def named(session: Session, case_id: UUID, worker_id: UUID, references: Collection[str]) -> list[Listed]:
    """Those of these documents that the asker may know of, in the order in which they were added."""
    if not references:
        return []
    return [one for one in reversed(documents(session, case_id, worker_id)) if one.reference in references]


def get(session: Session, case_id: UUID, reference: str, author_id: UUID | None = None) -> Document:
    """One document of this case; with `author_id`, one of theirs. Raises NotVisible."""
    query = select(Document).where(Document.case_id == case_id, Document.reference == reference)
    if author_id is not None:
        query = query.where(Document.author_id == author_id)
    found = session.scalar(query)
    if found is None:
        raise NotVisible("There is no such document that you can open.")
    return found


def _listed(row: Any, older: Sequence[Any], names: Mapping[UUID, str], worker_id: UUID, replaced: set[UUID]) -> Listed:
    same = next((one.title for one in older if one.digest == row.digest and one.removed_at is None), None)
    return Listed(
        reference=row.reference,
        seq=row.seq,
        title=row.title,
        kind=KINDS[row.kind],
        size=row.size,
        at=row.at,
        author=row.author,
        agency=row.agency,
        mine=row.author_id == worker_id,
        category=row.category,
        audience=read_by(row.readers, names),
        state=row.state,
        removed_at=row.removed_at,
        same_as=same,
        earlier=row.id in replaced,
    )
