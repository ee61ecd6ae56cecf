"""Cases about the same place or person, among those that the asker takes part in. Of any other nothing is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, literal, select, text
from sqlalchemy.orm import Session

from coordination.cases import queries
from coordination.cases.models import Answer, CaseFile, PersonOnCase


@dataclass(frozen=True)
class Alike:
    """A case that seems to be about the same, and when it was opened and how it ended."""

    id: UUID
    reference: str
    opened_at: datetime
    ended_at: datetime | None
    outcome: str | None


def same_place(session: Session, case: CaseFile) -> Sequence[Alike]:
    """Other cases of the same pathway about the same place, open ones first, then the newest.

    The asker need not read either address: whoever must decide on a worry before accepting it sees the street alone.
    """
    session.flush()
    rows = session.execute(text("select * from cases_at_the_same_place(:case)"), {"case": case.id})
    return [Alike(row.case_id, row.reference, row.opened_at, row.ended_at, row.outcome) for row in rows]


def same_person(session: Session, case: CaseFile) -> Sequence[Alike]:
    """Other cases of the same pathway about somebody of the same name who was born on the same day, as far as the
    asker reads both. A name alone is not enough."""
    pathway = queries.pathway_of(case)
    part = next((word for word in pathway.parts if word.code == "subject"), None)
    if part is None or part.born_by is None:
        return []
    born = queries.answers_of(session, case.id).get(part.born_by)
    if not born:
        return []
    own = select(PersonOnCase.name_folded).where(PersonOnCase.case_id == case.id, PersonOnCase.part == part.code)
    # asked of each case of that name, so that nobody's answers are gone through
    born_that_day = select(literal(1)).where(
        Answer.case_id == CaseFile.id,
        Answer.category == pathway.question(part.born_by).category,
        Answer.field == part.born_by,
        Answer.value == func.to_jsonb(str(born)),
        Answer.superseded_at.is_(None),
    )
    rows = session.execute(
        select(CaseFile.id, CaseFile.reference, CaseFile.opened_at, CaseFile.ended_at, CaseFile.outcome)
        .join(PersonOnCase, PersonOnCase.case_id == CaseFile.id)
        .where(
            CaseFile.id != case.id,
            CaseFile.pathway == case.pathway,
            PersonOnCase.part == part.code,
            PersonOnCase.name_folded == own.scalar_subquery(),
            born_that_day.exists(),
        )
        .order_by(CaseFile.opened_at.desc())
        .limit(10)
    )
    return [Alike(*row) for row in rows]
