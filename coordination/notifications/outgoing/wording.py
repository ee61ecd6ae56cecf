"""The words of what leaves the product. None of them is about a person: that something waits, and where to read it."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.notifications.choices import ALL_SORTS, sort_of
from coordination.notifications.models import Delivery, Notice

ENDING = (
    "This mail says nothing about anybody on purpose. You sign in to read more.\n"
    "You choose what you are mailed about on your account's page, under Notices:\n"
)


def mail(session: Session, row: Delivery, base_url: str) -> tuple[str, str]:
    """Subject and text of an e-mail to a worker."""
    choose = f"{ENDING}{base_url}/account/notices\n"
    if row.kind == "digest":
        return "What waits for you", f"{_counted(session, row.id)}\n\n{base_url}/notices\n\n{choose}"
    notice = session.get(Notice, UUID(row.about))
    assert notice is not None, "a mail about a notice is asked for with the notice"
    link = f"{base_url}/notices#notice-{notice.reference}"
    if row.urgent:
        asks = "A case needs you urgently. Sign in and say that you have seen this:"
        return "Urgent: a case needs you", f"{asks}\n\n{link}\n\n{choose}"
    return "A case needs you", f"A case needs you. Sign in to see what it is about:\n\n{link}\n\n{choose}"


def _counted(session: Session, digest_id: UUID) -> str:
    """How many of each sort are unread, in the order of the choices."""
    unread = select(Notice.kind).where(Notice.digest_id == digest_id, Notice.read_at.is_(None))
    kinds = session.scalars(unread).all()
    numbers = Counter(sort_of(kind).code for kind in kinds)
    lines = [f"- {sort.label}: {numbers[sort.code]}" for sort in ALL_SORTS if numbers[sort.code]]
    total = "One notice waits" if len(kinds) == 1 else f"{len(kinds)} notices wait"
    return f"{total} for you.\n\n" + "\n".join(lines)
