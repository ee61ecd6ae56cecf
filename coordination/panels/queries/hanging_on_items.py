"""What hangs on the items of an agenda, read for all of them at once: reasons, updates, actions, decisions, days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from coordination import clock
from coordination.access import SignedIn
from coordination.cases.models import Participant, PersonOnCase
from coordination.conversation.models import FormCardNews
from coordination.identity.models import Agency, Worker
from coordination.panels.models import AgencyUpdate, AgendaReason, Decision, Interest, PanelAction
from coordination.panels.queries.told import BODY, LATE, NOTHING_NEW, OF_THE_CARD, TOLD_AT, TOLD_BY
from coordination.queues.models import Task
from coordination.queues.queries.rows import ENDED_BY_ITSELF
from workflows import pathways


@dataclass(frozen=True)
class Told:
    """What one agency told, or that it has not."""

    reference: str
    agency_id: UUID
    agency: str
    body: str
    nothing_new: bool
    by: str
    at: datetime | None
    late: bool
    due_at: datetime


@dataclass(frozen=True)
class ActionShown:
    """An action with where it stands."""

    reference: str
    text: str
    owner: str
    owner_reference: str
    agency: str
    due_on: date
    given_at: datetime
    # when it ended, whoever or whatever ended it
    done_at: datetime | None
    meeting_id: UUID
    # it ended without anybody doing it, as when the case was closed or somebody has died
    not_needed: bool
    # the task that it is, and who has that now: empty where nobody does, or where the reader is not told
    task: str
    holder: str
    # its owner handed it back or works there no more, and nobody has taken it since
    nobody_has_it: bool

    @property
    def state(self) -> str:
        """In a word or a few: done, no longer needed, late or open."""
        if self.not_needed:
            return "No longer needed"
        if self.done_at is not None:
            return "Done"
        return "Late" if self.due_on < clock.today() else "Open"

    @property
    def with_whom(self) -> str:
        """What a reader has to know where it is not with its owner any more; else nothing."""
        if self.done_at is not None:
            return ""
        if self.nobody_has_it:
            return "Nobody has it now: it waits in their team’s queue."
        return f"{self.holder} has it now." if self.holder and self.holder != self.owner else ""


@dataclass(frozen=True)
class DecisionShown:
    """What was decided."""

    code: str
    label: str
    reason: str
    dissent: str
    lead: str
    review_on: date | None
    at: datetime
    by: str


def reasons_of(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, list[tuple[str, str]]]:
    """Why each item stands where it does, the weightiest first: the code of each reason and its words."""
    rows = session.execute(
        select(AgendaReason.item_id, AgendaReason.code, AgendaReason.say)
        .where(AgendaReason.item_id.in_(ids), AgendaReason.gone_at.is_(None))
        .order_by(AgendaReason.weight.desc(), AgendaReason.code)
    )
    return _listed((row.item_id, (row.code, row.say)) for row in rows)


def updates_of(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, list[Told]]:
    """What agencies told about each item, or that they have not, by agency."""
    rows = session.execute(
        select(AgencyUpdate, Agency.name, Worker.name, TOLD_AT, BODY, NOTHING_NEW, LATE)
        .join(Agency, Agency.id == AgencyUpdate.agency_id)
        .outerjoin(FormCardNews, OF_THE_CARD)
        .outerjoin(Worker, Worker.id == TOLD_BY)
        .where(AgencyUpdate.item_id.in_(ids))
        .order_by(Agency.name)
    )
    return _listed(
        (
            row.item_id,
            Told(
                row.reference, row.agency_id, agency, body or "", nothing_new, by or "", at, late, row.due_at,
            ),
        )
        for row, agency, by, at, body, nothing_new, late in rows
    )  # fmt: skip


def actions_of(session: Session, case_ids: Sequence[UUID]) -> Mapping[UUID, list[ActionShown]]:
    """The actions of each case, the most pressing first."""
    rows = session.execute(
        select(PanelAction, Worker.name, Worker.reference, Agency.name, Task)
        .join(Worker, Worker.id == PanelAction.owner_id)
        .join(Agency, Agency.id == PanelAction.owner_agency_id)
        .outerjoin(Task, Task.reference == PanelAction.task_reference)
        .where(PanelAction.case_id.in_(case_ids))
        .order_by(PanelAction.due_on, PanelAction.id)
    )
    return _listed(
        (
            row.case_id,
            ActionShown(
                row.reference,
                row.text,
                owner,
                known_as,
                agency,
                row.due_on,
                row.given_at,
                task.done_at if task else None,
                row.meeting_id,
                task is not None and task.ended_as in ENDED_BY_ITSELF,
                row.task_reference,
                (task.holder_name or "") if task else "",
                task is not None and task.done_at is None and task.holder_id is None,
            ),
        )
        for row, owner, known_as, agency, task in rows
    )


def decisions_of(session: Session, ids: Sequence[UUID]) -> dict[UUID, DecisionShown]:
    """What was decided about each item, where it still holds."""
    lead = aliased(Worker)
    rows = session.execute(
        select(Decision, Worker.name, lead.name)
        .join(Worker, Worker.id == Decision.made_by_id)
        .outerjoin(lead, lead.id == Decision.lead_id)
        .where(Decision.item_id.in_(ids), Decision.superseded_at.is_(None))
    )
    return {
        row.item_id: DecisionShown(
            row.decision, row.label, row.reason, row.dissent or "", led or "", row.review_on, row.made_at, by
        )
        for row, by, led in rows
    }


def aside_of(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, list[str]]:
    """Who stepped aside from each item."""
    rows = session.execute(
        select(Interest.item_id, Worker.name)
        .join(Worker, Worker.id == Interest.worker_id)
        .where(Interest.item_id.in_(ids))
        .order_by(Worker.name)
    )
    return _listed((row.item_id, row.name) for row in rows)


def names_of(session: Session, case_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Whom each case is about, where the reader reads that."""
    rows = session.execute(
        select(PersonOnCase.case_id, PersonOnCase.name).where(
            PersonOnCase.case_id.in_(case_ids), PersonOnCase.part == "subject", PersonOnCase.name_hidden_since.is_(None)
        )
    )
    return {row.case_id: row.name for row in rows}


def dates_of(session: Session, worker: SignedIn, case_ids: Sequence[UUID]) -> dict[UUID, date]:
    """The day that each case turns on, for those who read what their panel writes of it."""
    rows = session.execute(
        select(Participant.case_id, Participant.key_date, Participant.pathway, Participant.reads).where(
            Participant.case_id.in_(case_ids),
            Participant.holder.in_(worker.holders),
            Participant.until_at.is_(None),
            Participant.key_date.is_not(None),
        )
    )
    return {
        row.case_id: row.key_date
        for row in rows
        if row.key_date is not None and set(row.reads) & set(_dated_by(row.pathway))
    }


def _dated_by(pathway: str) -> tuple[str, ...]:
    """The category of the fact that a pathway's lists are dated by."""
    word = pathways.newest(pathway)
    return tuple(fact.category for fact in word.facts if fact.code == word.listing.key_date)


def _listed(pairs: Any) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
