"""Saying something on a case, once however often it is sent."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated, seal
from coordination.audit.models import Event
from coordination.cases.commands.audiences import chosen_from
from coordination.cases.commands.urgent import alert_by_words
from coordination.cases.queries import audiences
from coordination.cases.queries.audiences import Chosen
from coordination.conversation.given import LONGEST, ToPost
from coordination.conversation.models import Message, MessageDraft, MessageMention, MessageWording
from coordination.conversation.queries.beginning import came_for_fewer
from coordination.conversation.queries.seats import Seat, take
from coordination.db import new_id
from coordination.errors import Invalid, MovedOn


@dataclass(frozen=True)
class Posted:
    """A message that stands in the conversation. `seq` is its place there; `new` is False for a repeat."""

    reference: str
    seq: int
    new: bool = True
    # the kind of danger that it may tell of, for which a team was alerted
    danger: str | None = None


def post(session: Session, worker: SignedIn, reference: str, given: ToPost, *, once: str) -> Posted:
    """Add a message to the conversation of a case; sent again with the same key, it stands there once.

    Raises NotVisible without the case, NotAllowed before the asker's team has accepted, Invalid with what to put
    right, MovedOn when somebody else would read it by now than the page said.
    """
    seat = take(session, worker, reference)
    seat.must_be_open()
    before = repeated(session, worker, once, [reference, given.body, given.audience, given.category, given.mentions,
                                              given.agencies, given.workers])  # fmt: skip
    if before is not None:
        return Posted(before["message"], before["seq"], new=False, danger=before.get("danger"))
    body = given.body.strip()
    if not body:
        raise Invalid("Write your message first.", field="body")
    if len(body) > LONGEST:
        raise Invalid(f"Shorten your message to {LONGEST:,} characters or fewer.", field="body")
    seat.must_read(given.category)
    chosen = chosen_from(session, seat, given)
    _still_the_same(session, seat, given)
    named = mentioned(session, seat, given.category, chosen, given.mentions)
    message = stand(session, seat, chosen, given.category, body)
    if named:
        session.add_all(MessageMention(message_id=message.id, worker_id=who, case_id=seat.case.id) for who in named)
        session.flush()
        jobs.later(session, worker.id, "tell_of_mentions", case_id=seat.case.id, message_id=message.id)
    session.execute(
        delete(MessageDraft).where(MessageDraft.worker_id == worker.id, MessageDraft.case_id == seat.case.id)
    )
    danger = alert_by_words(session, worker, seat.case, body)
    said = {"message": message.reference, "seq": message.seq, "danger": danger}
    remember(session, worker, once, said, seat.case.id)
    return Posted(message.reference, message.seq, danger=danger)


def stand(session: Session, seat: Seat, chosen: Chosen, category: str, body: str) -> Message:
    """Write the message where its event stands: the order of the case's chain is the order of the conversation."""
    case_id, message_id, reference = seat.case.id, new_id(), secrets.token_hex(6)
    audience_id = audiences.kept(session, seat, chosen)
    event = record(
        session,
        "message.posted",
        case_id=case_id,
        category=category,
        audience_id=audience_id,
        message=reference,
        audience=chosen.kind,
    )
    seal(session)
    message = Message(
        id=message_id,
        reference=reference,
        case_id=case_id,
        seq=session.scalars(select(Event.seq).where(Event.id == event.id)).one(),
        at=clock.now(),
        author_id=seat.worker.id,
        author_agency_id=seat.worker.agency_id,
        category=category,
        audience_id=audience_id,
        wording_id=new_id(),
    )
    session.add(message)
    session.flush()
    word(session, message, message.wording_id, body)
    return message


def word(session: Session, message: Message, wording_id: UUID, body: str, edited_from_id: UUID | None = None) -> None:
    """Write down the words of a message, as it is first said or as an edit leaves it."""
    session.execute(
        insert(MessageWording),
        {
            "id": wording_id,
            "message_id": message.id,
            "case_id": message.case_id,
            "edited_from_id": edited_from_id,
            "body": body,
            "folded": comparable(body),
            "at": clock.now(),
        },
    )


def mentioned(session: Session, seat: Seat, category: str, chosen: Chosen, references: Sequence[str]) -> list[UUID]:
    """The workers whom these references name. Raises Invalid for one who would not read the message."""
    if not references:
        return []
    readers = {one.reference: one for one in audiences.who_reads(session, seat, category, chosen)}
    outside = [reference for reference in references if reference not in readers]
    if outside:
        raise Invalid(
            "Somebody you named would not read this message. Take the name out, or choose other readers.",
            field="mentions",
        )
    return [readers[reference].id for reference in references if readers[reference].id != seat.worker.id]


def _still_the_same(session: Session, seat: Seat, given: ToPost) -> None:
    """Refuse to send to other agencies than the page named, or to all what may answer a message for fewer."""
    if given.known is None or given.audience != audiences.EVERYONE:
        return
    now = {one.code: one.name for one in seat.readers(given.category)}
    joined = [name for code, name in now.items() if code not in given.known]
    if joined:
        raise MovedOn(
            f"{audiences.listed(joined)} joined this case after you opened the page, and would read this. "
            "Look at who reads it, then send it again."
        )
    if given.heard is not None and came_for_fewer(session, seat, given.heard):
        raise MovedOn(
            "A message for fewer readers came after you opened the page, and yours is for everyone on the case. "
            "Look at who reads it, then send it again.",
            field="audience",
        )


def comparable(body: str) -> str:
    """Words as search compares them: lower case, no accents, every other sign a space."""
    plain = unicodedata.normalize("NFKD", body.casefold())
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign) and sign not in "'’`")
    return re.sub(r"[^\w]+", " ", letters.replace("_", " ")).strip()
