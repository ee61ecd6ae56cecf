"""The cases behind a counted measure, for those who may open them: the database shows nobody any other.

They come a page at a time, the newest case first, and are found through an index however many there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from coordination.cases.models import CaseFile, Milestone
from coordination.errors import NotVisible
from coordination.identity.models import Partnership
from workflows import pathways
from workflows.measures.catalogue.measure import Measure
from workflows.measures.from_cases import EARLIER, RULES
from workflows.measures.periods import ReportingPeriod
from workflows.measures.rates import Rate
from workflows.measures.rule import Asking, Counted

COUNTED, NOT_IN_IT, WAITS = "Counted", "Among all, not counted", "Still has time"
A_PAGE = 50
# a rule may say nothing of many cases in a row: so many are looked at for one page
LOOKED_AT = 500
_FOUND = text(
    "select * from my_cases_counted(:partnership, cast(:pathways as text[]), cast(:kinds as text[]), :first, :last, "
    "cast(:before as uuid), :most)"
)


@dataclass(frozen=True)
class Behind:
    """One case that a measure counts, or counts among all."""

    case_id: UUID
    reference: str
    kind: str
    words: str


@dataclass(frozen=True)
class Page:
    """Some cases of a period, the newest first; `before` is the reference after which more may come, if any may."""

    cases: tuple[Behind, ...]
    before: str | None


def cases_behind(
    session: Session,
    partnership: Partnership,
    measure: Measure,
    period: ReportingPeriod,
    as_of: date,
    before: str | None = None,
) -> Page:
    """The cases of a period that the asker can open, each with what the rule says of it alone.

    With `before`, those that are older than the case of this reference. Raises NotVisible where the asker cannot open
    that one.
    """
    rule, asking = RULES[measure.code], Asking(partnership.code, period.days, as_of)
    asked = {
        "partnership": partnership.id,
        "pathways": list(rule.pathways),
        "kinds": list(rule.kinds),
        "first": period.start,
        "last": min(period.end, as_of),
        "before": _case_of(session, before) if before else None,
        "most": A_PAGE,
    }
    found: list[Behind] = []
    for _ in range(LOOKED_AT // A_PAGE):
        ids = list(session.scalars(_FOUND, asked))
        told = _told(session, partnership, measure, period, as_of, ids)
        for case_id in ids:
            words = _words(measure.code, told[case_id], asking) if case_id in told else ""
            if words:
                its = told[case_id][0]
                found.append(Behind(case_id, its.reference, pathways.newest(its.pathway).title, words))
        if len(ids) < A_PAGE:
            return Page(tuple(found), None)
        asked["before"] = ids[-1]
        if len(found) >= A_PAGE:
            break
    return Page(tuple(found), _oldest(session, ids))


def _told(
    session: Session,
    partnership: Partnership,
    measure: Measure,
    period: ReportingPeriod,
    as_of: date,
    case_ids: Collection[UUID],
) -> dict[UUID, list[Any]]:
    """What the rule reads of each of these cases, as far as the asker reads it."""
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
            Milestone.case_id.in_(case_ids),
            Milestone.partnership_id == partnership.id,
            Milestone.pathway.in_(rule.pathways),
            Milestone.kind.in_(rule.kinds),
            Milestone.on_date.between(period.start - EARLIER, as_of),
        )
        .order_by(Milestone.on_date, Milestone.id)
    )
    of_case: dict[UUID, list[Any]] = defaultdict(list)
    for row in session.execute(there) if case_ids else ():
        of_case[row.case_id].append(row)
    return dict(of_case)


def _words(code: str, told: Sequence[Counted], asking: Asking) -> str:
    count = RULES[code].count(told, asking)
    if not isinstance(count, Rate):
        return COUNTED if count else ""
    if count.numerator:
        return COUNTED
    return NOT_IN_IT if count.denominator else WAITS if count.pending else ""


def _case_of(session: Session, reference: str) -> UUID:
    found = session.scalar(select(CaseFile.id).where(CaseFile.reference == reference))
    if found is None:
        raise NotVisible("There is no such page. Go back to the measure and open its cases again.")
    return found


def _oldest(session: Session, case_ids: Collection[UUID]) -> str | None:
    there = select(CaseFile.reference).where(CaseFile.id.in_(case_ids))
    return session.scalar(there.order_by(CaseFile.id).limit(1))
