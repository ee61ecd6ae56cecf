"""Answers are given and corrected here. A correction supersedes; nothing is overwritten."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record
from coordination.cases.models import Answer, CaseFile
from coordination.db import new_id
from workflows.vocabulary import Pathway, Question

EMPTY: tuple[Any, ...] = (None, "", [], {})


def give(
    session: Session,
    worker: SignedIn,
    case: CaseFile,
    pathway: Pathway,
    answers: Mapping[str, Any],
    *,
    person_ids: Mapping[tuple[str, int], UUID],
    referral_id: UUID | None = None,
    first: bool = False,
) -> list[str]:
    """Keep these answers, each under its question's category. Returns the fields that are new or changed.

    `person_ids` names the person on the case for each (part, repeat). With `first` nothing can be there to supersede.
    """
    now = clock.now().isoformat()
    rows = [
        {
            "id": new_id(),
            "case_id": case.id,
            "referral_id": referral_id,
            "person_id": person_ids.get((question.part, repeat)) or person_ids.get(("subject", 0)),
            "field": field,
            "repeat": repeat,
            "category": question.category,
            "in_preview": question.preview,
            "level_only": question.level,
            "protected": question.kind == "address",
            "value": value,
            "author_id": worker.id,
            "author_agency_id": worker.agency_id,
            "at": now,
        }
        for field, repeat, question, value in _flat(pathway, answers)
    ]
    if first:
        _insert(session, rows)
        return [row["field"] for row in rows]
    return _supersede(session, case.id, rows)


# One statement for a whole form: a hundred separate rows would cost as much as everything else together.
_INSERT = text("""
    insert into answer (id, case_id, referral_id, person_id, field, repeat, category, in_preview, level_only, protected,
                        value, author_id, author_agency_id, at)
    select a.id, a.case_id, a.referral_id, a.person_id, a.field, a.repeat, a.category, a.in_preview, a.level_only,
           a.protected, a.value, a.author_id, a.author_agency_id, a.at
    from jsonb_to_recordset(cast(:rows as jsonb)) as a(
        id uuid, case_id uuid, referral_id uuid, person_id uuid, field text, repeat bigint, category text,
        in_preview boolean, level_only boolean, protected boolean, value jsonb, author_id uuid, author_agency_id uuid,
        at timestamptz)
""")


def _insert(session: Session, rows: list[dict[str, Any]]) -> None:
    session.flush()
    if rows:
        session.execute(_INSERT, {"rows": json.dumps(rows, default=str)})


def _supersede(session: Session, case_id: UUID, rows: list[dict[str, Any]]) -> list[str]:
    there = {
        (old.field, old.repeat): old
        for old in session.scalars(
            select(Answer)
            .where(
                Answer.case_id == case_id,
                Answer.field.in_({row["field"] for row in rows}),
                Answer.superseded_at.is_(None),
            )
            .with_for_update()
        )
    }
    changed = [row for row in rows if not _stands(there.get((row["field"], row["repeat"])), row["value"])]
    _insert(session, changed)
    # Through a function, because whoever gives an answer need not be able to read the one in force.
    corrected = [row for row in changed if session.scalar(select(func.supersede_answer(row["id"])))]
    again = sorted({row["field"] for row in corrected})
    given = sorted({row["field"] for row in changed} - set(again))
    # One event for each category, so that which question was answered is told only to those who read its answer.
    category_of = {row["field"]: row["category"] for row in changed}
    for kind, fields_told in (("answer.corrected", again), ("answer.given", given)):
        for category in sorted({category_of[field] for field in fields_told}):
            told = [field for field in fields_told if category_of[field] == category]
            record(session, kind, case_id=case_id, category=category, fields=told)
    return [row["field"] for row in changed]


def _stands(old: Answer | None, value: Any) -> bool:
    return old is not None and old.value == value


def _flat(pathway: Pathway, answers: Mapping[str, Any]) -> list[tuple[str, int, Question, Any]]:
    """Each answer with its field, its place in a repeat, and its question. Answers to no question are left out."""
    flat: list[tuple[str, int, Question, Any]] = []
    for code, value in answers.items():
        if value in EMPTY:
            continue
        if code in pathway.questions:
            flat.append((code, 0, pathway.question(code), value))
        elif code in pathway.topics and isinstance(value, list):
            questions = {question.code: question for question in pathway.topics[code].questions}
            for repeat, entry in enumerate(value):
                flat += [
                    (f"{code}.{field}", repeat, questions[field], said)
                    for field, said in entry.items()
                    if field in questions and said not in EMPTY
                ]
    return flat
