"""What a writer may do to a message afterwards: put it in other words, let fewer read it, take it away."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.cases.commands.audiences import chosen_from
from coordination.cases.models import Audience
from coordination.cases.queries import audiences
from coordination.cases.queries.audiences import Chosen
from coordination.conversation.commands.posting import word
from coordination.conversation.given import LONGEST, Readers
from coordination.conversation.models import Message, MessageWording
from coordination.conversation.queries.narrowing import readers_among
from coordination.conversation.queries.seats import Seat, take
from coordination.db import new_id
from coordination.errors import Invalid, MovedOn, NotVisible

GONE = "This message was removed, so it stays as it is."
WIDER = "Who reads a message can only become fewer: somebody you chose does not read it now."


def my_message(session: Session, worker: SignedIn, seat: Seat, message: str, *, to_change: bool = False) -> Message:
    """One message that the asker wrote on this case. Raises NotVisible, whoever else wrote it."""
    query = select(Message).where(
        Message.case_id == seat.case.id, Message.reference == message, Message.author_id == worker.id
    )
    if to_change:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.scalar(query)
    if found is None:
        raise NotVisible("There is no message of yours here.")
    return found


def words_of(session: Session, message: Message) -> str:
    """The words in force of a message that was not removed."""
    return session.scalar(select(MessageWording.body).where(MessageWording.id == message.wording_id)) or ""


def edit(session: Session, worker: SignedIn, reference: str, message: str, body: str, *, seen: str, once: str) -> None:
    """Put a message in other words. The earlier ones stay, for those entitled; everybody sees that it was changed.

    `seen` names the wording that the page showed. Raises MovedOn when another tab changed it first.
    """
    seat = take(session, worker, reference)
    if repeated(session, worker, once, [reference, message, body]) is not None:
        return
    row = _changeable(session, worker, seat, message)
    if wording_tag(row) != seen:
        raise MovedOn("You changed this message on another page. What you wrote there has been kept.", field="body")
    body = body.strip()
    if not body:
        raise Invalid("Write what it should say, or remove the message.", field="body")
    if len(body) > LONGEST:
        raise Invalid(f"Shorten your message to {LONGEST:,} characters or fewer.", field="body")
    before, now = row.wording_id, new_id()
    record(session, "message.edited", case_id=row.case_id, category=row.category, audience_id=row.audience_id,
           message=row.reference)  # fmt: skip
    word(session, row, now, body, before)
    row.wording_id, row.edited_at = now, clock.now()
    session.flush()
    remember(session, worker, once, {"message": row.reference}, row.case_id)


def narrow(session: Session, worker: SignedIn, reference: str, message: str, given: Readers, *, once: str) -> None:
    """Let fewer read a message from now on. Raises Invalid where somebody would be added; PostgreSQL refuses it too."""
    seat = take(session, worker, reference)
    if repeated(session, worker, once, [reference, message, given.audience, given.agencies, given.workers]) is not None:
        return
    row = _changeable(session, worker, seat, message)
    chosen = chosen_from(session, seat, given)
    if not _covers(session, row, chosen):
        raise Invalid(WIDER, field="audience")
    before = session.scalar(select(Audience.kind).where(Audience.id == row.audience_id)) or audiences.EVERYONE
    audience_id = audiences.kept(session, seat, chosen)
    if audience_id == row.audience_id:
        raise Invalid("These are the readers that the message has now. Choose fewer.", field="audience")
    record(session, "message.narrowed", case_id=row.case_id, category=row.category, audience_id=audience_id,
           message=row.reference, was=before, audience=chosen.kind)  # fmt: skip
    row.audience_id, row.narrowed_at = audience_id, clock.now()
    session.flush()
    remember(session, worker, once, {"message": row.reference}, row.case_id)


def remove(session: Session, worker: SignedIn, reference: str, message: str, *, once: str) -> None:
    """Take a message out of the conversation. That it was there is still marked; the words stay for those entitled."""
    seat = take(session, worker, reference)
    if repeated(session, worker, once, [reference, message, "remove"]) is not None:
        return
    row = _changeable(session, worker, seat, message)
    record(session, "message.removed", case_id=row.case_id, category=row.category, audience_id=row.audience_id,
           message=row.reference)  # fmt: skip
    row.removed_at = clock.now()
    session.flush()
    remember(session, worker, once, {"message": row.reference}, row.case_id)


def wording_tag(message: Message) -> str:
    """A name for the words in force that a page can carry: nothing that it could be guessed from leaves the server."""
    return f"{int(message.edited_at.timestamp() * 1000)}" if message.edited_at else "as-posted"


def _changeable(session: Session, worker: SignedIn, seat: Seat, message: str) -> Message:
    row = my_message(session, worker, seat, message, to_change=True)
    if row.removed_at is not None:
        raise MovedOn(GONE)
    return row


def _covers(session: Session, row: Message, chosen: Chosen) -> bool:
    holders: list[UUID] | None = chosen.readers
    if holders is None:
        return row.readers is None
    return readers_among(session, row, holders) == set(holders)
