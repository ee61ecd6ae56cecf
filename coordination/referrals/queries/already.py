"""Whether the person has an open case already that this worker may see. Of any other case nothing is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from coordination.cases.commands.opening import folded
from coordination.cases.models import Answer, CaseFile, PersonOnCase
from coordination.cases.queries import name_of
from coordination.referrals.queries.written import Writing

NUMBERS = frozenset({"prison-number", "nhs-number"})


@dataclass(frozen=True)
class OpenCase:
    """An open case of the same kind about what seems to be the same person."""

    id: UUID
    reference: str
    opened_at: datetime


def open_cases(session: Session, draft: Writing) -> Sequence[OpenCase]:
    """Open cases of the draft's pathway with the same prison or NHS number, or the same name and date of birth,
    among those that the worker may see."""
    answers = draft.answers
    same = [
        and_(Answer.field == question.code, Answer.value == func.to_jsonb(str(answers[question.code])))
        for question in draft.pathway.asked_at_referral
        if question.kind in NUMBERS and answers.get(question.code)
    ]
    matches = select(Answer.case_id).where(Answer.superseded_at.is_(None), or_(*same)) if same else None
    name = folded(name_of(draft.pathway, answers))
    named = None
    born = draft.pathway.listing.born or ""
    if name and answers.get(born):
        named = (
            select(PersonOnCase.case_id)
            .join(Answer, Answer.case_id == PersonOnCase.case_id)
            .where(
                PersonOnCase.part == "subject",
                PersonOnCase.name_folded == name,
                Answer.field == born,
                Answer.superseded_at.is_(None),
                Answer.value == func.to_jsonb(str(answers[born])),
            )
        )
    either = [CaseFile.id.in_(found) for found in (matches, named) if found is not None]
    if not either:
        return []
    rows = session.execute(
        select(CaseFile.id, CaseFile.reference, CaseFile.opened_at)
        .where(CaseFile.pathway == draft.pathway.code, CaseFile.ended_at.is_(None), or_(*either))
        .order_by(CaseFile.opened_at.desc())
        .limit(5)
    )
    return [OpenCase(*row) for row in rows]
