"""Answers and messages that cannot wait: by rule they alert a team at once, whatever the hour."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.cases.commands.participants import parts_of
from coordination.cases.models import CaseFile, CaseLine
from coordination.cases.queries import pathway_of
from coordination.queues.commands.alerting import raise_alert
from coordination.queues.models import Alert
from workflows.danger_words import DANGERS, danger_in
from workflows.truth import Known, truth
from workflows.vocabulary import Advice, Pathway


def alert_by_answers(
    session: Session,
    worker_id: UUID,
    case: CaseFile,
    pathway: Pathway,
    known: Known,
    *,
    before: Known | None = None,
) -> list[str]:
    """Raise an alert for every rule that holds now and did not `before`, once in the life of a case. Returns their
    references.

    Called when everybody who takes part is written. Where nobody on the case has a team that can be alerted (it went to
    an organisation outside) there is none: the worker has been told to ring.
    """
    if case.ended_at is not None:
        return []
    due = [
        rule
        for rule in pathway.advice
        if rule.alert and truth(rule.when, known) is True and (before is None or truth(rule.when, before) is not True)
    ]
    if not due:
        return []
    session.flush()
    told = set(session.scalars(select(Alert.because).where(Alert.case_id == case.id)))
    return [
        raise_alert(session, worker_id, case.id, team_id, rule.alert, answer_within=_within(rule, known))
        for rule in due
        if rule.alert not in told and (team_id := team_in(session, case.id, rule.alerts)) is not None
    ]


def alert_by_words(session: Session, worker: SignedIn, case: CaseFile, body: str) -> str | None:
    """Alert the team that answers for danger on this case when a message may tell of some. Returns the kind of danger.

    The alert says no more than that a message was written: who may not read it learns nothing of what it says. While
    nobody has answered it, further messages of the same kind raise no other.
    """
    kind = danger_in(body)
    if kind is None or case.ended_at is not None:
        return kind
    pathway = pathway_of(case)
    line = session.scalars(select(CaseLine.stage).where(CaseLine.case_id == case.id, CaseLine.line == "main")).first()
    owner = pathway.stage(line).owner if line else None
    answering = tuple(position for rule in pathway.advice for position in rule.alerts)
    # where the stage waits for whoever sent it, those who have the case answer for danger all the same
    senders = pathway.hand_over(pathway.first_hand_over).from_ if pathway.first_hand_over else ()
    owning = (owner,) if owner and owner not in senders else ()
    team_id = team_in(session, case.id, (*answering, *owning, pathway.holding))
    if team_id is not None:
        raise_alert(session, worker.id, case.id, team_id, DANGERS[kind].alert)
    return kind


def team_in(session: Session, case_id: UUID, positions: tuple[str, ...]) -> UUID | None:
    """The team that holds the first of these positions that a team holds on the case."""
    teams = {part.position: part.holder for part in parts_of(session, case_id, positions) if part.holder_kind == "team"}
    return next((teams[position] for position in positions if position in teams), None)


def _within(rule: Advice, known: Known) -> timedelta:
    return timedelta(minutes=int(known.settings.get(rule.within or "", 15)))
