"""Telling whoever added a document that the scanner refused it, which may be long after they left the page.

Here, because documents and telling are neighbours that do not know each other.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from coordination.documents.models import Document
from coordination.jobs import Asked
from coordination.notifications.commands import tell
from coordination.notifications.recipients import case_to_tell_of, workers


def tell_of_refused_document(session: Session, asked: Asked) -> None:
    """Give whoever added it a notice, without a word of what it is called. What was removed since is no news."""
    document = session.get(Document, asked.uuid("document_id"))
    if document is None or document.removed_at is not None:
        return
    case = case_to_tell_of(session, document.case_id)
    tell(
        session,
        workers(session, case.id, [document.author_id]),
        kind="document.refused",
        about=document.reference,
        sentence="The scanner refused a document that you added. Nobody can open it. Ask for a fresh copy.",
        case_id=case.id,
        case_reference=case.reference,
    )
