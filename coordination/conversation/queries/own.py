"""A worker's own message in the words that hold now."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.conversation.models import Message, MessageWording
from coordination.errors import NotVisible


def words_of_mine(session: Session, worker_id: UUID, case_id: UUID, reference: str) -> str:
    """What a message of this worker says on this case. Raises NotVisible for any other, and for a removed one."""
    words = session.scalar(
        select(MessageWording.body)
        .join(Message, Message.wording_id == MessageWording.id)
        .where(
            Message.case_id == case_id,
            Message.reference == reference,
            Message.author_id == worker_id,
            Message.removed_at.is_(None),
        )
    )
    if words is None:
        raise NotVisible("There is no such message of yours here.")
    return words
