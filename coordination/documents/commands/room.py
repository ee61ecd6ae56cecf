"""How much one person may add in a day, so that nobody fills the disk that everybody's cases are kept on."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.documents.models import Document, DraftDocument
from coordination.errors import Invalid

DAY = timedelta(hours=24)
MOST_A_DAY = 300 * 1024 * 1024
FULL = (
    "You have added {most} MB of documents within a day, and no more can be added before tomorrow. "
    "Ask a colleague on the case to add this one, or add it then."
)


def leave_room(session: Session, worker: SignedIn, size: int) -> None:
    """Raise Invalid where this file is more than the worker may add today. What was removed again counts as well."""
    since = clock.now() - DAY
    on_cases = select(func.sum(Document.size)).where(Document.author_id == worker.id, Document.at > since)
    # a draft is its writer's alone, so these are all their own
    on_drafts = select(func.sum(DraftDocument.size)).where(DraftDocument.at > since)
    added = sum(int(session.scalar(each) or 0) for each in (on_cases, on_drafts))
    if added + size > MOST_A_DAY:
        raise Invalid(FULL.format(most=MOST_A_DAY // (1024 * 1024)), field="file")
