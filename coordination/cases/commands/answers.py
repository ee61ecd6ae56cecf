"""Answers are given and corrected here. A correction supersedes; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.access import SignedIn
from coordination.audit.commands import record
from coordination.cases.models import Answer, AnswersGiven, CaseFile
from coordination.db import new_id
from coordination.writing_together import put
from workflows.likeness import compared_by
from workflows.vocabulary import Pathway, Question

EMPTY: tuple[Any, ...] = (None, "", [], {})
# an answer's field, its place in a repeat, its question and its value
Flat = tuple[str, int, Question, Any]


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
    corrects: bool = False,
) -> list[str]:
    """Keep these answers, each under its question's category. Returns the fields that are new or changed.

    `person_ids` names the person on the case for each (part, repeat). With `first` nothing can be there to supersede;
    with `corrects` what is superseded was wrong, and is told so: what a step asks again was not.
    """
    flat = _flat(pathway, answers)
    if not first:
        flat = _changed(session, case.id, flat)
    rows = _rows(worker, case, flat, person_ids, referral_id)
    for row in rows:
        put(session, AnswersGiven, **row)
    if compared_by(pathway).keys() & {field for field, _, _, _ in flat}:
        jobs.later(
            session, worker.id, "keep_person_keys", case_id=case.id, pathway=pathway.code, version=pathway.version
        )
    if first or not rows:
        return [field for field, _, _, _ in flat]
    session.flush()
    # Through a function, because whoever gives an answer need not be able to read the one in force.
    again = set(session.scalar(select(func.supersede_answers([row["id"] for row in rows]))) or ())
    _record(session, case.id, flat, again, "answer.corrected" if corrects else "answer.renewed")
    return [field for field, _, _, _ in flat]


def _rows(
    worker: SignedIn,
    case: CaseFile,
    flat: list[Flat],
    person_ids: Mapping[tuple[str, int], UUID],
    referral_id: UUID | None,
) -> list[dict[str, Any]]:
    """One row for all answers that the same rules are about."""
    now = clock.now()
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for field, repeat, question, value in flat:
        person_id = person_ids.get((question.part, repeat)) or person_ids.get(("subject", 0))
        ruled = (question.category, question.preview, question.level, question.kind == "address", repeat, person_id)
        row = rows.get(ruled)
        if row is None:
            category, in_preview, level_only, protected, _, _ = ruled
            row = rows[ruled] = {
                "id": new_id(),
                "case_id": case.id,
                "referral_id": referral_id,
                "person_id": person_id,
                "repeat": repeat,
                "category": category,
                "in_preview": in_preview,
                "level_only": level_only,
                "protected": protected,
                "given": {},
                "author_id": worker.id,
                "author_agency_id": worker.agency_id,
                "at": now,
            }
        row["given"][field] = value
    return list(rows.values())


def _changed(session: Session, case_id: UUID, flat: list[Flat]) -> list[Flat]:
    """Those of the answers that are not in force already, as far as the asker can read."""
    if not flat:
        return []
    there = session.execute(
        select(Answer.field, Answer.repeat, Answer.value).where(
            Answer.case_id == case_id,
            Answer.field.in_({field for field, _, _, _ in flat}),
            Answer.superseded_at.is_(None),
        )
    )
    stands = {(field, repeat): value for field, repeat, value in there}
    return [each for each in flat if stands.get((each[0], each[1])) != each[3]]


def _record(session: Session, case_id: UUID, flat: list[Flat], again: set[str], told_as: str) -> None:
    """One event for each category, so that which question was answered is told only to those who read its answer."""
    category_of = {field: question.category for field, _, question, _ in flat}
    for kind, fields_told in ((told_as, again), ("answer.given", category_of.keys() - again)):
        for category in sorted({category_of[field] for field in fields_told}):
            told = sorted(field for field in fields_told if category_of[field] == category)
            record(session, kind, case_id=case_id, category=category, fields=told)


def _flat(pathway: Pathway, answers: Mapping[str, Any]) -> list[Flat]:
    """Each answer with its field, its place in a repeat, and its question. Answers to no question are left out."""
    flat: list[Flat] = []
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
