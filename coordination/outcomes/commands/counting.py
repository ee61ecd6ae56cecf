"""Counting every measure from cases again and keeping what it came to, once a night."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from coordination import clock
from coordination.identity.models import Partnership
from coordination.outcomes.queries.exact import lots_of_cases, quarters_counted
from coordination.statistics.models import ExactCount
from workflows.measures import catalogue
from workflows.measures.from_cases import RULES
from workflows.measures.tally import tally


def keep_exact_counts(session: Session, partnership: Partnership) -> None:
    """Count the measures of a partnership in this quarter and those that are shown before it. For the sweep of releases
    alone; what was kept of these quarters is replaced, because what is recorded late belongs to its own day."""
    today, now = clock.today(), clock.now()
    periods = quarters_counted(today)
    codes = [one.code for one in catalogue.of_partnership(partnership.code) if one.code in RULES]
    lots = lots_of_cases(session, partnership, codes, periods, today)
    rows = [
        {
            "partnership_id": partnership.id,
            "measure": code,
            "period_from": period.start,
            "period_until": period.end,
            "numerator": count.numerator,
            "denominator": count.denominator,
            "pending": count.pending,
            "counted_at": now,
        }
        for (code, period), count in tally(lots, partnership.code, periods, today, codes).items()
    ]
    if not rows:
        return
    made = upsert(ExactCount)
    again = {name: made.excluded[name] for name in ("numerator", "denominator", "pending", "counted_at")}
    session.execute(made.on_conflict_do_update(index_elements=list(ExactCount.__table__.primary_key), set_=again), rows)
