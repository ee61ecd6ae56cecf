"""What a worker sent, what happens next, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, func, select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.cases import queries as cases
from coordination.cases.models import Answer, CaseFile, HandOver
from coordination.errors import NotVisible
from coordination.identity.models import OutsideOrganisation, Team
from coordination.queues.models import Clock
from coordination.referrals.models import Draft, Referral
from coordination.referrals.queries.written import CALENDAR, Writing
from workflows import pathways
from workflows.clocks import due
from workflows.conditions import known_of
from workflows.dates_in_words import by_when
from workflows.local_time import read_dated
from workflows.truth import Known, truth
from workflows.vocabulary import Pathway

NOT_SENT = "There is no such referral of yours."


@dataclass(frozen=True)
class Next:
    """One line of what happens next, and by when in words where a deadline is known."""

    say: str
    by: str


@dataclass(frozen=True)
class RingUp:
    """Whom to ring when nothing is heard, or at once where nobody is in the team: then nobody reads it here."""

    name: str
    phone: str
    out_of_hours: str
    nobody_reads: bool = False


@dataclass(frozen=True)
class SentReferral:
    """One referral as its sender may see it again. `answers` of one that was added to an open case are those that were
    new or different: the rest stood there already. `went_along` names the documents that went with it."""

    id: UUID
    case_id: UUID
    case_reference: str
    pathway: Pathway
    submitted_at: datetime
    receipt: str
    added: bool
    next_steps: Sequence[Next]
    ring: RingUp | None
    answers: dict[str, Any]
    went_along: Sequence[str] = ()


def of_draft(session: Session, reference: str) -> SentReferral:
    """The referral that a draft of this worker became. Raises NotVisible when there is none."""
    draft = session.scalar(select(Draft).where(Draft.reference == reference.upper()[:20]))
    if draft is None or draft.ended_as != "submitted":
        raise NotVisible(NOT_SENT)
    found = session.scalars(
        select(Referral)
        .where(Referral.case_id == draft.case_id, Referral.sender_id == draft.worker_id)
        .order_by(func.abs(func.extract("epoch", Referral.submitted_at - draft.ended_at)), Referral.id.desc())
        .limit(1)
    ).one_or_none()
    if found is None:
        raise NotVisible(NOT_SENT)
    return _sent(session, found, draft.went_along)


def of_part(session: Session, worker_id: UUID, draft: Writing) -> SentReferral:
    """The urgent part of this worker's draft, as it was sent. Raises NotVisible when none was."""
    found = session.scalar(
        select(Referral).where(
            Referral.case_id == draft.case_id, Referral.sender_id == worker_id, Referral.urgent.is_(True)
        )
    )
    if found is None:
        raise NotVisible(NOT_SENT)
    return _sent(session, found, _went_along(session, found.case_id))


def of_case(session: Session, worker_id: UUID, reference: str) -> SentReferral:
    """This worker's own, newest referral on a case. Raises NotVisible when there is none."""
    found = session.scalar(
        select(Referral)
        .join(CaseFile, CaseFile.id == Referral.case_id)
        .where(CaseFile.reference == reference, Referral.sender_id == worker_id)
        .order_by(Referral.submitted_at.desc())
        .limit(1)
    )
    if found is None:
        raise NotVisible(NOT_SENT)
    return _sent(session, found, _went_along(session, found.case_id))


def _went_along(session: Session, case_id: UUID) -> list[str]:
    """What went along with everything that this worker sent to a case: nobody sees another's drafts."""
    went = session.scalars(select(Draft.went_along).where(Draft.case_id == case_id).order_by(Draft.id))
    return [reference for each in went for reference in each]


def _sent(session: Session, referral: Referral, went_along: Sequence[str]) -> SentReferral:
    case = session.get_one(CaseFile, referral.case_id)
    pathway = pathways.of(referral.pathway, referral.pathway_version)
    answers = _answers(session, referral)
    return SentReferral(
        id=referral.id,
        case_id=case.id,
        case_reference=case.reference,
        pathway=pathway,
        submitted_at=referral.submitted_at,
        receipt=referral.receipt,
        added=_added(session, referral),
        next_steps=_next_steps(session, referral, pathway),
        ring=_ring_up(session, case.id),
        answers=answers,
        went_along=tuple(went_along),
    )


