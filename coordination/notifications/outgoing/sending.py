"""A message goes out once. That a try began is kept before it is made, so that none is repeated blindly.

What is known not to have gone out is tried again. Of what may have gone out GOV.UK Notify is asked; with SMTP nobody
can be, so an administrator decides. But what is urgent is sent again, under one Message-ID: better twice than never.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.config import Mail, Settings
from coordination.db import NOBODY, new_id, writing
from coordination.identity.models import Worker
from coordination.jobs import Asked
from coordination.notifications.choices import OFF, Choices, choices_of
from coordination.notifications.firsts import firsts_of
from coordination.notifications.models import Delivery, Notice
from coordination.notifications.outgoing import mail, wording
from coordination.notifications.outgoing.digests import is_unread, tell_in_one
from coordination.notifications.outgoing.notify import Notify
from coordination.notifications.outgoing.ways import NotNow, Refused, Unsure

WAITING, SENDING, SENT, NOT_NEEDED, REFUSED, UNSURE = "waiting", "sending", "sent", "not-needed", "refused", "unsure"
QUIET = "quiet"
TRIES = 10


@dataclass(frozen=True)
class Letter:
    """A message that is ready: `hand_over` gives it away once."""

    hand_over: Callable[[], None]
    was_taken: Callable[[], bool] | None


def send_message(session: Session, asked: Asked, settings: Settings) -> None:
    """Send one e-mail to a worker, unless there is no need any more or their quiet hours have begun."""
    row = session.get(Delivery, asked.uuid("delivery_id"))
    if row is None or row.state not in (WAITING, SENDING):
        return
    assert row.worker_id is not None, "an e-mail goes to a worker"
    worker = session.execute(
        select(Worker.email, Worker.suspended_at, Worker.preferences).where(Worker.id == row.worker_id)
    ).one()
    choices = choices_of(worker.preferences, firsts_of(session, [row.worker_id])[row.worker_id])
    if worker.suspended_at is not None or not _is_needed(session, row, choices):
        row.state, row.ended_at = NOT_NEEDED, clock.now()
        return
    if not row.urgent and choices.quiet_ends(clock.now()) is not None:
        row.state = QUIET
        return
    send_once(session, row, _mail_to(session, row, worker.email, settings))


def send_after_quiet(session: Session, asked: Asked) -> None:
    """Ask again for every e-mail that waits for its reader's quiet hours to be over, where they are.

    Several notices of one reader go out as one mail: the same words many times in one minute tell nobody more.
    """
    now = clock.now()
    rows = session.execute(
        select(Delivery.id, Delivery.kind, Delivery.about, Delivery.agency_id, Delivery.worker_id, Worker.preferences)
        .join(Worker, Worker.id == Delivery.worker_id)
        .where(Delivery.state == QUIET)
        .order_by(Delivery.id)
        .with_for_update(of=Delivery, skip_locked=True)
    ).all()
    firsts = firsts_of(session, {row.worker_id for row in rows})
    by_reader: dict[UUID, list[Any]] = {}
    for row in rows:
        by_reader.setdefault(row.worker_id, []).append(row)
    for worker_id, waiting in by_reader.items():
        choices = choices_of(waiting[0].preferences, firsts[worker_id])
        if choices.quiet_ends(now) is not None:
            continue
        of_notices = [row for row in waiting if row.kind == "notice"]
        about = [UUID(row.about) for row in of_notices]
        together = tell_in_one(session, worker_id, waiting[0].agency_id, choices, about)
        for row in waiting:
            if together and row in of_notices:
                session.execute(update(Delivery).where(Delivery.id == row.id).values(state=NOT_NEEDED, ended_at=now))
                continue
            session.execute(update(Delivery).where(Delivery.id == row.id).values(state=WAITING))
            jobs.later(session, None, "send_message", delivery_id=row.id)


def _is_needed(session: Session, row: Delivery, choices: Choices) -> bool:
    """Not when the worker has read what it tells of, or chose in the meantime to have no such mail."""
    if row.kind == "digest":
        return is_unread(session, row.id)
    notice = session.get(Notice, UUID(row.about))
    if notice is None or notice.read_at is not None or notice.acknowledged_at is not None:
        return False
    return choices.of(notice.kind, urgent=notice.urgent) != OFF


def _mail_to(session: Session, row: Delivery, address: str, settings: Settings) -> Letter:
    subject, text = wording.mail(session, row, settings.base_url)
    service = notify_of(settings.mail)
    template = settings.mail.email_template
    if service is not None and template is not None:
        words = {"subject": subject, "message": text}
        return Letter(
            lambda: service.send_email(template, address, words, row.reference),
            lambda: service.has(row.reference),
        )
    made = mail.message(settings.mail, row.reference, address, subject, text)
    return Letter(lambda: mail.send(made, settings.mail), None)


def notify_of(settings: Mail) -> Notify | None:
    """GOV.UK Notify, where a key is set up."""
    return Notify(settings.notify_address, settings.notify_key) if settings.notify_key else None


def send_once(session: Session, row: Delivery, letter: Letter) -> None:
    """Hand it over unless an earlier try did. Raises NotNow when it is worth another try."""
    if row.state == SENDING and not _may_be_sent_again(row, letter):
        return
    _begun(row.id)
    try:
        letter.hand_over()
    except Refused as no:
        row.state, row.why, row.ended_at = REFUSED, str(no), clock.now()
    except Unsure as no:
        if row.tries + 1 >= TRIES or (letter.was_taken is None and not row.urgent):
            row.state, row.why, row.ended_at = UNSURE, str(no), clock.now()
        else:
            raise  # the try stays begun; the next one asks whether this was taken, or sends what is urgent again
    except NotNow as no:
        if row.tries + 1 >= TRIES:
            row.state, row.why, row.ended_at = REFUSED, str(no), clock.now()
        else:
            _not_gone(row.id, str(no))
            raise
    else:
        row.state, row.why, row.ended_at = SENT, None, clock.now()


def _may_be_sent_again(row: Delivery, letter: Letter) -> bool:
    """After a try that was cut short: settle the row, or say that another one is right."""
    if letter.was_taken is not None:
        if letter.was_taken():
            row.state, row.why, row.ended_at = SENT, None, clock.now()
            return False
        return True
    if row.urgent:
        return True
    row.state, row.why, row.ended_at = UNSURE, "cut short", clock.now()
    return False


def _begun(row_id: UUID) -> None:
    _kept_at_once(row_id, state=SENDING, tries=Delivery.tries + 1)


def _not_gone(row_id: UUID, why: str) -> None:
    _kept_at_once(row_id, state=WAITING, why=why)


def begun_for_resident(about: str, agency_id: UUID) -> None:
    """Have a row for one text to a resident, once; kept before anything is sent."""
    with writing(NOBODY) as session:
        session.execute(select(func.enter_sweep("deadlines")))
        session.execute(
            insert(Delivery)
            .values(
                id=new_id(),
                reference=secrets.token_hex(12),
                kind="resident",
                about=about,
                way="text",
                agency_id=agency_id,
                urgent=False,
                state=WAITING,
                tries=0,
                asked_at=clock.now(),
            )
            .on_conflict_do_nothing(constraint="one_message_about_one_thing")
        )


def _kept_at_once(row_id: UUID, **values: object) -> None:
    """In a transaction of its own: it must stand also when the job's transaction is lost."""
    with writing(NOBODY) as session:
        session.execute(select(func.enter_sweep("deadlines")))
        session.execute(update(Delivery).where(Delivery.id == row_id).values(**values))
