"""A message that is not finished: kept for its writer alone, on the server, so that a shared computer keeps nothing."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from coordination import clock
from coordination.conversation.given import LONGEST, ToPost
from coordination.conversation.models import MessageDraft
from coordination.conversation.queries.seats import Seat
from coordination.errors import Invalid
from coordination.sharing.queries import setting_values

AT_ONCE = 200


def keep(session: Session, seat: Seat, given: ToPost) -> None:
    """Keep what was typed in the place of what was kept before; an empty message keeps nothing.

    Raises Invalid with more words than a message can hold: what is kept can be sent.
    """
    if len(given.body) > LONGEST:
        raise Invalid(f"Shorten your message to {LONGEST:,} characters or fewer.", field="body")
    if not given.body.strip():
        session.execute(
            delete(MessageDraft).where(MessageDraft.worker_id == seat.worker.id, MessageDraft.case_id == seat.case.id)
        )
        return
    kept = asdict(given)
    del kept["known"], kept["heard"]  # what the next page says of the readers counts
    now = clock.now()
    row = insert(MessageDraft).values(
        worker_id=seat.worker.id, case_id=seat.case.id, given=kept, kept_at=now, expires_at=now + _life(session, seat)
    )
    session.execute(
        row.on_conflict_do_update(
            index_elements=[MessageDraft.worker_id, MessageDraft.case_id],
            set_={"given": row.excluded.given, "kept_at": row.excluded.kept_at, "expires_at": row.excluded.expires_at},
        )
    )


def clear_unfinished(session: Session, now: datetime) -> int:
    """Clear away unfinished messages whose last day has passed. Returns how many. For the sweep called "drafts"."""
    past = (
        select(MessageDraft.worker_id, MessageDraft.case_id)
        .where(MessageDraft.expires_at <= now)
        .order_by(MessageDraft.expires_at)
        .limit(AT_ONCE)
    )
    # asked again on the row itself: whoever goes on writing meanwhile keeps what they write
    gone = session.execute(
        delete(MessageDraft)
        .where(tuple_(MessageDraft.worker_id, MessageDraft.case_id).in_(past), MessageDraft.expires_at <= now)
        .returning(MessageDraft.worker_id)
    )
    return len(gone.all())


def _life(session: Session, seat: Seat) -> timedelta:
    """As long as a draft of the pathway is kept, in the partnership by which the writer takes part."""
    mine = next((part.partnership_id for part in seat.parts if part.holder in seat.worker.holders), None)
    name = seat.pathway.draft.expires_after
    if mine is None:
        return timedelta(days=int(seat.pathway.setting(name).default))
    return timedelta(days=int(setting_values(session, mine, seat.pathway, clock.today())[name]))
