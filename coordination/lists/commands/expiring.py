"""Lists whose last day has passed are cleared away, rows and all. A plain command for the sweep called "drafts"."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.lists.commands.bringing import forget
from coordination.lists.models import BroughtList

AT_ONCE = 200


def clear_lists(session: Session, now: datetime) -> int:
    """Clear away each list whose last day has passed. Returns how many."""
    past = select(BroughtList).where(BroughtList.expires_at <= now).order_by(BroughtList.expires_at).limit(AT_ONCE)
    lists = list(session.scalars(past.with_for_update(skip_locked=True)))
    forget(session, lists)
    return len(lists)
