"""What the scanner says of a document, written down."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.audit.commands import record
from coordination.documents.models import Document, DocumentBody, DraftDocument
from coordination.documents.scanning import Scanner

UNOPENED = ("waiting", "quarantined")


def scan(session: Session, document_id: UUID, scanner: Scanner | None) -> bool:
    """Have one document scanned; without a scanner it goes into quarantine. Whether anything changed.

    Raises ScannerAway when the scanner gives no verdict: the document goes on waiting.
    """
    document = session.scalar(
        select(Document)
        .where(Document.id == document_id, Document.state.in_(UNOPENED))
        .with_for_update(skip_locked=True)
    )
    if document is None:
        return False
    state = _verdict(session, select(DocumentBody.content).where(DocumentBody.document_id == document_id), scanner)
    if state in (None, document.state):
        return False
    record(session, "document.scanned", case_id=document.case_id, category=document.category,
           audience_id=document.audience_id, document=document.reference, state=state)  # fmt: skip
    document.state, document.scanned_at = str(state), clock.now() if scanner is not None else None
    session.flush()
    if state == "refused":
        jobs.later(session, document.author_id, "tell_of_refused_document", case_id=document.case_id,
                   document_id=document.id)  # fmt: skip
    return True


def scan_attached(session: Session, document_id: UUID, scanner: Scanner | None) -> bool:
    """The same for what waits with a draft. It is no part of a case yet, so no event tells of it."""
    now = session.scalar(
        select(DraftDocument.state)
        .where(DraftDocument.id == document_id, DraftDocument.state.in_(UNOPENED))
        .with_for_update(skip_locked=True)
    )
    if now is None:
        return False
    state = _verdict(session, select(DraftDocument.content).where(DraftDocument.id == document_id), scanner)
    if state in (None, now):
        return False
    scanned_at = clock.now() if scanner is not None else None
    session.execute(
        update(DraftDocument).where(DraftDocument.id == document_id).values(state=state, scanned_at=scanned_at)
    )
    return True


def _verdict(session: Session, content: Select[Any], scanner: Scanner | None) -> str | None:
    """What becomes of these bytes; None where there are none any more."""
    if scanner is None:
        return "quarantined"
    found = session.scalar(content)
    if found is None:
        return None
    return "clean" if scanner.is_clean(found) else "refused"
