"""The digest: once a day, at the time that a worker chose, of everything since the last one. Of nothing there is none.
What came in the same quiet hours is told together too, as soon as they are over.

A notice carries the digest that told of it. That is the cursor: it cannot pass over a notice that was kept late, and a
digest that is made twice finds nothing the second time.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import String, cast, exists, select, update
from sqlalchemy.orm import Session

from coordination import clock
from coordination.identity.models import Worker
from coordination.jobs import Asked
from coordination.notifications.choices import OFF, Choices, choices_of
from coordination.notifications.commands import ask_to_send
from coordination.notifications.firsts import firsts_of
from coordination.notifications.models import Delivery, Notice
from workflows.local_time import day_of

# A choice may change while something waits. Whether a notice has a mail of its own was settled when it was kept.
_HAS_ITS_OWN = exists().where(Delivery.kind == "notice", Delivery.about == cast(Notice.id, String))


def make_digests(session: Session, asked: Asked) -> None:
    """Ask for the digest of everybody whose time has come today and for whom something waits."""
    now = clock.now()
    waits = select(Notice.worker_id).where(Notice.digest_id.is_(None), Notice.read_at.is_(None)).distinct()
    rows = select(Worker.id, Worker.agency_id, Worker.preferences).where(
        Worker.id.in_(waits), Worker.suspended_at.is_(None)
    )
    workers = session.execute(rows.order_by(Worker.id)).all()
    firsts = firsts_of(session, [worker.id for worker in workers])
    for worker in workers:
        choices = choices_of(worker.preferences, firsts[worker.id])
        if choices.digest_is_due(now):
            _make(session, worker.id, worker.agency_id, choices)


def tell_in_one(
    session: Session, worker_id: UUID, agency_id: UUID, choices: Choices, notice_ids: Collection[UUID]
) -> bool:
    """Ask for one mail that tells of all these notices together. False where fewer than two still have to be told."""
    unread = session.execute(
        select(Notice.id, Notice.kind).where(
            Notice.id.in_(notice_ids), Notice.digest_id.is_(None), Notice.read_at.is_(None), Notice.urgent.is_(False)
        )
    ).all()
    told = [row.id for row in unread if choices.of(row.kind, urgent=False) != OFF]
    if len(told) < 2:
        return False
    together = ask_to_send(session, "digest", f"{worker_id} {clock.now().isoformat()}", worker_id, agency_id)
    if together is not None:
        session.execute(update(Notice).where(Notice.id.in_(told)).values(digest_id=together))
    return together is not None


def is_unread(session: Session, digest_id: UUID) -> bool:
    """Whether a digest still has something to tell: its reader may have read all of it while it waited."""
    unread = exists().where(Notice.digest_id == digest_id, Notice.read_at.is_(None))
    return bool(session.scalar(select(unread)))


def _make(session: Session, worker_id: UUID, agency_id: UUID, choices: Choices) -> None:
    waiting = session.execute(
        select(Notice.id, Notice.kind)
        .where(
            Notice.worker_id == worker_id,
            Notice.digest_id.is_(None),
            Notice.read_at.is_(None),
            Notice.urgent.is_(False),
            ~_HAS_ITS_OWN,
        )
        .with_for_update(skip_locked=True)
    ).all()
    # also of what would be mailed at once by now: as it was kept it was to wait for this
    told = [row.id for row in waiting if choices.of(row.kind, urgent=False) != OFF]
    if not told:
        return
    now = clock.now()
    digest = ask_to_send(session, "digest", f"{worker_id} {day_of(now).isoformat()}", worker_id, agency_id)
    if digest is not None:
        session.execute(update(Notice).where(Notice.id.in_(told)).values(digest_id=digest))
