"""Which agencies have seen a message, and how much waits for somebody."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Uuid, func, select
from sqlalchemy.orm import Session

from coordination.conversation.models import Message
from coordination.conversation.queries.seats import Seat
from coordination.together import Rows, given

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
        and (row.readers is None or not mark.holders.isdisjoint(row.readers))
        and seat.reads_as(mark.holders, row.category, row.author_agency_id)
    )


def unread(session: Session, seat: Seat) -> int:
    """How many messages by others the asker has not seen here; a hundred stands for a hundred or more."""
    rows = _waiting().of(session, case_id=seat.case.id, seen=seat.mark, worker_id=seat.worker.id)
    return int(rows[0].waiting)


@cache
def _waiting() -> Rows:
    waiting = (
        select(Message.id)
        .where(
            Message.case_id == given("case_id", Uuid),
            Message.seq > given("seen", BigInteger),
            Message.author_id != given("worker_id", Uuid),
            Message.removed_at.is_(None),
        )
        .limit(MOST)
    )
    return Rows(select(func.count().label("waiting")).select_from(waiting.subquery()))
