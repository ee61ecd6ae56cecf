"""How far somebody has read."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from coordination import clock
from coordination.conversation.models import ConversationMark
from coordination.conversation.queries.seats import Seat


def mark_read(session: Session, seat: Seat, seq: int) -> None:
    """Note that the asker has been shown everything up to this place. A mark never goes back."""
    row = insert(ConversationMark).values(
        worker_id=seat.worker.id,
        case_id=seat.case.id,
        agency_id=seat.worker.agency_id,
        holders=list(seat.worker.holders),
        seq=seq,
        at=clock.now(),
    )
    session.execute(
        row.on_conflict_do_update(
            index_elements=[ConversationMark.worker_id, ConversationMark.case_id],
            set_={"seq": row.excluded.seq, "at": row.excluded.at, "holders": row.excluded.holders,
                  "agency_id": row.excluded.agency_id},
            where=ConversationMark.seq < row.excluded.seq,
        )
    )  # fmt: skip