def _answers(session: Session, referral: Referral) -> dict[str, Any]:
    found: dict[str, Any] = {}
    rows = session.execute(
        select(Answer.field, Answer.repeat, Answer.value)
        .where(Answer.case_id == referral.case_id, Answer.referral_id == referral.id)
        .order_by(Answer.field, Answer.repeat)
    )
    for name, repeat, value in rows:
        topic, _, question = name.partition(".")
        if question:
            entries = found.setdefault(topic, [])
            entries += [{}] * (repeat + 1 - len(entries))
            entries[repeat] = {**entries[repeat], question: value}
        else:
            found[name] = value
    return found


def _added(session: Session, referral: Referral) -> bool:
    """Whether the case was open already when this referral came. Ids are in the order of their making."""
    earlier = select(Referral.id).where(Referral.case_id == referral.case_id, Referral.id < referral.id)
    return session.scalar(earlier.limit(1)) is not None


def _next_steps(session: Session, referral: Referral, pathway: Pathway) -> list[Next]:
    facts = {"submitted": referral.submitted_at.isoformat()}
    known = known_of(
        pathway, cases.answers_of(session, referral.case_id), clock.today(), facts=facts, calendar=CALENDAR
    )
    running = {
        row.rule: row
        for row in session.scalars(select(Clock).where(Clock.case_id == referral.case_id).order_by(Clock.started_at))
    }
    steps: list[Next] = []
    answered: datetime | None = None
    for step in pathway.next_steps:
        if step.when is not None and truth(step.when, known) is not True:
            continue
        row = running.get(step.clock or "")
        due_at = row.due_at if row else _to_come(pathway, step.clock, known, referral.submitted_at, answered)
        if row and due_at:
            answered = max(answered or due_at, due_at)
        steps.append(Next(step.say, by_when(due_at) if due_at else ""))
    return steps


def _to_come(
    pathway: Pathway, rule: str | None, known: Known, started: datetime, answered: datetime | None
) -> datetime | None:
    """When a deadline that does not run yet will be, where what it counts from is known already: not before the day on
    which the answer that it follows is due."""
    if rule is None:
        return None
    wanted = pathway.clock(rule)
    origins = {origin.code: read_dated(known.facts.get(origin.code)) for origin in pathway.origins}
    if origins.get(wanted.origin) is None:
        return None
    at = due(
        wanted,
        origins=origins,
        started=started,
        calendar=CALENDAR,
        holds=lambda condition: truth(condition, known),
        labels={origin.code: origin.label for origin in pathway.origins},
    ).at
    return max(at, answered) if at and answered else at


def team_to_ring(team: Team) -> RingUp:
    """A team's phone, and whom to ring while it is closed."""
    closed = team.duty.get("out_of_hours") or {}
    late = f"{closed.get('name', '')} {closed.get('phone', '')}".strip()
    return RingUp(team.name, team.duty.get("phone", ""), late)


def nobody_reads(session: Session, team_ids: Collection[UUID]) -> list[RingUp]:
    """Those of these teams that nobody is in, with whom to ring instead of waiting for an answer here."""
    alone = select(Team).where(Team.id.in_(team_ids), ~func.somebody_is_in(Team.id, type_=Boolean)).order_by(Team.name)
    return [replace(team_to_ring(team), nobody_reads=True) for team in session.scalars(alone)]


def _ring_up(session: Session, case_id: UUID) -> RingUp | None:
    asked = session.scalar(
        select(HandOver).where(HandOver.case_id == case_id).order_by(HandOver.asked_at.desc()).limit(1)
    )
    if asked is None:
        return None
    if asked.to_team_id is not None:
        alone = nobody_reads(session, [asked.to_team_id])
        return alone[0] if alone and asked.answer is None else team_to_ring(session.get_one(Team, asked.to_team_id))
    outside = session.get_one(OutsideOrganisation, asked.to_outside_id)
    return RingUp(outside.name, outside.phone or "", "")
