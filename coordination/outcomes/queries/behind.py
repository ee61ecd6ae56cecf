"""The cases behind a counted measure, for those who may open them: the database shows nobody any other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.cases.models import CaseFile, Milestone
from coordination.identity.models import Partnership
from workflows import pathways
from workflows.measures.catalogue.measure import Measure
from workflows.measures.from_cases import EARLIER, RULES
from workflows.measures.periods import ReportingPeriod
from workflows.measures.rates import Rate
from workflows.measures.rule import Asking, Counted

COUNTED, NOT_IN_IT, WAITS = "Counted", "Among all, not counted", "Still has time"


@dataclass(frozen=True)
class Behind:
    """One case that a measure counts, or counts among all."""

    case_id: UUID
    reference: str
    kind: str
    words: str


def cases_behind(
    session: Session, partnership: Partnership, measure: Measure, period: ReportingPeriod, as_of: date
) -> list[Behind]:
    """The cases of a period that the asker can open, each with what the rule says of it alone, by reference."""
    rule = RULES[measure.code]
    there = (
        select(
            Milestone.case_id,
            Milestone.spell_id,
            Milestone.pathway,
            Milestone.kind,
            Milestone.on_date,
            Milestone.attributes,
            Milestone.recorded_at,
            CaseFile.reference,
        )
        .join(CaseFile, CaseFile.id == Milestone.case_id)
        .where(
            Milestone.partnership_id == partnership.id,
            Milestone.pathway.in_(rule.pathways),
            Milestone.kind.in_(rule.kinds),
            Milestone.on_date.between(period.start - EARLIER, as_of),
        )
        .order_by(Milestone.on_date, Milestone.id)
    )
    of_case: dict[UUID, list[Any]] = defaultdict(list)
    for row in session.execute(there):
        of_case[row.case_id].append(row)
    asking = Asking(partnership.code, period.days, as_of)
    found = [
        Behind(case_id, told[0].reference, pathways.newest(told[0].pathway).title, words)
        for case_id, told in of_case.items()
        if (words := _words(measure.code, told, asking))
    ]
    return sorted(found, key=lambda one: one.reference)


def _words(code: str, told: Sequence[Counted], asking: Asking) -> str:
    count = RULES[code].count(told, asking)
    if not isinstance(count, Rate):
        return COUNTED if count else ""
    if count.numerator:
        return COUNTED
    return NOT_IN_IT if count.denominator else WAITS if count.pending else ""
