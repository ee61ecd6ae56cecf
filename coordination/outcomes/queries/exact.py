"""Exact counts of the measures that come from cases, for the data lead: the database gives nobody else any.

Where few milestones are to be read they are counted as somebody looks; where many are, the page reads what was counted
last night, so that it takes no longer however many cases there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from coordination.identity.models import Partnership
from coordination.statistics.models import ExactCount
from workflows import pathways
from workflows.measures.catalogue.measure import Measure
from workflows.measures.from_cases import EARLIER, RULES
from workflows.measures.periods import ReportingPeriod, going_back, last_ended, period_with
from workflows.measures.rule import Counted
from workflows.measures.series import Point, Series, series_of
from workflows.measures.tally import Tallies, Tally, kinds_read, tally
from workflows.vocabulary import Pathway

# an exact count is shown of so many quarters that are over
QUARTERS = 8
# so many milestones are counted while somebody waits
AT_ONCE = 5_000
A_LOT = 20_000
NO_CASE = UUID(int=0)
_TO_COUNT = text(
    "select * from milestones_to_count(:partnership, cast(:kinds as text[]), :first, :last, :after, :most)"
)
_HOW_MANY = text("select how_many_to_count(:partnership, cast(:kinds as text[]), :first, :last, :most)")


@dataclass(frozen=True)
class ExactCounts:
    """The counts of some measures, and when they were counted; None where that was as somebody looked."""

    tallies: Tallies
    counted_at: datetime | None = None

    def series(self, measure: Measure, periods: Sequence[ReportingPeriod]) -> Series:
        """The counts of one measure in these periods."""
        there = [(period, self.tallies.get((measure.code, period))) for period in periods]
        return series_of(measure, [_point(period, one) for period, one in there if one is not None])


def is_counted(measure: Measure) -> bool:
    """Whether the product counts this measure yet: its pathway is there and its rule is written."""
    return measure.code in RULES


def kinds_of(measure: Measure) -> tuple[Pathway, ...]:
    """The kinds of referral that a counted measure reads: all of its family where it names one."""
    return tuple(pathways.newest(code) for code in RULES[measure.code].pathways) if is_counted(measure) else ()


def quarters_counted(today: date, over: int = QUARTERS) -> list[ReportingPeriod]:
    """The quarters of which counts are shown and kept: this one, so far, then those that are over, newest first."""
    return [period_with(today, "quarterly"), *going_back(last_ended(today, "quarterly"), over)]


def exact_counts(session: Session, partnership: Partnership, codes: Collection[str], as_of: date) -> ExactCounts:
    """These measures in every quarter that is shown. Whoever is no data lead here gets nothing but noughts."""
    periods = quarters_counted(as_of)
    asked = _asked(partnership, codes, periods, as_of) | {"most": AT_ONCE + 1}
    is_many = (session.scalar(_HOW_MANY, asked) or 0) > AT_ONCE
    if is_many and (kept := _kept(session, partnership, codes, periods)):
        return kept
    # of many that nobody has counted yet, whoever looks first waits
    lots = lots_of_cases(session, partnership, codes, periods, as_of)
    return ExactCounts(tally(lots, partnership.code, periods, as_of, codes))


def lots_of_cases(
    session: Session,
    partnership: Partnership,
    codes: Collection[str],
    periods: Sequence[ReportingPeriod],
    as_of: date,
    after: UUID = NO_CASE,
) -> Iterator[list[Counted]]:
    """Everything that the rules of these measures read of the cases after this one, each case whole, so many milestones
    at a time."""
    asked, most = _asked(partnership, codes, periods, as_of) | {"after": after}, A_LOT
    while rows := session.execute(_TO_COUNT, asked | {"most": most}).all():
        cases = [list(told) for _, told in groupby(rows, attrgetter("case_id"))]
        if len(rows) == most:
            if len(cases) == 1:
                most *= 2
                continue
            # of the last one there may be more
            cases.pop()
        yield [one for told in cases for one in told]
        asked["after"] = cases[-1][0].case_id


def _asked(
    partnership: Partnership, codes: Collection[str], periods: Sequence[ReportingPeriod], as_of: date
) -> dict[str, Any]:
    return {
        "partnership": partnership.id,
        "kinds": kinds_read(codes),
        "first": min(period.start for period in periods) - EARLIER,
        "last": as_of,
        "after": NO_CASE,
    }


def _kept(
    session: Session, partnership: Partnership, codes: Collection[str], periods: Sequence[ReportingPeriod]
) -> ExactCounts | None:
    there = select(ExactCount).where(
        ExactCount.partnership_id == partnership.id,
        ExactCount.measure.in_(codes),
        ExactCount.period_from.in_([period.start for period in periods]),
    )
    rows = session.scalars(there).all()
    if not rows:
        return None
    tallies: Mapping[tuple[str, ReportingPeriod], Tally] = {
        (row.measure, ReportingPeriod(row.period_from, row.period_until)): Tally(
            row.numerator, row.denominator, row.pending
        )
        for row in rows
    }
    return ExactCounts(tallies, min(row.counted_at for row in rows))


def _point(period: ReportingPeriod, count: Tally) -> Point:
    if count.denominator is None:
        return Point(period=period, value=float(count.numerator), numerator=count.numerator)
    return Point(
        period=period,
        value=round(100 * count.numerator / count.denominator, 1) if count.denominator else None,
        numerator=count.numerator,
        denominator=count.denominator,
        note=f"{count.pending} pending" if count.pending else "",
    )
