"""What the scanner says of a document, written down."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.audit.commands import record
from coordination.documents.models import Document, DocumentBody
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
    state = "quarantined"
    if scanner is not None:
        content = session.scalar(select(DocumentBody.content).where(DocumentBody.document_id == document_id))
        if content is None:
            return False
        state = "clean" if scanner.is_clean(content) else "refused"
    if state == document.state:
        return False
    record(session, "document.scanned", case_id=document.case_id, category=document.category,
           audience_id=document.audience_id, document=document.reference, state=state)  # fmt: skip
    document.state, document.scanned_at = state, clock.now() if scanner is not None else None
    session.flush()
    return True
