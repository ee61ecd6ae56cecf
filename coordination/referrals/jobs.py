"""What time does to drafts: warnings and clearing away, and the notice to whoever was writing."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.jobs import Asked
from coordination.notifications.commands import tell
from coordination.referrals.commands import expiring
from coordination.referrals.models import Draft
from workflows.dates_in_words import in_full
from workflows.local_time import day_of


def expire_drafts(session: Session, asked: Asked) -> None:
    """Warn of every draft that is near its last day, and clear away those that have passed it."""
    expiring.remind_of_waiting(session, clock.now())
    while expiring.warn_of_expiry(session, clock.now()):
        session.flush()
    while expiring.expire_drafts(session, clock.now()):
        session.flush()


def warn_of_draft_expiry(session: Session, asked: Asked) -> None:
    """Tell the writer of a draft when it will be cleared away, unless they have sent or touched it since."""
    draft = _open_draft(session, asked)
    if draft is None or draft.warned_at is None:
        return
    last_day = day_of(draft.expires_at)
    tell(
        session,
        {draft.worker_id},
        kind="draft-expires",
        about=f"{draft.id} {last_day.isoformat()}",
        sentence=f"Your draft {draft.reference} is cleared away on {in_full(last_day)} unless you go on with it.",
    )


def tell_of_passed_on_draft(session: Session, asked: Asked) -> None:
    """Tell a team lead that a draft came to them from a colleague who left, unless they have finished it since."""
    draft = _open_draft(session, asked)
    if draft is None:
        return
    tell(
        session,
        {draft.worker_id},
        kind="draft-passed-on",
        about=f"{draft.id} {draft.passed_from_id}",
        sentence=f"A colleague left draft {draft.reference} half written. It is yours now: send it or delete it.",
    )


def remind_of_draft(session: Session, asked: Asked) -> None:
    """Tell the writer of a draft that it waits for them, unless they have sent or touched it since."""
    draft = _open_draft(session, asked)
    if draft is None or draft.reminded_at is None:
        return
    since = day_of(draft.changed_at)
    tell(
        session,
        {draft.worker_id},
        kind="draft-waits",
        about=f"{draft.id} {since.isoformat()}",
        sentence=f"Your draft {draft.reference} waits since {in_full(since)}. Nobody else sees it: send or delete it.",
    )


def _open_draft(session: Session, asked: Asked) -> Draft | None:
    """The draft that a job is about, while it is still being written."""
    return session.scalars(select(Draft).where(Draft.id == asked.uuid("draft"), Draft.ended_at.is_(None))).one_or_none()
