"""A message that is not finished: kept for its writer alone, on the server, so that a shared computer keeps nothing."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from coordination import clock
from coordination.conversation.given import LONGEST, ToPost
from coordination.conversation.models import MessageDraft
from coordination.conversation.queries.seats import Seat


def keep(session: Session, seat: Seat, given: ToPost) -> None:
    """Keep what was typed in the place of what was kept before; an empty message keeps nothing."""
    if not given.body.strip():
        session.execute(
            delete(MessageDraft).where(MessageDraft.worker_id == seat.worker.id, MessageDraft.case_id == seat.case.id)
        )
        return
    kept = {**asdict(given), "body": given.body[:LONGEST]}
    kept.pop("known")
    row = insert(MessageDraft).values(worker_id=seat.worker.id, case_id=seat.case.id, given=kept, kept_at=clock.now())
    session.execute(
        row.on_conflict_do_update(
            index_elements=[MessageDraft.worker_id, MessageDraft.case_id],
            set_={"given": row.excluded.given, "kept_at": row.excluded.kept_at},
        )
    )
