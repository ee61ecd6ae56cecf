"""Attaching documents to a draft, taking them away again, and sending them with what was written."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import remember, repeated
from coordination.cases.queries.seats import take
from coordination.documents.commands import attaching
from coordination.documents.given import ToAdd
from coordination.documents.queries.attached import Attached
from coordination.errors import Invalid
from coordination.referrals.commands.drafting import locked, touched
from coordination.referrals.models import Draft
from coordination.referrals.queries.attachable import audiences_of, categories_of
from coordination.referrals.queries.drafts import writing_of

NAMES_NOBODY = "This must name nobody, so no document can go with it: the file itself may name them."


def attach(session: Session, worker: SignedIn, reference: str, given: ToAdd, *, once: str) -> str:
    """Attach a document to one's own draft. Returns its reference; sent again with the same key, it is there once.

    Raises NotVisible without such a draft, Invalid with what to put right.
    """
    content = [reference, given.title, given.audience, given.category, hashlib.sha256(given.content).hexdigest()]
    before = repeated(session, worker, once, content)
    if before is not None:
        return str(before["document"])
    draft = locked(session, reference)
    written = writing_of(session, draft)
    if written.names_nobody:
        raise Invalid(NAMES_NOBODY)
    if given.category not in categories_of(written.pathway):
        raise Invalid("Choose one of the kinds of information that you can write here.", field="category")
    if given.audience not in audiences_of(written):
        raise Invalid("Choose who reads this.", field="audience")
    made = attaching.attach(session, worker, draft.id, given)
    touched(session, draft, clock.now())
    remember(session, worker, once, {"document": made})
    return made


def take_away(session: Session, worker: SignedIn, reference: str, document: str) -> None:
    """Remove a document from one's own draft for good. Raises NotVisible when there is no such document or draft."""
    draft = locked(session, reference)
    attaching.take_away(session, draft.id, document)
    touched(session, draft, clock.now())


def send_along(
    session: Session, worker: SignedIn, draft: Draft, case_reference: str, attached: Sequence[Attached]
) -> None:
    """Add what was attached to the case that it was sent to. Nothing is asked where nothing was attached.

    The draft keeps which they are there, so that its writer is told.

    Raises Invalid with what to do first.
    """
    if not attached:
        return
    session.flush()
    made = attaching.take_along(session, take(session, worker, case_reference), attached)
    draft.went_along = [*draft.went_along, *made]
