"""Closing a month: once, for all custody groups and pathways of a partnership, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from coordination import clock
from coordination.audit.commands import record
from coordination.db import new_id
from coordination.errors import MovedOn, Refused
from coordination.statistics.commands.booking import Looked, NewBooking, book_cases, book_events
from coordination.statistics.commands.freezing import Close
from coordination.statistics.models import CASES, Release
from coordination.statistics.queries.configuration import closed, custody_of, publishing
from workflows.dates_in_words import in_full
from workflows.publishing import closes_on, in_words, next_month, open_until
from workflows.working_days import WorkingDays


class ClosedAlready(MovedOn):
    """The month is closed. Its figures stand, and nothing was changed."""


def close_month(
    session: Session,
    partnership: str,
    month: date,
    *,
    closed_by_id: UUID | None = None,
    invented: Iterable[NewBooking] = (),
) -> None:
    """Book a month, freeze its figures and fill what had to wait. Asked for by the sweep of releases alone.

    Months are closed in order, the first being any that is over. Of two who close one month at the same moment the
    second waits for the first and is told. Raises Refused before the tenth working day, and ClosedAlready afterwards.
    `invented` are a demonstration's own, and go the same way.
    """
    custody = custody_of(session, partnership)
    first, last = closed(session, custody.partnership_id)
    _refuse(partnership, month, last)
    release_id = new_id()
    made = session.execute(
        upsert(Release)
        .values(
            id=release_id,
            partnership_id=custody.partnership_id,
            month=month,
            closed_at=clock.now(),
            closed_by_id=closed_by_id,
        )
        .on_conflict_do_nothing()
        .returning(Release.id)
    )
    if made.one_or_none() is None:
        raise ClosedAlready(f"{in_words(month)} was closed by somebody else a moment ago. Its figures stand.")
    made_up = list(invented)
    closing = Close(session, custody, month, release_id)
    looked = Looked(first or month, next_month(month), closing.look_at())
    closing.take_back(looked.cases)
    own = [made for pathway, what in publishing() for made in book_cases(session, custody, pathway, what, looked)]
    closing.book([*own, *(one for one in made_up if one.ledger == CASES)])
    events = [
        made
        for pathway, what in publishing()
        for count in what.events
        for made in book_events(session, custody, pathway, what, count, looked)
    ]
    closing.book_events([*events, *(one for one in made_up if one.ledger != CASES)])
    closing.fill_what_waited(WorkingDays.england_and_wales())
    closing.keep()
    record(session, "release.closed", partnership=partnership, month=month.isoformat()[:7])
    session.flush()


def due_months(session: Session, partnership: str) -> list[date]:
    """The months that are over for ten working days and not closed, in order; at first the last such month alone."""
    custody = custody_of(session, partnership)
    _, last = closed(session, custody.partnership_id)
    until = open_until(clock.today(), WorkingDays.england_and_wales())
    month = next_month(last) if last else (until - timedelta(days=1)).replace(day=1)
    found = []
    while month < until:
        found.append(month)
        month = next_month(month)
    return found


def _refuse(partnership: str, month: date, last: date | None) -> None:
    calendar = WorkingDays.england_and_wales()
    if last and month <= last:
        raise ClosedAlready(f"{in_words(month)} is closed for {partnership}. Its figures stand.")
    if last and month != next_month(last):
        raise Refused(f"Close {in_words(next_month(last))} first: months are closed in order.")
    if month >= open_until(clock.today(), calendar):
        first_day = in_full(closes_on(month, calendar))
        raise Refused(f"{in_words(month)} can be closed from {first_day}, the tenth working day after it.")
