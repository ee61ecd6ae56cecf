"""What became of a worker's referrals, the newest word first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from coordination.cases.models import CaseFile, CaseLine, HandOver, PersonOnCase
from coordination.identity.models import Team
from coordination.referrals.models import Referral
from workflows import pathways

PAGE = 20
ANSWERS_TO = {
    "accepted": "accepted it",
    "declined": "said no",
    "returned": "asked for more before deciding",
    "redirected": "passed it on",
    "withdrawn": "it was withdrawn",
    "expired": "gave no answer in time",
}


@dataclass(frozen=True)
class Became:
    """One line of “what became of my referrals”: the newest word about it, in the words for a sender."""

    case_id: UUID
    reference: str
    pathway: str
    name: str
    submitted_at: datetime
    newest_at: datetime
    words: str
    ended: bool


@dataclass(frozen=True)
class Page:
    """Some of a list, and the keys of the pages before and after it."""

    rows: Sequence[Became]
    after: str | None


def what_became(session: Session, worker_id: UUID, after: str | None = None, most: int = PAGE) -> Page:
    """What became of this worker's referrals, newest word first. `after` is the key that the last page gave."""
    answered = select(func.max(HandOver.answered_at)).where(HandOver.case_id == Referral.case_id).scalar_subquery()
    newest = func.greatest(Referral.submitted_at, CaseFile.ended_at, CaseLine.since, answered).label("newest")
    query = (
        select(Referral, CaseFile, CaseLine.stage, newest)
        .join(CaseFile, CaseFile.id == Referral.case_id)
        .outerjoin(CaseLine, and_(CaseLine.case_id == Referral.case_id, CaseLine.line == "main"))
        .where(Referral.sender_id == worker_id)
        .order_by(newest.desc(), Referral.id.desc())
        .limit(most + 1)
    )
    beyond = _key(after)
    if beyond is not None:
        query = query.where(_past(newest, beyond))
    found = session.execute(query).all()
    case_ids = [case.id for _, case, _, _ in found[:most]]
    names, answers = _names(session, case_ids), _newest_answers(session, case_ids)
    rows = [
        _became(referral, case, names.get(case.id, ""), stage, at, answers.get(case.id))
        for referral, case, stage, at in found[:most]
    ]
    more = None
    if len(found) > most:
        last, _, _, at = found[most - 1]
        more = f"{at.isoformat()}_{last.id}"
    return Page(rows, more)


def _names(session: Session, case_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Whom each case is about, where the sender may still read it and the name is not hidden."""
    rows = session.execute(
        select(PersonOnCase.case_id, PersonOnCase.name).where(
            PersonOnCase.case_id.in_(case_ids),
            PersonOnCase.part == "subject",
            PersonOnCase.name_hidden_since.is_(None),
        )
    )
    return {case_id: name for case_id, name in rows if name}


def _newest_answers(session: Session, case_ids: Sequence[UUID]) -> dict[UUID, Any]:
    """What the team that was asked last answered, and its name."""
    rows = session.execute(
        select(HandOver.case_id, HandOver.answer, Team.name)
        .outerjoin(Team, Team.id == HandOver.to_team_id)
        .where(HandOver.case_id.in_(case_ids), HandOver.answered_at.is_not(None))
        .order_by(HandOver.answered_at)
    )
    return {row.case_id: row for row in rows}


def _became(referral: Referral, case: CaseFile, name: str, stage: str | None, at: datetime, answer: Any) -> Became:
    pathway = pathways.of(case.pathway, case.pathway_version)
    words = pathway.stage(stage).outside_label if stage else "Sent"
    if case.outcome is not None:
        ending = pathway.ending(case.outcome)
        words = words if ending == words else f"Closed: {ending}"
    if answer is not None and case.outcome is None and answer.answer in ANSWERS_TO:
        words = f"{words}. {answer.name or 'The organisation'} {ANSWERS_TO[answer.answer]}."
    return Became(
        case.id, case.reference, pathway.title, name, referral.submitted_at, at, words, case.ended_at is not None
    )


def _key(after: str | None) -> tuple[datetime, UUID] | None:
    moment, _, row = (after or "").partition("_")
    try:
        at, last = datetime.fromisoformat(moment), UUID(row)
    except ValueError:
        return None
    return (at, last) if at.tzinfo else None


def _past(newest: ColumnElement[Any], beyond: tuple[datetime, UUID]) -> ColumnElement[bool]:
    at, last = beyond
    return or_(newest < at, and_(newest == at, Referral.id < last))
