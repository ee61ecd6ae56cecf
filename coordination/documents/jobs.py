"""Having documents scanned: each when it is added, and all that still wait every few minutes."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import config
from coordination.documents.commands.scanning import UNOPENED, scan, scan_attached
from coordination.documents.models import Document, DraftDocument
from coordination.documents.scanning import scanner_at
from coordination.jobs import Asked

AT_ONCE = 20


def scan_document(session: Session, asked: Asked) -> None:
    """Scan a document that was just added. One whose writer has left the case since is left to `scan_waiting`."""
    scan(session, asked.uuid("document_id"), scanner_at(config.from_environment().scanner))


def scan_draft_document(session: Session, asked: Asked) -> None:
    """Scan what was just attached to a draft. One that was sent or removed since is left alone."""
    scan_attached(session, asked.uuid("draft_document_id"), scanner_at(config.from_environment().scanner))


def scan_waiting(session: Session, asked: Asked) -> None:
    """Scan what waits, and what went into quarantine before there was a scanner, the oldest first."""
    scanner = scanner_at(config.from_environment().scanner)
    waiting = UNOPENED if scanner is not None else ("waiting",)
    oldest = select(Document.id).where(Document.state.in_(waiting)).order_by(Document.at).limit(AT_ONCE)
    for document_id in session.scalars(oldest).all():
        scan(session, document_id, scanner)
    attached = select(DraftDocument.id).where(DraftDocument.state.in_(waiting)).order_by(DraftDocument.id)
    for document_id in session.scalars(attached.limit(AT_ONCE)).all():
        scan_attached(session, document_id, scanner)
