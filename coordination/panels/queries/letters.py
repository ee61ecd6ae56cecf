"""What a panel decided about one case, as far as both the asker and whoever referred it may read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.cases.models import CaseFile
from coordination.errors import NotVisible
from coordination.identity.models import Agency, Worker
from coordination.panels.models import Decision, Meeting, PanelAction
from coordination.panels.queries.owners import owners
from coordination.sharing.models import Panel
from workflows import pathways


@dataclass(frozen=True)
class Outcome:
    """What the letter says was decided. It leaves out who thought otherwise: that is between those at the table."""

    label: str
    reason: str
    lead: str
    review_on: date | None
    actions: tuple[tuple[str, str, date], ...]


@dataclass(frozen=True)
class Letter:
    """A letter of outcome. Without an `outcome` the referrer may not read what was decided, only that it was."""

    case_id: UUID
    case_reference: str
    pathway: str
    referrer: str
    agency: str
    referred_at: datetime
    panel: str
    decided_at: datetime
    signed: str
    signed_for: str
    outcome: Outcome | None


@dataclass(frozen=True)
class DecidedOn:
    """One decision in force on a case, as its page lists it."""

    reference: str
    label: str
    panel: str
    at: datetime


def decisions_on(session: Session, case_id: UUID) -> list[DecidedOn]:
    """What panels have decided about a case that the asker may read, the newest first."""
    rows = session.execute(
        select(Decision.reference, Decision.label, Panel.name, Decision.made_at)
        .join(Panel, Panel.id == Decision.panel_id)
        .where(Decision.case_id == case_id, Decision.superseded_at.is_(None))
        .order_by(Decision.made_at.desc())
    )
    return [DecidedOn(*row) for row in rows]


def letters_of(session: Session, meeting: Meeting) -> dict[UUID, str]:
    """The decision in force on each case of a meeting, by case: what there is a letter about."""
    rows = session.execute(
        select(Decision.case_id, Decision.reference).where(
            Decision.meeting_id == meeting.id, Decision.superseded_at.is_(None)
        )
    )
    return {row.case_id: row.reference for row in rows}


def letter(session: Session, worker: SignedIn, reference: str) -> Letter:
    """The letter about one decision. Raises NotVisible for a decision that the asker may not read."""
    found = session.execute(
        select(Decision, CaseFile, Panel.name)
        .join(CaseFile, CaseFile.id == Decision.case_id)
        .join(Panel, Panel.id == Decision.panel_id)
        .where(Decision.reference == reference)
    ).one_or_none()
    if found is None:
        raise NotVisible("There is no decision of a panel here that you can open.")
    decision, case, panel = found
    people = _names(session, [case.opened_by_id, decision.made_by_id, decision.lead_id])
    referrer, agency = people[case.opened_by_id]
    signed, signed_for = people[decision.made_by_id]
    may_read = {one.id for one in owners(session, worker, case.id, decision.category)}
    return Letter(
        case_id=case.id,
        case_reference=case.reference,
        pathway=pathways.of(case.pathway, case.pathway_version).title,
        referrer=referrer,
        agency=agency,
        referred_at=case.opened_at,
        panel=panel,
        decided_at=decision.made_at,
        signed=signed,
        signed_for=signed_for,
        outcome=_outcome(session, decision, people) if case.opened_by_id in may_read else None,
    )


def _outcome(session: Session, decision: Decision, people: dict[UUID, tuple[str, str]]) -> Outcome:
    rows = session.execute(
        select(PanelAction.text, Agency.name, PanelAction.due_on)
        .join(Agency, Agency.id == PanelAction.owner_agency_id)
        .where(PanelAction.item_id == decision.item_id, PanelAction.category == decision.category)
        .order_by(PanelAction.due_on, PanelAction.id)
    )
    lead = ", ".join(people[decision.lead_id]) if decision.lead_id in people else ""
    actions = tuple((text, agency, due_on) for text, agency, due_on in rows)
    return Outcome(decision.label, decision.reason, lead, decision.review_on, actions)


def _names(session: Session, ids: Sequence[UUID | None]) -> dict[UUID, tuple[str, str]]:
    rows = session.execute(
        select(Worker.id, Worker.name, Agency.name)
        .join(Agency, Agency.id == Worker.agency_id)
        .where(Worker.id.in_([each for each in ids if each is not None]))
    )
    return {worker_id: (name, agency) for worker_id, name, agency in rows}
