"""How many documents nobody can open, for those who look after the machines of an agency."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

_UNSCANNED = text("select state, many, oldest from unscanned_documents()")


def unscanned(session: Session) -> list[Any]:
    """For each state but clean: how many of the asker's agency's documents, and since when. Nothing about them."""
    return list(session.execute(_UNSCANNED))
