"""Finding a case by a name or a number of the person, through two functions that filter for themselves."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from workflows import identifiers

MOST = 100
_NAMED = text("select case_id from search_cases(:words, :limit)")
_NUMBERED = text("select case_id from cases_numbered(:nhs_number, :prison_number, :limit)")


@dataclass(frozen=True)
class Found:
    """The cases that somebody of this name or number is on. `cut`: there may be more, so the page asks for more."""

    case_ids: tuple[UUID, ...]
    cut: bool


def cases_about(session: Session, words: str) -> Found:
    """Cases that the asker takes part in and whose names, or whose NHS or prison number, they may read.

    A name holds every one of these words. A number is whole, with or without spaces.
    """
    numbers = identifiers.numbers_in(words)
    if numbers:
        asked = {"nhs_number": numbers.get("nhs_number"), "prison_number": numbers.get("prison_number")}
        found = tuple(session.execute(_NUMBERED, {**asked, "limit": MOST}).scalars())
    else:
        found = tuple(session.execute(_NAMED, {"words": words, "limit": MOST}).scalars())
    return Found(tuple(dict.fromkeys(found)), len(found) == MOST)
