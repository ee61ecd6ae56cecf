"""Bookings: which milestones count in a month, and in which category of each column they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, any_, bindparam, select, text
from sqlalchemy.orm import Session

from coordination.statistics.models import CASES, Booking
from coordination.statistics.queries.configuration import OUTSIDE, Custody
from workflows.measures.counted import RULES, History, Written, reached
from workflows.measures.from_cases import council_of
from workflows.measures.periods import period_with
from workflows.publishing.atoms import atom_of, category_of
from workflows.quintets.ledger import NOT_KNOWN
from workflows.vocabulary import EventCount, OutcomeAttribute, Pathway, Published, PublishedColumn

SENDER, RECEIVER = "sender", "receiver"
_TO_BOOK = text("select * from milestones_to_book(:which, :since, :until, :pathway, :kinds, :these)")
_BESIDE = text("select * from milestones_beside(:these)")
_CUSTODY = text("select * from agencies_of_cases(:these)")


class _Custody(NamedTuple):
    sender_id: UUID | None
    receiver_id: UUID | None
    open_to: tuple[UUID, ...]
    was_open_to: tuple[UUID, ...]


_ERASED = _Custody(None, None, (), ())


@dataclass(frozen=True)
class NewBooking:
    """One counted case, or one counted event in the ledger of that name, before it is written."""

    milestone_id: UUID
    pathway: str
    custody_group: str
    categories: Mapping[str, str]
    ledger: str = CASES
    sender_id: UUID | None = None
    receiver_id: UUID | None = None
    # what an invented booking is to be filled with; of a real one this is found when its wait is over
    filled: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Looked:
    """What a close may book: milestones of some days in the cases that it looks at, which stand by their pathway.

    The days are those from the first month that was ever closed to the end of this one.
    """

    since: date
    until: date
    cases: Mapping[str, Collection[UUID]]


def book_cases(
    session: Session, custody: Custody, pathway: Pathway, published: Published, looked: Looked
) -> list[NewBooking]:
    """The cases that are counted by the end of the month and were not before, in the categories they stand in now."""
    cases = _Cases(session, _to_book(session, custody, pathway, (published.booked_by,), looked))
    held = {row.case_id: row for row in session.execute(_CUSTODY, {"these": list(cases.ids)})} if cases.ids else {}
    made = []
    for milestone_id in cases.booked:
        case_id, history = cases.history(milestone_id, custody.code)
        if history.of(*published.undone_by):
            continue
        # a case that was erased before its month was closed is still counted, as nobody's in particular
        its = held.get(case_id, _ERASED)
        group = custody.group_of(its.sender_id, its.receiver_id, its.open_to, its.was_open_to)
        categories = {column.code: category_of(column, value_of(column, history)) for column in published.columns}
        if not custody.is_pair(group):
            categories[SENDER] = custody.agencies[its.sender_id] if its.sender_id else NOT_KNOWN
            if published.by_receiver:
                categories[RECEIVER] = custody.agencies[its.receiver_id] if its.receiver_id else OUTSIDE
        made.append(NewBooking(milestone_id, pathway.code, group, categories, CASES, its.sender_id, its.receiver_id))
    return made


def book_events(
    session: Session, custody: Custody, pathway: Pathway, published: Published, count: EventCount, looked: Looked
) -> list[NewBooking]:
    """The events of booked cases that are counted by the end of the month and were not before, in their case's group.

    Several of one kind on one day at one case are one; so are those of one year where the count says so.
    An event of a case that is not booked yet waits for it.
    """
    kinds = tuple(dict.fromkeys(kind.milestone for kind in count.kinds))
    cases = _Cases(session, _to_book(session, custody, pathway, kinds, looked))
    groups = _groups_of_parents(session, cases, published.booked_by)
    seen = _counted_before(session, cases, count)
    made = []
    for milestone_id in cases.booked:
        row = cases.row(milestone_id)
        group, kind = groups.get(row.case_id), _kind_of(count, row, cases.of_case[row.case_id], custody.code)
        if group is None or kind is None or (once := _once(count, row, kind)) in seen:
            continue
        seen.add(once)
        made.append(NewBooking(milestone_id, pathway.code, group, {"kind": kind}, count.code))
    return made


def outcome_categories(
    session: Session, area: str, outcome: OutcomeAttribute, milestone_ids: Iterable[UUID]
) -> dict[UUID, str]:
    """In which category of the outcome attribute each booked case stands today. Erased cases are left out."""
    cases = _Cases(session, list(milestone_ids))
    found = {}
    for milestone_id in cases.booked:
        _, history = cases.history(milestone_id, area)
        stands = {part.code: category_of(part, value_of(part, history)) for part in outcome.parts}
        found[milestone_id] = atom_of(outcome, stands).code
    return found


class _Cases:
    """Some milestones, and all that counts beside them in their cases."""

    def __init__(self, session: Session, milestone_ids: list[UUID]) -> None:
        rows = session.execute(_BESIDE, {"these": milestone_ids}).all() if milestone_ids else []
        self.rows: dict[UUID, Any] = {row.milestone_id: row for row in rows}
        self.of_case: dict[UUID, list[Any]] = defaultdict(list)
        for row in rows:
            self.of_case[row.case_id].append(row)
        self.booked = [one for one in milestone_ids if one in self.rows]
        self.ids = tuple(self.of_case)

    def row(self, milestone_id: UUID) -> Any:
        return self.rows[milestone_id]

    def history(self, milestone_id: UUID, area: str) -> tuple[UUID, History]:
        """The case and what counts of it, but for what belongs to another release of the same case."""
        own = self.rows[milestone_id]
        written = tuple(
            Written(row.kind, row.on_date, row.attributes)
            for row in self.of_case[own.case_id]
            if row.spell_id is None or row.spell_id == own.spell_id
        )
        return own.case_id, History(area, own.on_date, written)


def value_of(column: PublishedColumn, history: History) -> object:
    """What a published column says of a case whose milestones these are, before it is cut into categories."""
    if column.rule is not None:
        return RULES[column.rule](history)
    if column.reaches:
        return reached(history, column.reaches, column.within_days)
    found = history.latest(column.written_with or "", column.attribute or "")
    return NOT_KNOWN if found is None else found


def _kind_of(count: EventCount, row: Any, beside: Sequence[Any], area: str) -> str | None:
    said = {**row.attributes, **_changed(count, beside)}
    for kind in count.kinds:
        by_us = kind.by_council is None or said.get(kind.by_council) == council_of(area)
        if kind.milestone == row.kind and by_us and all(said.get(name) in may for name, may in kind.where.items()):
            return kind.code
    return None


def _changed(count: EventCount, beside: Sequence[Any]) -> dict[str, Any]:
    """What was changed since, by the newest of the milestones that say so."""
    changes = [
        (row.recorded_at, name, row.attributes[name])
        for name, milestone in count.changed_by.items()
        for row in beside
        if row.kind == milestone and name in row.attributes
    ]
    return {name: value for _, name, value in sorted(changes, key=lambda change: change[0])}


def _once(count: EventCount, row: Any, kind: str) -> tuple[UUID, date, str]:
    """What one case counts for once: a kind of event on a day or, where the count says so, in a financial year."""
    return row.case_id, period_with(row.on_date, "yearly").start if count.once_a_year else row.on_date, kind


def _counted_before(session: Session, cases: _Cases, count: EventCount) -> set[tuple[UUID, date, str]]:
    """What these cases have been counted for in this ledger at an earlier close."""
    booked = select(Booking.milestone_id, Booking.categories).where(
        is_one_of(cases.rows), Booking.ledger == count.code, Booking.taken_back.is_(None)
    )
    return {_once(count, cases.row(found.milestone_id), found.categories["kind"]) for found in session.execute(booked)}


def _to_book(
    session: Session, custody: Custody, pathway: Pathway, kinds: tuple[str, ...], looked: Looked
) -> list[UUID]:
    asked = {
        "which": custody.partnership_id,
        "since": looked.since,
        "until": looked.until,
        "pathway": pathway.code,
        "kinds": list(kinds),
        "these": list(looked.cases[pathway.code]),
    }
    return list(session.scalars(_TO_BOOK, asked))


def _groups_of_parents(session: Session, cases: _Cases, booked_by: str) -> dict[UUID, str]:
    """The custody group in which each case itself was booked, by the case."""
    parents = {row.milestone_id: row.case_id for row in cases.rows.values() if row.kind == booked_by}
    booked = select(Booking.milestone_id, Booking.custody_group).where(
        is_one_of(parents), Booking.ledger == CASES, Booking.taken_back.is_(None)
    )
    return {parents[row.milestone_id]: row.custody_group for row in session.execute(booked)}


def is_one_of(milestone_ids: Iterable[UUID]) -> ColumnElement[bool]:
    """The bookings of these milestones. A month has more of them than a statement may have parameters."""
    return Booking.milestone_id == any_(bindparam("these", list(milestone_ids), ARRAY(Uuid)))
