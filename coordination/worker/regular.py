"""Jobs that belong to no room alone: clearing what has ended, and mail that needs this process's settings."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination import clock, config
from coordination.audit.proof.nightly import verify_whole_log
from coordination.conversation.commands.keeping import clear_unfinished
from coordination.identity import jobs as identity
from coordination.jobs import Asked
from coordination.logs import log
from coordination.notifications import account
from coordination.notifications.outgoing import residents, sending
from coordination.same_person import jobs as same_person


def clear_sessions(session: Session, asked: Asked) -> None:
    """Clear ended sign-ins, used links and old failures away. The function in the database knows which these are."""
    session.execute(select(func.clear_sessions(clock.now())))


def clear_unfinished_messages(session: Session, asked: Asked) -> None:
    """Clear away what somebody began to write on a case and left until after its last day."""
    while clear_unfinished(session, clock.now()):
        session.flush()


def send_link(session: Session, asked: Asked) -> None:
    """Mail a one-time link to whoever asked for one."""
    assert asked.worker_id is not None, "the worker who asked is on the row"
    identity.send_link(session, asked.worker_id, asked.ids, config.from_environment())


def send_message(session: Session, asked: Asked) -> None:
    """Send one e-mail to a worker."""
    sending.send_message(session, asked, config.from_environment())


def message_resident(session: Session, asked: Asked) -> None:
    """Text a resident about their appointment, where that is safe and set up."""
    residents.message_resident(session, asked, config.from_environment().mail)


def verify_log(session: Session, asked: Asked) -> None:
    """Compute the whole log again, and keep what came of it."""
    # a piece of the log may hold one very long chain; the job as a whole is bounded by its queue
    session.execute(select(func.set_config("statement_timeout", "600s", True)))
    read = verify_whole_log(session)
    if read.fault:
        log().error("log-not-whole", fault=read.fault)


def keep_person_keys(session: Session, asked: Asked) -> None:
    """Make the keys by which whom one case is about is found on another."""
    same_person.keep_person_keys(session, asked, config.from_environment())


def keep_missing_person_keys(session: Session, asked: Asked) -> None:
    """Make the keys of all cases that have none of this product's secret."""
    same_person.keep_missing_person_keys(session, asked, config.from_environment())


def mail_of_address(session: Session, asked: Asked) -> None:
    """Mail what has to be known of another address for an account."""
    identity.mail_of_address(session, asked.ids, config.from_environment())


def tell_of_account(session: Session, asked: Asked) -> None:
    """Tell a worker what happened to their account, in the app and by mail."""
    account.tell_of_account(session, asked, config.from_environment())
