"""What time does to lists."""

from __future__ import annotations

from sqlalchemy.orm import Session

from coordination import clock
from coordination.jobs import Asked
from coordination.lists.commands.expiring import clear_lists as clear


def clear_lists(session: Session, asked: Asked) -> None:
    """Clear away every list whose last day has passed."""
    while clear(session, clock.now()):
        session.flush()
