"""The regular work on drafts: warn their writers in time, and clear away what has passed its last day."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.jobs import Asked
from coordination.notifications.commands import tell
from coordination.referrals.commands.expiring import expire_drafts, warn_of_expiry
from coordination.referrals.models import Draft


def clear_drafts(session: Session, asked: Asked) -> None:
    """Warn of the drafts that are near their last day, and clear away those that have passed it."""
    now = clock.now()
    expire_drafts(session, now)
    warn_of_expiry(session, now)


def warn_of_draft_expiry(session: Session, asked: Asked) -> None:
    """Tell the writer of a draft that it will be cleared away, if it is still there."""
    draft = session.scalars(select(Draft).where(Draft.id == asked.uuid("draft"))).one_or_none()
    if draft is None or draft.ended_at is not None or asked.worker_id is None:
        return
    tell(
        session,
        [asked.worker_id],
        kind="draft-ends",
        about=f"{draft.id}:{draft.expires_at.isoformat()}",
        sentence=f"Your draft {draft.reference} will be cleared away soon. Open it and save it to keep it longer.",
    )
