"""How far somebody has read."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination import clock
from coordination.conversation.queries.seats import Seat


def mark_read(session: Session, seat: Seat, seq: int) -> None:
    """Note that the asker has been shown everything up to this place. A mark never goes back, so that nothing is
    written by a page on which nothing is new."""
    if seq <= seat.mark:
        return
    session.execute(
        _MARK,
        {
            "worker_id": seat.worker.id,
            "case_id": seat.case.id,
            "agency_id": seat.worker.agency_id,
            "holders": list(seat.worker.holders),
            "seq": seq,
            "at": clock.now(),
        },
    )


_MARK = text("""
    insert into conversation_mark (worker_id, case_id, agency_id, holders, seq, at)
    values (:worker_id, :case_id, :agency_id, :holders, :seq, :at)
    on conflict (worker_id, case_id) do update
        set seq = excluded.seq, at = excluded.at, holders = excluded.holders, agency_id = excluded.agency_id
        where conversation_mark.seq < excluded.seq""")
