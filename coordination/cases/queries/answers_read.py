"""The answers of a case for its pages: read in the rows that they were given in, and taken apart here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from coordination.cases.models import AnswersGiven
from coordination.cases.queries.listed import names_behind
from coordination.together import AnyRows, name_of
from workflows.vocabulary import Pathway


@dataclass(slots=True)
class AnswerRead:
    """One answer as its reader may know it: what was given, with the name behind it where it is a code of a list."""

    id: UUID
    field: str
    repeat: int
    value: Any
    named: str | None
    category: str
    protected: bool
    at: datetime
    in_force: bool
    author_id: UUID
    author: str
    agency: str


def answers_query(case_id: Any, pathway: Pathway) -> AnyRows:
    """The rows that the answers of a case were given in. A row holds several answers, which have all but their values
    in common: taking them apart in the database would send what they share once for each."""
    return (
        select(
            AnswersGiven.id, AnswersGiven.repeat, AnswersGiven.given, AnswersGiven.superseded, AnswersGiven.category,
            AnswersGiven.protected, AnswersGiven.at, AnswersGiven.author_id,
            name_of(AnswersGiven.author_id).label("author"), names_behind(pathway).label("names"),
            name_of(AnswersGiven.author_agency_id).label("agency"),
        )
        .where(AnswersGiven.case_id == case_id)
        .order_by(AnswersGiven.repeat, AnswersGiven.at, AnswersGiven.id)
    )  # fmt: skip


def each_answer(rows: Iterable[Any]) -> list[AnswerRead]:
    """The single answers of these rows, by field and repeat, the oldest of each first."""
    found = []
    for row in rows:
        superseded, names = row.superseded or {}, row.names or {}
        for name, value in row.given.items():
            found.append(
                AnswerRead(
                    row.id, name, row.repeat, value, names.get(name), row.category, row.protected, row.at,
                    name not in superseded, row.author_id, row.author, row.agency,
                )
            )  # fmt: skip
    found.sort(key=_by_field)  # rows of one field and repeat stay in the order of time
    return found


def _by_field(answer: AnswerRead) -> str:
    return answer.field
