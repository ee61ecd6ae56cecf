"""A file of figures leaves the product: who took it, and of which question, is in the log."""

from __future__ import annotations

from sqlalchemy.orm import Session

from coordination.audit.commands import record


def downloaded(session: Session, question: str, kind: str) -> None:
    """Note that the asker takes figures away as a file of this kind. `question` is its address, never a figure."""
    record(session, "statistics.downloaded", question=question, file=kind)
