"""The rest of a referral whose urgent part opened the case: who it is about, whom it names, where, and who joins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.cases.commands import places
from coordination.cases.commands.consents import keep_consents, rest_on_what_was_agreed
from coordination.cases.commands.opening import (
    NOBODY_NAMED,
    joins,
    names_nobody,
    people_of_rows,
    somebody,
    subject_name,
)
from coordination.cases.commands.urgent import alert_by_answers
from coordination.cases.models import Answer, CaseFile, CaseLine, Place
from coordination.cases.queries.alike import folded
from coordination.cases.queries.copies import copies_of
from coordination.queues.commands.opening import refresh_copies
from workflows.truth import Known
from workflows.vocabulary import Pathway


def people_in(
    session: Session, case: CaseFile, pathway: Pathway, known: Known, answers: Mapping[str, Any]
) -> dict[tuple[str, int], UUID]:
    """Put the people of rows that came since the urgent part on the case. Returns their ids by part and place."""
    there = _rows_sent(session, case, pathway)
    found = {}
    for part, among, repeat, name in people_of_rows(pathway, known, answers):
        if repeat >= there.get(among, 0):
            row = somebody(case, pathway, part, name)
            session.add(row)
            found[among, repeat] = row.id
    return found


def complete(
    session: Session,
    worker: SignedIn,
    case: CaseFile,
    pathway: Pathway,
    known: Known,
    answers: Mapping[str, Any],
    new: Mapping[str, Any],
) -> None:
    """What opening a case does with answers, done with those that came after its urgent part (`new`). `answers` and
    `known` are of everything that was written, in both parts."""
    nobody = names_nobody(pathway, answers)
    name = NOBODY_NAMED if nobody else subject_name(pathway, answers)
    subject_id = session.scalars(select(func.name_who_was_not_known(case.id, name, folded(name), nobody))).one()
    if session.scalar(select(Place.id).where(Place.case_id == case.id).limit(1)) is None:
        places.keep(session, case, pathway, answers)
    keep_consents(session, worker, case, pathway, new, subject_id)
    rest_on_what_was_agreed(session, case, pathway)
    stage = session.scalars(select(CaseLine.stage).where(CaseLine.case_id == case.id, CaseLine.line == "main")).one()
    joins(session, worker, case, pathway, known, "submission", stage)
    refresh_copies(session, copies_of(session, case, pathway, known, None))
    alert_by_answers(session, worker.id, case, pathway, known)


def _rows_sent(session: Session, case: CaseFile, pathway: Pathway) -> dict[str, int]:
    """How many rows of each repeated page about people were sent already."""
    sent: dict[str, int] = {}
    for topic in pathway.topics.values():
        if topic.repeat is not None and topic.repeat.part is not None:
            last = session.scalar(
                select(func.max(Answer.repeat)).where(Answer.case_id == case.id, Answer.field.like(f"{topic.code}.%"))
            )
            sent[topic.repeat.part] = 0 if last is None else last + 1
    return sent
