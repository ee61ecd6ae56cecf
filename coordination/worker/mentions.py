"""Telling those whom a message names. Here, because talking and telling are neighbours that do not know each other."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.conversation.models import Message, MessageMention
from coordination.jobs import Asked
from coordination.notifications.commands import tell
from coordination.notifications.recipients import case_to_tell_of, workers


def tell_of_mentions(session: Session, asked: Asked) -> None:
    """Give everybody whom a message names a notice that it does, without a word of what it says."""
    message = session.get(Message, asked.uuid("message_id"))
    if message is None or message.removed_at is not None:
        return
    case = case_to_tell_of(session, message.case_id)
    named = session.scalars(select(MessageMention.worker_id).where(MessageMention.message_id == message.id)).all()
    tell(
        session,
        workers(session, case.id, named),
        kind="mentioned",
        about=message.reference,
        sentence="A message in the conversation names you.",
        case_id=case.id,
        case_reference=case.reference,
    )
