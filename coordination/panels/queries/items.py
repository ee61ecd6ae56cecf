"""The items of an agenda as one reader sees them: the case, why it is here, what agencies told, what was decided."""

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
from coordination.cases.models import CaseFile, Participant, PersonOnCase
from coordination.conversation.models import FormCardNews
from coordination.identity.models import Agency, Worker
from coordination.panels.models import (
    AgencyUpdate,
    AgendaItem,
    AgendaReason,
    Decision,
    Interest,
    Meeting,
    PanelAction,
)
from coordination.panels.queries.nearness import NEAR, near_in_words
from coordination.panels.queries.told import BODY, LATE, NOTHING_NEW, OF_THE_CARD, TOLD_AT, TOLD_BY
from coordination.queues.models import Task
from workflows import pathways
from workflows.local_time import day_of

BECAUSE = {
    "first": "First review",
    "again": "Its next review is due",
    "actions": "Actions are open",
    "carried": "Put off last time",
    "by-hand": "Added by the chair",
}
STATES = {"listed": "Waiting", "done": "Decided", "deferred": "Put off", "removed": "Taken off"}


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
    done_at: datetime | None
    meeting_id: UUID

    @property
    def state(self) -> str:
        """In a word: done, late or open."""
        if self.done_at is not None:
            return "Done"
        return "Late" if self.due_on < clock.today() else "Open"


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


@dataclass(frozen=True)
class ItemShown:
    """One case on the agenda, as far as the reader may see it."""

    id: UUID
    reference: str
    case_id: UUID
    case_reference: str
    pathway: str
    pathway_code: str
    name: str
    because: str
    state: str
    late: bool
    key_date: date | None
    reasons: tuple[str, ...]
    updates: tuple[Told, ...]
    actions: tuple[ActionShown, ...]
    decision: DecisionShown | None
    stepped_aside: tuple[str, ...]
    put_off_because: str
    # the case was closed since it was listed
    closed_on: date | None
    # a day has moved since the agenda was put in order
    moved: bool
    noted: bool
    on_table: bool
    seconds: int
    version: int

    @property
    def missing(self) -> int:
        """How many agencies have not told yet."""
        return sum(one.at is None for one in self.updates)

    @property
    def state_words(self) -> str:
        """Where it stands, in words."""
        return STATES[self.state]

    @property
    def because_words(self) -> str:
        """Why it is on the agenda, in words."""
        return BECAUSE.get(self.because, self.because)


@dataclass(frozen=True)
class Agenda:
    """The agenda of a meeting as one reader sees it, in the order of the table."""

    items: tuple[ItemShown, ...]
    # how many more there are that the reader's agency is not part of
    hidden: int

    @property
    def listed(self) -> tuple[ItemShown, ...]:
        """Those that were not taken off before the meeting."""
        return tuple(item for item in self.items if item.state != "removed")

    @property
    def discussed(self) -> int:
        """How many will be talked about."""
        waiting = [item for item in self.listed if item.state == "listed" and item.closed_on is None]
        return sum(not item.noted for item in waiting) + self.hidden

    @property
    def moved(self) -> bool:
        """Whether a day has moved since the agenda was put in order."""
        return any(item.moved for item in self.listed if item.state == "listed")


