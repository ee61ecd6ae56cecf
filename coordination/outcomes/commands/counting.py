"""Counting every measure from cases again, once a night: for a while at a time, so that a million cases are not too
many for one job, and kept for the exact screens once all were looked at."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, literal, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from coordination import clock
from coordination.identity.models import Partnership
from coordination.outcomes.queries.exact import NO_CASE, lots_of_cases, quarters_counted
from coordination.statistics.models import ExactCount, ExactCountSoFar
from workflows.measures import catalogue
from workflows.measures.from_cases import RULES
from workflows.measures.rule import Counted
from workflows.measures.tally import Tallies, tally

# a third of what a job may take: the lot that is begun last is still finished
A_WHILE = 60.0
NUMBERS = ("numerator", "denominator", "pending")
KEY = ("partnership_id", "measure", "period_from")


def count_for_a_while(
    session: Session, partnership: Partnership, night: date, after: UUID = NO_CASE, seconds: float = A_WHILE
) -> UUID | None:
    """Count the measures of the cases after this one, in the quarter of this day and those that are shown before it.

    Returns the case after which to go on. None once all are counted: then they are kept, in place of what was, because
    what is recorded late belongs to its own day. Nothing is counted where a later night has begun. For the sweep of
    releases alone.
    """
    newest = session.scalar(
        select(func.max(ExactCountSoFar.night)).where(ExactCountSoFar.partnership_id == partnership.id)
    )
    if newest is not None and newest > night:
        return None
    periods = quarters_counted(night)
    codes = [one.code for one in catalogue.of_partnership(partnership.code) if one.code in RULES]
    lots = _ForAWhile(lots_of_cases(session, partnership, codes, periods, night, after), seconds)
    _add(session, partnership, night, tally(lots, partnership.code, periods, night, codes), afresh=after == NO_CASE)
    if lots.last is None:
        _keep(session, partnership, night)
    return lots.last


class _ForAWhile(Iterable[Sequence[Counted]]):
    """Lots of cases until the time is up. `last` is the case that was counted last, None where no more came after."""

    def __init__(self, lots: Iterable[Sequence[Counted]], seconds: float) -> None:
        self._lots, self._seconds = lots, seconds
        self.last: UUID | None = None

    def __iter__(self) -> Iterator[Sequence[Counted]]:
        until = time.monotonic() + self._seconds
        for lot in self._lots:
            yield lot
            if time.monotonic() > until:
                self.last = lot[-1].case_id
                return


def _add(session: Session, partnership: Partnership, night: date, tallies: Tallies, *, afresh: bool) -> None:
    rows = [
        {
            "partnership_id": partnership.id,
            "measure": code,
            "period_from": period.start,
            "period_until": period.end,
            "numerator": count.numerator,
            "denominator": count.denominator,
            "pending": count.pending,
            "night": night,
        }
        for (code, period), count in tallies.items()
    ]
    if not rows:
        return
    made = upsert(ExactCountSoFar)
    again: dict[str, Any] = {"night": made.excluded.night}
    for name in NUMBERS:
        there = getattr(ExactCountSoFar, name)
        again[name] = made.excluded[name] if afresh else there + made.excluded[name]
    session.execute(made.on_conflict_do_update(index_elements=list(KEY), set_=again), rows)


def _keep(session: Session, partnership: Partnership, night: date) -> None:
    columns = (*KEY, "period_until", *NUMBERS)
    counted = select(*(getattr(ExactCountSoFar, name) for name in columns), literal(clock.now())).where(
        ExactCountSoFar.partnership_id == partnership.id, ExactCountSoFar.night == night
    )
    made = upsert(ExactCount).from_select((*columns, "counted_at"), counted)
    again = {name: made.excluded[name] for name in (*NUMBERS, "counted_at")}
    session.execute(made.on_conflict_do_update(index_elements=list(KEY), set_=again))
