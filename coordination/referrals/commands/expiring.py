"""Drafts that nobody touched for long: their writer is warned, and in the end they are cleared away.

Plain commands for the sweep called "drafts": both may run twice, or in two processes at once.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.audit.commands import record
from coordination.jobs import later
from coordination.referrals.commands.drafting import days_of_warning, end, working_days_untouched
from coordination.referrals.models import Draft
from coordination.referrals.queries.written import CALENDAR
from workflows import pathways
from workflows.local_time import day_of

AT_ONCE = 200


def warn_of_expiry(session: Session, now: datetime) -> int:
    """Warn the writer of each draft that is near its last day, once for each last day. Returns how many."""
    warned = 0
    waiting = select(Draft).where(Draft.ended_at.is_(None), Draft.warned_at.is_(None), Draft.expires_at > now)
    for draft in session.scalars(waiting.order_by(Draft.expires_at).limit(AT_ONCE).with_for_update(skip_locked=True)):
        pathway = pathways.of(draft.pathway, draft.pathway_version)
        if draft.expires_at - days_of_warning(session, pathway, draft.partnership_id) <= now:
            draft.warned_at = now
            later(session, draft.worker_id, "warn_of_draft_expiry", draft=draft.id)
            warned += 1
    session.flush()
    return warned


def remind_of_waiting(session: Session, now: datetime) -> int:
    """Remind the writer of each draft that nobody touched for some working days, once until it is touched again."""
    reminded = 0
    waiting = select(Draft).where(
        Draft.ended_at.is_(None),
        Draft.reminded_at.is_(None),
        Draft.expires_at > now,
        Draft.changed_at <= now - timedelta(days=1),
    )
    for draft in session.scalars(waiting.order_by(Draft.changed_at).with_for_update(skip_locked=True)):
        pathway = pathways.of(draft.pathway, draft.pathway_version)
        days = working_days_untouched(session, pathway, draft.partnership_id)
        if CALENDAR.add(day_of(draft.changed_at), days) <= day_of(now):
            draft.reminded_at = now
            later(session, draft.worker_id, "remind_of_draft", draft=draft.id)
            reminded += 1
    session.flush()
    return reminded


def expire_drafts(session: Session, now: datetime) -> int:
    """Clear away each draft whose last day has passed, answers and all. The log says that it was, and no more."""
    expired = 0
    past = select(Draft).where(Draft.ended_at.is_(None), Draft.expires_at <= now)
    for draft in session.scalars(past.order_by(Draft.expires_at).limit(AT_ONCE).with_for_update(skip_locked=True)):
        end(session, draft, "expired")
        session.flush()
        record(session, "draft.expired", chain=f"agency:{draft.agency_id}", pathway=draft.pathway)
        expired += 1
    return expired
