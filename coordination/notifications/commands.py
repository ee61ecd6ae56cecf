"""Telling workers, and what they do with what they were told."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from coordination import clock
from coordination.db import new_id
from coordination.errors import NotVisible
from coordination.notifications.models import Notice


def tell(
    session: Session,
    worker_ids: Collection[UUID],
    *,
    kind: str,
    about: str,
    sentence: str,
    case_id: UUID | None = None,
    case_reference: str | None = None,
    urgent: bool = False,
) -> None:
    """Give each of these workers a notice, once: a second telling of the same thing changes nothing.

    The sentence says nothing about a person. Whether a worker may open the case is decided when they do.
    """
    for worker_id in sorted(worker_ids):
        session.execute(
            insert(Notice)
            .values(
                id=new_id(),
                reference=secrets.token_hex(6),
                worker_id=worker_id,
                kind=kind,
                about=about,
                case_id=case_id,
                case_reference=case_reference,
                sentence=sentence,
                urgent=urgent,
                at=clock.now(),
            )
            .on_conflict_do_nothing(constraint="one_notice_about_one_thing")
        )


def mark_read(session: Session, worker_id: UUID, reference: str) -> None:
    """Mark one of the worker's notices as read. Raises NotVisible when it is not theirs."""
    _of_mine(session, worker_id, reference)
    session.execute(
        update(Notice)
        .where(Notice.worker_id == worker_id, Notice.reference == reference, Notice.read_at.is_(None))
        .values(read_at=clock.now())
    )


def mark_all_read(session: Session, worker_id: UUID) -> None:
    """Mark everything as read but what is urgent: that waits to be acknowledged, one by one."""
    session.execute(
        update(Notice)
        .where(Notice.worker_id == worker_id, Notice.read_at.is_(None), Notice.urgent.is_(False))
        .values(read_at=clock.now())
    )


def acknowledge(session: Session, worker_id: UUID, reference: str) -> None:
    """Say that an urgent notice has been seen. Raises NotVisible when it is not this worker's."""
    _of_mine(session, worker_id, reference)
    now = clock.now()
    session.execute(
        update(Notice)
        .where(Notice.worker_id == worker_id, Notice.reference == reference, Notice.acknowledged_at.is_(None))
        .values(acknowledged_at=now, read_at=now)
    )


def _of_mine(session: Session, worker_id: UUID, reference: str) -> None:
    mine = session.execute(
        update(Notice)
        .where(Notice.worker_id == worker_id, Notice.reference == reference)
        .values(read_at=Notice.read_at)
        .returning(Notice.id)
    )
    if mine.one_or_none() is None:
        raise NotVisible("There is no notice of that kind for you.")
