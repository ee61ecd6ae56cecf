"""The items of an agenda as one reader sees them: the case, why it is here, what agencies told, what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.cases.models import CaseFile, CaseLine
from coordination.panels.models import AgendaItem, Meeting
from coordination.panels.queries.hanging_on_items import (
    ActionShown,
    DecisionShown,
    Told,
    actions_of,
    aside_of,
    dates_of,
    decisions_of,
    names_of,
    reasons_of,
    updates_of,
)
from coordination.panels.queries.nearness import NEAR, near_in_words
from coordination.panels.queries.seats import kind_of
from coordination.sharing.models import Panel
from workflows import pathways
from workflows.local_time import day_of
from workflows.partnerships import PanelKind

BECAUSE = {
    "first": "First review",
    "again": "Its next review is due",
    "actions": "Actions are open",
    "carried": "Put off last time",
    "by-hand": "Added by the chair",
}
NO_NAME, NAME_TAKEN_AWAY = "No name shared with you", "Name no longer shown"
STATES = {"listed": "Waiting", "done": "Decided", "deferred": "Put off", "removed": "Taken off"}


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
    # the case was closed since it was listed, or the panel was done with it, here or elsewhere
    closed_on: date | None
    finished_on: date | None
    # a day has moved since the agenda was put in order
    moved: bool
    noted: bool
    on_table: bool
    seconds: int
    version: int

    @property
    def is_over(self) -> bool:
        """Whether it waits to be talked about no more, though nothing was decided at this meeting."""
        return self.state == "listed" and (self.closed_on is not None or self.finished_on is not None)

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
        waiting = [item for item in self.listed if item.state == "listed" and not item.is_over]
        return sum(not item.noted for item in waiting) + self.hidden

    @property
    def moved(self) -> bool:
        """Whether a day has moved since the agenda was put in order."""
        return any(item.moved for item in self.listed if item.state == "listed" and not item.is_over)


def agenda(session: Session, worker: SignedIn, meeting: Meeting, only: str | None = None) -> Agenda:
    """All that the reader may see of a meeting's cases; with `only`, of one item."""
    query = select(AgendaItem, CaseFile).join(CaseFile, CaseFile.id == AgendaItem.case_id)
    query = query.where(AgendaItem.meeting_id == meeting.id)
    if only is not None:
        query = query.where(AgendaItem.reference == only)
    found = session.execute(query).all()
    ids = [item.id for item, _ in found]
    case_ids = [case.id for _, case in found]
    aside, names, dates = aside_of(session, ids), names_of(session, case_ids), dates_of(session, worker, case_ids)
    on = day_counted_to(meeting)
    near = {item.id: near_in_words(case.pathway, dates.get(case.id), on) for item, case in found}
    reasons, updates = reasons_of(session, ids), updates_of(session, ids)
    finished = finished_cases(session, kind_of(session.get_one(Panel, meeting.panel_id)), case_ids)
    actions, decisions = actions_of(session, case_ids), decisions_of(session, ids)
    place = {item_id: number for number, item_id in enumerate(meeting.item_ids)}
    shown = [
        ItemShown(
            id=item.id,
            reference=item.reference,
            case_id=case.id,
            case_reference=case.reference,
            pathway=pathways.of(case.pathway, case.pathway_version).title,
            pathway_code=case.pathway,
            name=names.get(case.id, NAME_TAKEN_AWAY if case.silent_since else NO_NAME),
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
            finished_on=finished.get(case.id),
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


def day_counted_to(meeting: Meeting) -> date:
    """The day to which days are counted: that of the meeting, and where it is held later than planned the later one."""
    planned = day_of(meeting.starts_at)
    if meeting.began_at is not None:
        return max(planned, day_of(meeting.began_at))
    return planned if meeting.ended_at is not None else max(planned, clock.today())


def finished_cases(session: Session, kind: PanelKind, case_ids: Sequence[UUID]) -> dict[UUID, date]:
    """Of these cases, those with which the panel is done, and since which day: their line of it has come to its end."""
    fed = {feed.pathway: feed.line for feed in kind.feeds if feed.line is not None}
    rows = session.execute(
        select(CaseLine.case_id, CaseLine.line, CaseLine.ended_at, CaseFile.pathway)
        .join(CaseFile, CaseFile.id == CaseLine.case_id)
        .where(CaseLine.case_id.in_(case_ids), CaseLine.line.in_(set(fed.values())), CaseLine.ended_at.is_not(None))
    )
    return {row.case_id: day_of(row.ended_at) for row in rows if fed.get(row.pathway) == row.line}


def _seconds(meeting: Meeting, item_id: UUID) -> int:
    spent = int(meeting.seconds.get(str(item_id), 0))
    if meeting.item_id == item_id and meeting.item_since is not None:
        spent += int((clock.now() - meeting.item_since).total_seconds())
    return spent


def _said_now(reasons: Sequence[tuple[str, str]], near: str) -> list[str]:
    """The reasons, of which the one that counts days counts them to the day in force."""
    return [near if code == NEAR and near else say for code, say in reasons]


def _has_moved(reasons: Sequence[tuple[str, str]], near: str) -> bool:
    said = [say for code, say in reasons if code == NEAR]
    return bool(near) and bool(said) and near not in said
