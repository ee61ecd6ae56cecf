"""Exact counts of the measures that come from cases, for the data lead: the database gives nobody else any."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination.identity.models import Partnership
from workflows import pathways
from workflows.measures.catalogue.measure import Measure
from workflows.measures.from_cases import EARLIER, RULES
from workflows.measures.periods import ReportingPeriod
from workflows.measures.rates import Rate
from workflows.measures.rule import Asking
from workflows.measures.series import Point, Series, series_of
from workflows.vocabulary import Pathway

_MILESTONES = text("select * from exact_milestones(:partnership, cast(:kinds as text[]), :first, :last)")


def is_counted(measure: Measure) -> bool:
    """Whether the product counts this measure yet: its pathway is there and its rule is written."""
    return measure.code in RULES


def kinds_of(measure: Measure) -> tuple[Pathway, ...]:
    """The kinds of referral that a counted measure reads: all of its family where it names one."""
    return tuple(pathways.newest(code) for code in RULES[measure.code].pathways) if is_counted(measure) else ()


def exact_series(
    session: Session, partnership: Partnership, measure: Measure, periods: Sequence[ReportingPeriod], as_of: date
) -> Series:
    """The counts of these periods as they stand today. Whoever is no data lead here gets nothing but noughts."""
    rule = RULES[measure.code]
    given = {
        "partnership": partnership.id,
        "kinds": list(rule.kinds),
        "first": min(period.start for period in periods) - EARLIER,
        "last": as_of,
    }
    milestones = [row for row in session.execute(_MILESTONES, given) if row.pathway in rule.pathways]
    points = [
        _point(period, rule.count(milestones, Asking(partnership.code, period.days, as_of))) for period in periods
    ]
    return series_of(measure, points)


def _point(period: ReportingPeriod, count: int | Rate) -> Point:
    if isinstance(count, Rate):
        return Point(
            period=period,
            value=count.percent,
            numerator=count.numerator,
            denominator=count.denominator,
            note=f"{count.pending} pending" if count.pending else "",
        )
    return Point(period=period, value=float(count), numerator=count)
