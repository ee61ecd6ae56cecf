"""Jobs that belong to no room alone: clearing what has ended, and mail that needs this process's settings."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination import clock, config
from coordination.conversation.commands.keeping import clear_unfinished
from coordination.identity import jobs as identity
from coordination.jobs import Asked


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
