"""Every count of one kind of referral as it stands now, for the data lead: the database gives nobody else any."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination.identity.models import Partnership
from workflows.measures.every_count import TELLS
from workflows.measures.from_cases import EARLIER
from workflows.measures.periods import ReportingPeriod
from workflows.measures.rule import Asking
from workflows.measures.told import Told

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
    for period in periods:
        asked = {"fact": tells.coming.fact, "unless": list(tells.coming.unless)}
        days = {"first": period.start, "last": min(period.end, as_of)}
        came = set(session.scalars(_CAME, of | asked | days))
        found.append((period, tells.told(milestones, Asking(partnership.code, period.days, as_of), came)))
    return found
