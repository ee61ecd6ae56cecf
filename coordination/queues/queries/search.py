"""Finding a case by name, through the one function that filters for itself."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

MOST = 100
_NAMED = text("select case_id from search_cases(:words, :limit)")


@dataclass(frozen=True)
class Named:
    """The cases that somebody of this name is on. `cut`: there may be more, so the page asks for more of the name."""

    case_ids: tuple[UUID, ...]
    cut: bool


def cases_named(session: Session, words: str) -> Named:
    """Cases that the asker takes part in, whose names they may read and hold every one of these words."""
    found = tuple(session.execute(_NAMED, {"words": words, "limit": MOST}).scalars())
    return Named(tuple(dict.fromkeys(found)), len(found) == MOST)
