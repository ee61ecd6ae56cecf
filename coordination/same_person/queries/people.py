"""Somebody on a case, with what the asker reads of them there: whom it is about, or somebody in one of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.cases.models import Answer, PersonOnCase
from coordination.cases.queries.loading import Loaded
from workflows import pathways
from workflows.likeness import Described, compared_fields, compared_parts, described
from workflows.vocabulary import Pathway

SUBJECT = "subject"


@dataclass(frozen=True)
class Person:
    """One person on one case, and the answers there that tell the asker who they are, under their fields."""

    row: Any
    pathway: Pathway
    answers: Mapping[str, Any]

    @classmethod
    def told(cls, row: Any, answers: Iterable[Any]) -> Person:
        """Out of a row of the person and of answers of several cases."""
        pathway = pathways.of(row.pathway, row.pathway_version)
        return cls(row, pathway, {each.field: each.value for each in answers if _about(each, row)})

    @property
    def is_subject(self) -> bool:
        """Whether the case is about them."""
        return bool(self.row.part == SUBJECT)

    @property
    def described(self) -> Described | None:
        """What is compared; None where the asker reads no name of theirs."""
        return described(self.pathway, self.answers, self.row.part)

    @property
    def fields(self) -> Mapping[str, tuple[str, ...]]:
        """Which answers tell what of them."""
        return compared_fields(self.pathway, self.row.part)


def person_of(session: Session, page: Loaded, person_id: UUID | None) -> Person | None:
    """Whom a case is about, or with an id that person on it. None where the asker does not read who that is, or they
    are nobody whom the pathway lets be compared."""
    named = PersonOnCase.id == person_id if person_id else PersonOnCase.part == SUBJECT
    row = session.scalars(select(PersonOnCase).where(PersonOnCase.case_id == page.case.id, named).limit(1)).first()
    if row is None or row.part not in compared_parts(page.pathway):
        return None
    fields = [field for told in compared_fields(page.pathway, row.part).values() for field in told]
    answers = session.execute(
        select(Answer.case_id, Answer.person_id, Answer.field, Answer.value).where(
            Answer.case_id == page.case.id, Answer.field.in_(fields), Answer.superseded_at.is_(None)
        )
    )
    return Person(row, page.pathway, {each.field: each.value for each in answers if _about(each, row)})


def _about(answer: Any, row: Any) -> bool:
    """Whether an answer is about this person: their own row, or what the case tells of everybody on it."""
    return answer.case_id == row.case_id and ("." not in answer.field or answer.person_id == row.id)
