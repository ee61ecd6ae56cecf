"""Open cases about what seems to be the same person, among those that the asker may see. Of others nothing is said."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from coordination.cases.queries import name_of
from workflows.identifiers import FOUND_BY
from workflows.vocabulary import Pathway

_ALIKE = text("select * from open_cases_alike(:pathway, :nhs_number, :prison_number, :name, :born_field, :born)")


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
    numbers = {
        question.code: str(answers[question.code])
        for question in pathway.asked_at_referral
        if question.kind in FOUND_BY and answers.get(question.code)
    }
    name, born = folded(name_of(pathway, dict(answers))), pathway.listing.born or ""
    known = bool(name and answers.get(born))
    if not numbers and not known:
        return []
    given = {
        "pathway": pathway.code,
        "nhs_number": numbers.get("nhs_number"),
        "prison_number": numbers.get("prison_number"),
        "name": name if known else None,
        "born_field": born,
        "born": str(answers[born]) if known else None,
    }
    return [OpenCase(*row) for row in session.execute(_ALIKE, given) if row.id != but]


def folded(name: str) -> str:
    """A name as search and matching compare it: lower case, no accents, apostrophes, hyphens or doubled spaces."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(
        sign if sign.isalnum() or sign.isspace() else "" for sign in plain if not unicodedata.combining(sign)
    )
    return " ".join(letters.split())
