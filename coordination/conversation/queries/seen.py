"""Which agencies have seen a message, and how much waits for somebody."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination.conversation.models import Message
from coordination.conversation.queries.seats import Seat

MOST = 100


def seen_by(seat: Seat, row: Any) -> tuple[str, ...]:
    """The agencies of those who have seen a message.

    A mark says how far somebody has read; whether they could read this message is asked again for each.
    """
    return tuple(dict.fromkeys(mark.agency for mark in seat.marks if _saw(seat, mark, row)))


def _saw(seat: Seat, mark: Any, row: Any) -> bool:
    return bool(
        mark.seq >= row.seq
        and mark.worker_id not in (row.author_id, seat.worker.id)
        and (row.readers is None or set(row.readers) & mark.holders)
        and seat.reads_as(mark.holders, row.category, row.author_agency_id)
    )


def unread(session: Session, seat: Seat) -> int:
    """How many messages by others the asker has not seen here; a hundred stands for a hundred or more."""
    waiting = (
        select(Message.id)
        .where(
            Message.case_id == seat.case.id,
            Message.seq > seat.mark,
            Message.author_id != seat.worker.id,
            Message.removed_at.is_(None),
        )
        .limit(MOST)
    )
    return session.scalar(select(func.count()).select_from(waiting.subquery())) or 0
