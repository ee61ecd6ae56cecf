"""Adding a document to a case, once however often it is sent."""

from __future__ import annotations

import hashlib
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.cases.commands.audiences import chosen_from
from coordination.cases.models import Audience, CaseFile
from coordination.cases.queries import audiences
from coordination.cases.queries.seats import Seat, seat_on, take
from coordination.documents.commands.placing import Readers, bring, looked_at
from coordination.documents.commands.room import leave_room
from coordination.documents.given import ToAdd
from coordination.documents.models import Document
from coordination.documents.queries.listing import get
from coordination.errors import Invalid, MovedOn, NotAllowed

NOT_YET = "Documents open once your team has accepted. Until then you see a preview of the case."
NOTHING_TO_WRITE = "Your part in this case does not include adding documents."


def add(session: Session, worker: SignedIn, reference: str, given: ToAdd, *, once: str) -> str:
    """Add a document and have it scanned. Returns its reference; sent again with the same key, it stands there once.

    Raises NotVisible without the case, NotAllowed before the asker's team has accepted, Invalid with what to put right.
    """
    seat = _seat(session, worker, reference)
    content = [reference, given.title, given.audience, given.agencies, given.workers, given.category, _digest(given)]
    before = repeated(session, worker, once, content)
    if before is not None:
        return str(before["document"])
    known, taken = looked_at(given)
    if given.category not in seat.writes:
        raise Invalid("Choose one of the kinds of information that you can write here.", field="category")
    leave_room(session, worker, len(taken.content))
    chosen = chosen_from(session, seat, given)
    readers = Readers(audiences.kept(session, seat, chosen), chosen.kind, given.category)
    made = bring(session, seat, known, taken.content, readers, None)
    remember(session, worker, once, {"document": made}, seat.case.id)
    return made


def add_for(session: Session, worker: SignedIn, case: CaseFile, given: ToAdd, audience_id: UUID) -> str:
    """Add a document for the readers of something that stands on the case already. Returns its reference.

    It is part of another command, which is safe to repeat. Raises Invalid with what to put right.
    """
    seat = seat_on(session, worker, case)
    known, taken = looked_at(given)
    kind = session.scalar(select(Audience.kind).where(Audience.id == audience_id, func.in_audience(Audience.id)))
    if given.category not in seat.writes or kind is None:
        raise Invalid("You cannot add a document here. Add it on the case's own page, for other readers.", field="file")
    leave_room(session, worker, len(taken.content))
    return bring(session, seat, known, taken.content, Readers(audience_id, kind, given.category), None)


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
    known, taken = looked_at(given)
    leave_room(session, worker, len(taken.content))
    kind = session.scalar(select(Audience.kind).where(Audience.id == old.audience_id)) or audiences.EVERYONE
    made = bring(session, seat, known, taken.content, Readers(old.audience_id, kind, old.category), old.id)
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


def _digest(given: ToAdd) -> str:
    return hashlib.sha256(given.content).hexdigest()
