"""Which cases stand on the calendar of releases in a span of days: found at once by a function of the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Date, Text, Uuid, cast, func, select, union_all
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from workflows import pathways
from workflows.vocabulary import Pathway

# The order in which they are shown: what should have happened and was not confirmed stands first.
MISSED, ON_ITS_DAY, NO_DATE, DATE_CLOSED = range(4)
# No page lists more; it says when there are others, and how to narrow them down.
MOST_SHOWN = 100
# what the function gives, in the order of `Listed`
COLUMNS = (
    "case_id", "reference", "pathway", "pathway_version", "stage", "place_in_list", "day", "happened", "in_full",
)  # fmt: skip


@dataclass(frozen=True)
class Listed:
    """One case on the calendar: in which group, and on which day as far as the asker may know it."""

    case_id: UUID
    reference: str
    pathway: str
    version: int
    stage: str
    place_in_list: int
    day: date | None
    happened: bool
    in_full: bool


@dataclass(frozen=True)
class Span:
    """The days that are looked at, from the first to the one before `until`, and what they are narrowed to."""

    start: date
    until: date
    holders: tuple[UUID, ...]
    place: str = ""


def calendars() -> tuple[Pathway, ...]:
    """The pathways whose cases stand on the calendar."""
    return tuple(pathway for pathway in pathways.offered() if pathway.calendar is not None)


def listed(session: Session, worker: SignedIn, span: Span, today: date) -> tuple[list[Listed], bool]:
    """The cases to show, and whether there are more than these."""
    found = [select(_of_pathway(pathway, span, today)) for pathway in calendars()]
    rows = union_all(*found).subquery("releases")
    query = select(rows).order_by(rows.c.place_in_list, rows.c.day, rows.c.reference).limit(MOST_SHOWN + 1)
    read = [Listed(*row) for row in session.execute(query)]
    return read[:MOST_SHOWN], len(read) > MOST_SHOWN


def _of_pathway(pathway: Pathway, span: Span, today: date) -> Any:
    """A day that somebody may not know does not tell itself by the month in which they find the case."""
    calendar = pathway.calendar
    assert calendar is not None
    asked = func.releases_between(
        pathway.code,
        pathway.fact(calendar.date).category,
        calendar.date,
        _texts(calendar.happened),
        _texts(calendar.place),
        span.place,
        cast(list(span.holders), ARRAY(Uuid)),
        cast(span.start, Date),
        cast(span.until, Date),
        cast(today, Date),
        cast(MOST_SHOWN + 1, BigInteger),
    )
    return asked.table_valued(*COLUMNS, name=f"of_{pathway.code.replace('-', '_')}")


def _texts(words: Iterable[str]) -> Any:
    return cast(list(words), ARRAY(Text))
