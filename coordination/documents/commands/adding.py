"""Adding a document to a case, once however often it is sent."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated, seal
from coordination.audit.models import Event
from coordination.cases.commands.audiences import chosen_from
from coordination.cases.models import Audience
from coordination.cases.queries import audiences
from coordination.cases.queries.seats import Seat, take
from coordination.db import new_id
from coordination.documents.content import NotTaken, Taken, take_in
from coordination.documents.content.names import safe_name
from coordination.documents.given import LONGEST_TITLE, ToAdd
from coordination.documents.models import Document, DocumentBody
from coordination.documents.queries.listing import get
from coordination.errors import Invalid, MovedOn, NotAllowed

NOT_YET = "Documents open once your team has accepted. Until then you see a preview of the case."
NOTHING_TO_WRITE = "Your part in this case does not include adding documents."


@dataclass(frozen=True)
class _Readers:
    audience_id: UUID
    kind: str
    category: str


def add(session: Session, worker: SignedIn, reference: str, given: ToAdd, *, once: str) -> str:
    """Add a document and have it scanned. Returns its reference; sent again with the same key, it stands there once.

    Raises NotVisible without the case, NotAllowed before the asker's team has accepted, Invalid with what to put right.
    """
    seat = _seat(session, worker, reference)
    content = [reference, given.title, given.audience, given.agencies, given.workers, given.category, _digest(given)]
    before = repeated(session, worker, once, content)
    if before is not None:
        return str(before["document"])
    title, taken = _looked_at(given)
    if given.category not in seat.writes:
        raise Invalid("Choose one of the kinds of information that you can write here.", field="category")
    chosen = chosen_from(session, seat, given)
    readers = _Readers(audiences.kept(session, seat, chosen), chosen.kind, given.category)
    made = _stand(session, seat, given, title, taken, readers, None)
    remember(session, worker, once, {"document": made}, seat.case.id)
    return made


def replace(session: Session, worker: SignedIn, reference: str, document: str, given: ToAdd, *, once: str) -> str:
    """Put a new version in the place of one's own document, for the same readers. The earlier one stays, marked.

    Raises as `add` does, and MovedOn when the document was removed or has a newer version already.
    """
    seat = _seat(session, worker, reference)
    content = [reference, document, given.title, _digest(given)]
    before = repeated(session, worker, once, content)
    if before is not None:
        return str(before["document"])
    old = get(session, seat.case.id, document, worker.id)
    newer = session.scalar(
        select(Document.id).where(Document.replaces_id == old.id, Document.removed_at.is_(None)).limit(1)
    )
    if old.removed_at is not None or newer is not None:
        raise MovedOn("This document was removed or replaced meanwhile. Look at the list again.")
    title, taken = _looked_at(given)
    kind = session.scalar(select(Audience.kind).where(Audience.id == old.audience_id)) or audiences.EVERYONE
    made = _stand(session, seat, given, title, taken, _Readers(old.audience_id, kind, old.category), old.id)
    remember(session, worker, once, {"document": made}, seat.case.id)
    return made


def remove(session: Session, worker: SignedIn, reference: str, document: str, *, once: str) -> None:
    """Take one's own document away: nobody opens it any more. The original stays for governance."""
    seat = take(session, worker, reference)
    if repeated(session, worker, once, [reference, document, "remove"]) is not None:
        return
    old = get(session, seat.case.id, document, worker.id)
    if old.removed_at is not None:
        raise MovedOn("This document was removed already.")
    record(session, "document.removed", case_id=seat.case.id, category=old.category, audience_id=old.audience_id,
           document=old.reference)  # fmt: skip
    old.removed_at = clock.now()
    session.flush()
    remember(session, worker, once, {"document": document}, seat.case.id)


def _seat(session: Session, worker: SignedIn, reference: str) -> Seat:
    seat = take(session, worker, reference)
    if not seat.is_open:
        raise NotAllowed(NOT_YET)
    if not seat.writes:
        raise NotAllowed(NOTHING_TO_WRITE)
    return seat


def _looked_at(given: ToAdd) -> tuple[str, Taken]:
    title = " ".join(given.title.split())
    if not title:
        raise Invalid("Say in your own words what this document is.", field="title")
    if len(title) > LONGEST_TITLE:
        raise Invalid(f"Shorten the title to {LONGEST_TITLE} characters or fewer.", field="title")
    try:
        return title, take_in(given.content)
    except NotTaken as no:
        raise Invalid(str(no), field="file") from None


def _stand(
    session: Session, seat: Seat, given: ToAdd, title: str, taken: Taken, readers: _Readers, replaces_id: UUID | None
) -> str:
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
    session.add(
        Document(
            id=document_id,
            reference=reference,
            case_id=case_id,
            seq=session.scalars(select(Event.seq).where(Event.id == event.id)).one(),
            at=clock.now(),
            author_id=seat.worker.id,
            author_agency_id=seat.worker.agency_id,
            category=readers.category,
            audience_id=readers.audience_id,
            title=title,
            name=safe_name(given.name, taken.kind.ending),
            kind=taken.kind.code,
            size=len(taken.content),
            digest=hashlib.sha256(given.content).digest(),
            replaces_id=replaces_id,
            state="waiting",
        )
    )
    session.flush()
    session.execute(insert(DocumentBody), {"document_id": document_id, "case_id": case_id, "content": taken.content})
    jobs.later(session, seat.worker.id, "scan_document", case_id=case_id, document_id=document_id)
    return reference


def _digest(given: ToAdd) -> str:
    return hashlib.sha256(given.content).hexdigest()
