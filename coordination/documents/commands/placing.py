"""Putting a document on a case: what is looked into first, the event with which it stands there, and its bytes."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.audit.commands import record, seal
from coordination.audit.models import Event
from coordination.cases.queries.seats import Seat
from coordination.db import new_id
from coordination.documents.content import NotTaken, Taken, take_in
from coordination.documents.content.names import safe_name
from coordination.documents.given import LONGEST_TITLE, ToAdd
from coordination.documents.models import Document, DocumentBody
from coordination.errors import Invalid


@dataclass(frozen=True)
class Readers:
    """For whom a document is: an audience of its case, and the kind of information that it holds."""

    audience_id: UUID
    kind: str
    category: str


@dataclass(frozen=True)
class Known:
    """What is known of a file once it was looked at."""

    title: str
    name: str
    kind: str
    size: int
    digest: bytes


def looked_at(given: ToAdd) -> tuple[Known, Taken]:
    """What was sent, looked into. Raises Invalid with what to put right, at `file` or `title`."""
    title = " ".join(given.title.split())
    if not title:
        raise Invalid("Say in your own words what this document is.", field="title")
    if len(title) > LONGEST_TITLE:
        raise Invalid(f"Shorten the title to {LONGEST_TITLE} characters or fewer.", field="title")
    try:
        taken = given.taken or take_in(given.content)
    except NotTaken as no:
        raise Invalid(str(no), field="file") from None
    name, digest = safe_name(given.name, taken.kind.ending), hashlib.sha256(given.content).digest()
    return Known(title, name, taken.kind.code, len(taken.content), digest), taken


def stand(session: Session, seat: Seat, known: Known, readers: Readers, replaces_id: UUID | None = None) -> Document:
    """Put a document where its event stands, and have it scanned. Its bytes follow in the same transaction."""
    case_id, document_id, reference = seat.case.id, new_id(), secrets.token_hex(6)
    event = record(
        session,
        "document.replaced" if replaces_id else "document.added",
        case_id=case_id,
        category=readers.category,
        audience_id=readers.audience_id,
        document=reference,
        audience=readers.kind,
    )
    seal(session)
    made = Document(
        id=document_id,
        reference=reference,
        case_id=case_id,
        seq=session.scalars(select(Event.seq).where(Event.id == event.id)).one(),
        at=clock.now(),
        author_id=seat.worker.id,
        author_agency_id=seat.worker.agency_id,
        category=readers.category,
        audience_id=readers.audience_id,
        title=known.title,
        name=known.name,
        kind=known.kind,
        size=known.size,
        digest=known.digest,
        replaces_id=replaces_id,
        state="waiting",
    )
    session.add(made)
    session.flush()
    jobs.later(session, seat.worker.id, "scan_document", case_id=case_id, document_id=document_id)
    return made


def bring(
    session: Session, seat: Seat, known: Known, content: bytes, readers: Readers, replaces_id: UUID | None
) -> str:
    """Put a document there with its bytes. Returns its reference."""
    made = stand(session, seat, known, readers, replaces_id)
    body = {"document_id": made.id, "case_id": made.case_id, "content": content}
    session.execute(insert(DocumentBody), body)
    return made.reference
