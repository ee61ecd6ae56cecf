"""The digest: once a day, at the time that a worker chose, of everything since the last one. Of nothing there is none.

A notice carries the digest that told of it. That is the cursor: it cannot pass over a notice that was kept late, and a
digest that is made twice finds nothing the second time.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coordination import clock
from coordination.identity.models import Worker
from coordination.jobs import Asked
from coordination.notifications.choices import DIGEST, Choices, choices_of
from coordination.notifications.commands import ask_to_send
from coordination.notifications.firsts import firsts_of
from coordination.notifications.models import Notice
from workflows.local_time import day_of


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


def _make(session: Session, worker_id: UUID, agency_id: UUID, choices: Choices) -> None:
    waiting = session.execute(
        select(Notice.id, Notice.kind)
        .where(
            Notice.worker_id == worker_id,
            Notice.digest_id.is_(None),
            Notice.read_at.is_(None),
            Notice.urgent.is_(False),
        )
        .with_for_update(skip_locked=True)
    ).all()
    told = [row.id for row in waiting if choices.of(row.kind, urgent=False) == DIGEST]
    if not told:
        return
    now = clock.now()
    digest = ask_to_send(session, "digest", f"{worker_id} {day_of(now).isoformat()}", worker_id, agency_id)
    if digest is not None:
        session.execute(update(Notice).where(Notice.id.in_(told)).values(digest_id=digest))
