"""Who is named on a case: the person of each part, by their place among those of that part."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.cases import queries
from coordination.cases.models import CaseFile, PersonOnCase


def people_on(session: Session, case: CaseFile) -> dict[tuple[str, int], UUID]:
    """The person on the case for each part and place in it. Whoever has another part while something holds for them,
    such as a child who is not born yet, keeps their place among the others."""
    pathway = queries.pathway_of(case)
    same = {
        other.part: topic.repeat.part or other.part
        for topic in pathway.topics.values()
        if topic.repeat
        for other in topic.repeat.otherwise
    }
    rows = session.execute(
        select(PersonOnCase.part, PersonOnCase.id).where(PersonOnCase.case_id == case.id).order_by(PersonOnCase.id)
    )
    found: dict[tuple[str, int], UUID] = {}
    for kept_part, person_id in rows:
        part = same.get(kept_part, kept_part)
        found[part, sum(1 for key in found if key[0] == part)] = person_id
    return found