def agenda(session: Session, worker: SignedIn, meeting: Meeting, only: str | None = None) -> Agenda:
    """All that the reader may see of a meeting's cases; with `only`, of one item."""
    query = select(AgendaItem, CaseFile).join(CaseFile, CaseFile.id == AgendaItem.case_id)
    query = query.where(AgendaItem.meeting_id == meeting.id)
    if only is not None:
        query = query.where(AgendaItem.reference == only)
    found = session.execute(query).all()
    ids = [item.id for item, _ in found]
    case_ids = [case.id for _, case in found]
    aside, names, dates = _aside(session, ids), _names(session, case_ids), _dates(session, worker, case_ids)
    on = day_of(meeting.starts_at)
    near = {item.id: near_in_words(case.pathway, dates.get(case.id), on) for item, case in found}
    reasons, updates = _reasons(session, ids), _updates(session, ids)
    actions, decisions = _actions(session, case_ids), _decisions(session, ids)
    place = {item_id: number for number, item_id in enumerate(meeting.item_ids)}
    shown = [
        ItemShown(
            id=item.id,
            reference=item.reference,
            case_id=case.id,
            case_reference=case.reference,
            pathway=pathways.of(case.pathway, case.pathway_version).title,
            pathway_code=case.pathway,
            name=names.get(case.id, "No name shared with you"),
            because=item.because,
            state=item.state,
            late=item.late,
            key_date=dates.get(case.id),
            reasons=tuple(_said_now(reasons.get(item.id, ()), near[item.id])),
            updates=tuple(updates.get(item.id, ())),
            actions=tuple(
                one for one in actions.get(case.id, ()) if one.done_at is None or one.meeting_id == meeting.id
            ),
            decision=decisions.get(item.id),
            stepped_aside=tuple(aside.get(item.id, ())),
            put_off_because=item.put_off_because or "",
            closed_on=day_of(case.ended_at) if case.ended_at else None,
            moved=meeting.ended_at is None and _has_moved(reasons.get(item.id, ()), near[item.id]),
            noted=item.id in set(meeting.noted_ids),
            on_table=meeting.item_id == item.id,
            seconds=_seconds(meeting, item.id),
            version=item.version,
        )
        for item, case in found
    ]
    shown.sort(key=lambda one: place.get(one.id, len(place)))
    hidden = len(meeting.item_ids) - sum(item.id in place for item, _ in found) if only is None else 0
    return Agenda(tuple(shown), max(0, hidden))


def _seconds(meeting: Meeting, item_id: UUID) -> int:
    spent = int(meeting.seconds.get(str(item_id), 0))
    if meeting.item_id == item_id and meeting.item_since is not None:
        spent += int((clock.now() - meeting.item_since).total_seconds())
    return spent


def _reasons(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, list[tuple[str, str]]]:
    rows = session.execute(
        select(AgendaReason.item_id, AgendaReason.code, AgendaReason.say)
        .where(AgendaReason.item_id.in_(ids), AgendaReason.gone_at.is_(None))
        .order_by(AgendaReason.weight.desc(), AgendaReason.code)
    )
    return _listed((row.item_id, (row.code, row.say)) for row in rows)


def _said_now(reasons: Sequence[tuple[str, str]], near: str) -> list[str]:
    """The reasons, of which the one that counts days counts them to the day in force."""
    return [near if code == NEAR and near else say for code, say in reasons]


def _has_moved(reasons: Sequence[tuple[str, str]], near: str) -> bool:
    said = [say for code, say in reasons if code == NEAR]
    return bool(near) and bool(said) and near not in said


def _updates(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, list[Told]]:
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


def _actions(session: Session, case_ids: Sequence[UUID]) -> Mapping[UUID, list[ActionShown]]:
    rows = session.execute(
        select(PanelAction, Worker.name, Worker.reference, Agency.name, Task.done_at)
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
                done,
                row.meeting_id,
            ),
        )
        for row, owner, known_as, agency, done in rows
    )


def _decisions(session: Session, ids: Sequence[UUID]) -> dict[UUID, DecisionShown]:
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


def _aside(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, list[str]]:
    rows = session.execute(
        select(Interest.item_id, Worker.name)
        .join(Worker, Worker.id == Interest.worker_id)
        .where(Interest.item_id.in_(ids))
        .order_by(Worker.name)
    )
    return _listed((row.item_id, row.name) for row in rows)


def _names(session: Session, case_ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = session.execute(
        select(PersonOnCase.case_id, PersonOnCase.name).where(
            PersonOnCase.case_id.in_(case_ids), PersonOnCase.part == "subject", PersonOnCase.name_hidden_since.is_(None)
        )
    )
    return {row.case_id: row.name for row in rows}


def _dates(session: Session, worker: SignedIn, case_ids: Sequence[UUID]) -> dict[UUID, date]:
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
