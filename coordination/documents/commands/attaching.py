"""Documents of a referral that is still being written: attached to its draft, and taken along when it is sent."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.access import SignedIn
from coordination.cases.commands.audiences import chosen_from
from coordination.cases.queries import audiences
from coordination.cases.queries.audiences import AGENCIES, Chosen
from coordination.cases.queries.seats import Seat
from coordination.db import new_id
from coordination.documents.commands.placing import Known, Readers, looked_at, stand
from coordination.documents.commands.room import leave_room
from coordination.documents.given import ToAdd
from coordination.documents.models import DraftDocument
from coordination.documents.queries.attached import Attached
from coordination.errors import Invalid, NotVisible

MOST = 20


def attach(session: Session, worker: SignedIn, draft_id: UUID, given: ToAdd) -> str:
    """Keep a file with a draft and have it scanned. Returns its reference. Raises Invalid with what to put right."""
    known, taken = looked_at(given)
    there = session.scalar(select(func.count(DraftDocument.id)).where(DraftDocument.draft_id == draft_id)) or 0
    if there >= MOST:
        raise Invalid(f"{MOST} documents are attached already. Remove one first, or add this one once it was sent.")
    leave_room(session, worker, len(taken.content))
    document_id, reference = new_id(), secrets.token_hex(6)
    session.execute(
        insert(DraftDocument),
        {
            "id": document_id,
            "reference": reference,
            "draft_id": draft_id,
            "at": clock.now(),
            "category": given.category,
            "audience": given.audience,
            "title": known.title,
            "name": known.name,
            "kind": known.kind,
            "size": known.size,
            "digest": known.digest,
            "content": taken.content,
            "state": "waiting",
        },
    )
    jobs.later(session, worker.id, "scan_draft_document", draft_document_id=document_id)
    return reference


def take_away(session: Session, draft_id: UUID, reference: str) -> None:
    """Remove one document from a draft for good. Raises NotVisible when there is none."""
    gone = session.execute(
        delete(DraftDocument)
        .where(DraftDocument.draft_id == draft_id, DraftDocument.reference == reference)
        .returning(DraftDocument.id)
    )
    if gone.one_or_none() is None:
        raise NotVisible("There is no such document in this draft.")


def discard(session: Session, draft_id: UUID) -> None:
    """Delete every document of a draft: it ended, and what was to go along has gone."""
    session.execute(delete(DraftDocument).where(DraftDocument.draft_id == draft_id))


def take_along(session: Session, seat: Seat, attached: Sequence[Attached]) -> list[str]:
    """Put what was attached to a draft on the case that its sender sits on, each for the readers chosen for it.

    Returns their references there. Raises Invalid where the sender cannot add it there.
    """
    there = []
    for one in attached:
        if one.category not in seat.writes:
            raise Invalid(f"You cannot add “{one.title}” to that case. Remove it first, then send.")
        chosen = _readers(session, seat, one)
        known = Known(one.title, one.name, one.kind.code, one.size, one.digest)
        made = stand(session, seat, known, Readers(audiences.kept(session, seat, chosen), chosen.kind, one.category))
        session.execute(select(func.document_takes_from_draft(one.id, made.id)))
        there.append(made.reference)
    return there


def _readers(session: Session, seat: Seat, one: Attached) -> Chosen:
    if one.audience == AGENCIES:
        hand_over = seat.pathway.first_hand_over
        positions = {seat.pathway.holding, *([seat.pathway.hand_over(hand_over).to] if hand_over else [])}
        receiving = {part.agency_id for part in seat.parts if part.position in positions}
        return Chosen(AGENCIES, tuple(sorted(receiving | {seat.worker.agency_id})))
    try:
        return chosen_from(session, seat, ToAdd(b"", one.name, one.title, one.audience, category=one.category))
    except Invalid as no:
        raise Invalid(f"“{one.title}”: {no.message}") from None
