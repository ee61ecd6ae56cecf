"""Activity in the board's report: referrals of each kind in a quarter, and what leads say of small figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.errors import Refused
from coordination.identity.models import Partnership, Worker
from coordination.outcomes.models import BoardSentence
from coordination.statistics.queries.configuration import publishing
from coordination.statistics.queries.whole import Whole, whole_columns
from coordination.statistics.reading import frozen
from workflows.measures.periods import MONTHS, ReportingPeriod
from workflows.publishing import next_month
from workflows.quintets.ledger import ALL, TOTAL


@dataclass(frozen=True)
class Activity:
    """The referrals of one kind in a quarter, in fives; None while a month of it is not out."""

    code: str
    title: str
    figure: int | None

    @property
    def said(self) -> str:
        """The figure in words."""
        if self.figure is None:
            return "Not out yet"
        return f"{self.figure:,}" if self.figure else "None or a few"


@dataclass(frozen=True)
class Said:
    """A lead's own sentence about a figure of none or a few, the newest that was written."""

    sentence: str
    by: str
    at: datetime

    @property
    def words(self) -> str:
        """The sentence with who wrote it."""
        return f"In the words of {self.by}: {self.sentence}"


def activity_of(partnership: str, quarter: ReportingPeriod) -> tuple[tuple[Activity, ...], datetime | None]:
    """Referrals of every kind that publishes figures, and when the newest of them came out."""
    every = [pathway for pathway, _ in publishing()]
    try:
        with frozen() as session:
            columns = whole_columns(session, partnership, {(one.code, TOTAL) for one in every})
    except Refused:
        return (), None
    months = _months(quarter)
    found = [Activity(one.code, one.title, _figure(columns.get((one.code, TOTAL)), months)) for one in every]
    out = [moment for whole in columns.values() for month, moment in whole.out.items() if month in months]
    return tuple(sorted(found, key=lambda one: one.title)), max(out, default=None)


def sentences_of(session: Session, partnership: Partnership, quarter: ReportingPeriod) -> dict[str, Said]:
    """What leads said of the figures of a quarter, by the measure or kind of referral."""
    there = (
        select(BoardSentence.subject, BoardSentence.sentence, Worker.name, BoardSentence.said_at)
        .outerjoin(Worker, Worker.id == BoardSentence.said_by_id)
        .where(BoardSentence.partnership_id == partnership.id, BoardSentence.period_from == quarter.start)
        .order_by(BoardSentence.said_at)
    )
    return {row.subject: Said(row.sentence, row.name or "a lead", row.said_at) for row in session.execute(there)}


def _months(quarter: ReportingPeriod) -> list[date]:
    months = [quarter.start]
    while len(months) < MONTHS["quarterly"]:
        months.append(next_month(months[-1]))
    return months


def _figure(whole: Whole | None, months: list[date]) -> int | None:
    if whole is None or not set(months) <= whole.out.keys():
        return None
    return sum(whole.cells.get((month, ALL), 0) for month in months)
