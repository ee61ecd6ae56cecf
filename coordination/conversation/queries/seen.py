"""Which agencies have seen a message, and how much waits for somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination.conversation.models import ConversationMark, Message
from coordination.conversation.queries.seats import Seat
from coordination.identity.models import Agency

MOST = 100


def seen_by(session: Session, seat: Seat, rows: Sequence[Any]) -> Mapping[UUID, tuple[str, ...]]:
    """For each of these messages the agencies of those who have seen it, by the message's id.

    A mark says how far somebody has read; whether they could read this one is asked again for each message.
    """
    marks = session.execute(
        select(ConversationMark.worker_id, ConversationMark.holders, ConversationMark.seq, Agency.name)
        .join(Agency, Agency.id == ConversationMark.agency_id)
        .where(ConversationMark.case_id == seat.case.id, ConversationMark.worker_id != seat.worker.id)
        .order_by(Agency.name)
    ).all()
    return {row.id: tuple(dict.fromkeys(mark.name for mark in marks if _saw(seat, mark, row))) for row in rows}


def _saw(seat: Seat, mark: Any, row: Any) -> bool:
    return bool(
        mark.seq >= row.seq
        and mark.worker_id != row.author_id
        and (row.readers is None or set(row.readers) & set(mark.holders))
        and seat.reads_as(mark.holders, row.category, row.author_agency_id)
    )


def my_mark(session: Session, seat: Seat) -> int:
    """How far the asker has read this conversation; 0 before they opened it."""
    return (
        session.scalar(
            select(ConversationMark.seq).where(
                ConversationMark.case_id == seat.case.id, ConversationMark.worker_id == seat.worker.id
            )
        )
        or 0
    )


def unread(session: Session, seat: Seat, mark: int) -> int:
    """How many messages by others the asker has not seen here; a hundred stands for a hundred or more."""
    waiting = (
        select(Message.id)
        .where(
            Message.case_id == seat.case.id,
            Message.seq > mark,
            Message.author_id != seat.worker.id,
            Message.removed_at.is_(None),
        )
        .limit(MOST)
    )
    return session.scalar(select(func.count()).select_from(waiting.subquery())) or 0
