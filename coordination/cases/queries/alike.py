"""Open cases about what seems to be the same person, among those that the asker may see. Of others nothing is said."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from coordination.cases.models import Answer, CaseFile, PersonOnCase
from coordination.cases.queries import name_of
from workflows.vocabulary import Pathway

NUMBERS = frozenset({"prison-number", "nhs-number"})


@dataclass(frozen=True)
class OpenCase:
    """An open case of the same kind about what seems to be the same person."""

    id: UUID
    reference: str
    opened_at: datetime


def open_cases_alike(
    session: Session, pathway: Pathway, answers: Mapping[str, Any], *, but: UUID | None = None
) -> Sequence[OpenCase]:
    """Open cases of this pathway with the same prison or NHS number, or the same name and date of birth."""
    same = [
        and_(
            # the category first: PostgreSQL then looks into one row of a case, and not into all that hold its answers
            Answer.category == question.category,
            Answer.field == question.code,
            Answer.value == func.to_jsonb(str(answers[question.code])),
        )
        for question in pathway.asked_at_referral
        if question.kind in NUMBERS and answers.get(question.code)
    ]
    matches = select(Answer.case_id).where(Answer.superseded_at.is_(None), or_(*same)) if same else None
    name = folded(name_of(pathway, dict(answers)))
    named = None
    born = pathway.listing.born or ""
    if name and answers.get(born):
        named = (
            select(PersonOnCase.case_id)
            .join(Answer, Answer.case_id == PersonOnCase.case_id)
            .where(
                PersonOnCase.part == "subject",
                PersonOnCase.name_folded == name,
                Answer.category == pathway.question(born).category,
                Answer.field == born,
                Answer.superseded_at.is_(None),
                Answer.value == func.to_jsonb(str(answers[born])),
            )
        )
    either = [CaseFile.id.in_(found) for found in (matches, named) if found is not None]
    if not either:
        return []
    query = select(CaseFile.id, CaseFile.reference, CaseFile.opened_at).where(
        CaseFile.pathway == pathway.code, CaseFile.ended_at.is_(None), or_(*either)
    )
    if but is not None:
        query = query.where(CaseFile.id != but)
    return [OpenCase(*row) for row in session.execute(query.order_by(CaseFile.opened_at.desc()).limit(5))]


def folded(name: str) -> str:
    """A name as search and matching compare it: lower case, no accents, apostrophes, hyphens or doubled spaces."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(
        sign if sign.isalnum() or sign.isspace() else "" for sign in plain if not unicodedata.combining(sign)
    )
    return " ".join(letters.split())
