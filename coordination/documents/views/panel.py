"""The documents on the page of their case: the newest of them, and the way to add one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.cases.models import CaseFile
from coordination.cases.panels import Panel
from coordination.cases.queries.loading import Loaded
from coordination.documents.queries.listing import Listed, asks, documents
from coordination.together import Asked

NEWEST = 5


@dataclass(frozen=True)
class OnCase:
    """What the panel shows. A preview has no documents, and no way to add one."""

    is_open: bool
    newest: list[Listed]
    more: int


def ahead(_worker: SignedIn, case: CaseFile) -> Asked:
    """What `read` asks of a case that is open to its reader. Row-level security shows nothing of any other."""
    return asks(case.id)


def read(session: Session, page: Loaded) -> OnCase:
    """The documents in force that the asker may know of."""
    if not page.now.parts or page.in_preview:
        return OnCase(False, [], 0)
    there = documents(session, page.case.id, page.worker.id)
    in_force = [one for one in there if one.removed_at is None and not one.earlier]
    return OnCase(True, in_force[:NEWEST], max(0, len(in_force) - NEWEST))


PANEL = Panel("documents", "documents/panel.html", read, asks=ahead)
