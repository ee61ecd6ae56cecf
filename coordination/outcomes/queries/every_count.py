"""Every count of one kind of referral as it stands now, for the data lead: the database gives nobody else any."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination.identity.models import Partnership
from coordination.outcomes.queries.figures import shown_points
from workflows.measures import catalogue
from workflows.measures.every_count import TELLS
from workflows.measures.from_cases import EARLIER
from workflows.measures.periods import ReportingPeriod
from workflows.measures.rule import Asking
from workflows.measures.told import Returned, Told

NOT_RETURNED = "Not returned yet"

_MILESTONES = text("select * from milestones_of_pathway(:partnership, :pathway, cast(:kinds as text[]), :first, :last)")
_CAME = text(
    "select * from cases_where_a_day_came(:partnership, :pathway, :fact, :first, :last, cast(:unless as text[]))"
)


def every_count(
    session: Session, partnership: Partnership, pathway: str, periods: Sequence[ReportingPeriod], as_of: date
) -> list[tuple[ReportingPeriod, list[Told]]]:
    """The counts of these periods in words, each with its own. Whoever is no data lead here gets noughts."""
    tells = TELLS[pathway]
    of = {"partnership": partnership.id, "pathway": pathway}
    first = min(period.start for period in periods) - EARLIER
    milestones = session.execute(_MILESTONES, of | {"kinds": list(tells.kinds), "first": first, "last": as_of}).all()
    found = []
    returned = [(one, _figures(session, partnership, one)) for one in tells.returned if _is_theirs(partnership, one)]
    for period in periods:
        asked = {"fact": tells.coming.fact, "unless": list(tells.coming.unless)}
        days = {"first": period.start, "last": min(period.end, as_of)}
        came = set(session.scalars(_CAME, of | asked | days))
        told = tells.told(milestones, Asking(partnership.code, period.days, as_of), came)
        told += [Told(one.number, one.label, figures.get(period.start, NOT_RETURNED)) for one, figures in returned]
        found.append((period, told))
    return found


def _is_theirs(partnership: Partnership, returned: Returned) -> bool:
    return partnership.code in catalogue.everything()[returned.measure].partnerships


def _figures(session: Session, partnership: Partnership, returned: Returned) -> dict[date, str]:
    """What a partner returned, by the first day of its period."""
    measure = catalogue.everything()[returned.measure]
    points = shown_points(session, partnership.id, measure.code).get(measure.code, [])
    given = {point.period.start: point.numerator if point.value is None else point.value for point in points}
    return {start: f"{figure:g}" for start, figure in given.items() if figure is not None}
