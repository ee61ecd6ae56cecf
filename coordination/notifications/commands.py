"""Telling workers, and what they do with what they were told."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.db import new_id
from coordination.errors import NotVisible
from coordination.identity.models import Worker
from coordination.notifications.choices import AT_ONCE, choices_of
from coordination.notifications.firsts import firsts_of
from coordination.notifications.models import Delivery, Notice


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
        notice_id = session.scalar(
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
            .returning(Notice.id)
        )
        if notice_id is not None:
            _mail_if_chosen(session, worker_id, notice_id, kind, urgent)


def _mail_if_chosen(session: Session, worker_id: UUID, notice_id: UUID, kind: str, urgent: bool) -> None:
    """Ask for a mail of its own, unless the worker has the digest tell of it or wants none."""
    agency_id, preferences = session.execute(
        select(Worker.agency_id, Worker.preferences).where(Worker.id == worker_id)
    ).one()
    choices = choices_of(preferences, firsts_of(session, [worker_id])[worker_id])
    if choices.of(kind, urgent=urgent) == AT_ONCE:
        ask_to_send(session, "notice", str(notice_id), worker_id, agency_id, urgent=urgent)


def ask_to_send(
    session: Session,
    kind: str,
    about: str,
    worker_id: UUID,
    agency_id: UUID,
    *,
    urgent: bool = False,
) -> UUID | None:
    """Ask for one e-mail to a worker. Asked for a second time about the same thing, nothing happens: None."""
    row_id = session.scalar(
        insert(Delivery)
        .values(
            id=new_id(),
            reference=secrets.token_hex(12),
            kind=kind,
            about=about,
            way="email",
            worker_id=worker_id,
            agency_id=agency_id,
            urgent=urgent,
            state="waiting",
            tries=0,
            asked_at=clock.now(),
        )
        .on_conflict_do_nothing(constraint="one_message_about_one_thing")
        .returning(Delivery.id)
    )
    if row_id is not None:
        queue = jobs.URGENT if urgent else jobs.DEFAULT
        jobs.later(session, None, "send_message", queue=queue, delivery_id=row_id)
    return row_id


def try_again(session: Session, worker_id: UUID, reference: str) -> None:
    """Have an e-mail tried again that did not go out. Raises NotVisible unless it is of the administrator's agency."""
    # Of two who press at the same moment one changes the row. Two jobs would hand the same mail over twice.
    row_id = session.scalar(
        update(Delivery)
        .where(
            Delivery.reference == reference, Delivery.worker_id.is_not(None), Delivery.state.in_(("refused", "unsure"))
        )
        .values(state="waiting", tries=0, ended_at=None)
        .returning(Delivery.id)
    )
    if row_id is None:
        raise NotVisible("There is no such message that waits for another try.")
    jobs.later(session, worker_id, "send_message", delivery_id=row_id)


def mark_read(session: Session, worker_id: UUID, reference: str) -> None:
    """Mark one of the worker's own notices as read, or raise NotVisible. An urgent one waits to be acknowledged."""
    _of_mine(session, worker_id, reference)
    session.execute(
        update(Notice)
        .where(
            Notice.worker_id == worker_id,
            Notice.reference == reference,
            Notice.read_at.is_(None),
            Notice.urgent.is_(False),
        )
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
    """Say that an urgent notice has been seen. Raises NotVisible when it is not this worker's.

    An alert that one person acknowledges is acknowledged for everybody who was told of it; by whoever has left every
    team that it goes to, for themselves alone.
    """
    _of_mine(session, worker_id, reference)
    now = clock.now()
    session.execute(select(func.acknowledge_alert(reference, now)))
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
