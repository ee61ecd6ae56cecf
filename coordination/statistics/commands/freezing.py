"""The close of one month, step by step: from bookings to ledgers, and from ledgers to frozen figures."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Select, Text, Uuid, bindparam, select, text
from sqlalchemy.orm import Session

from coordination.statistics.commands.booking import RECEIVER, SENDER, NewBooking, is_one_of, outcome_categories
from coordination.statistics.commands.figures import Figures, columns_of
from coordination.statistics.commands.ledgers import Ledgers
from coordination.statistics.models import CASES, Booking
from coordination.statistics.queries.configuration import Custody, publishing
from workflows.publishing import closes_on, fills_on, next_month
from workflows.publishing.columns import EVENTS
from workflows.quintets.children import close_events
from workflows.quintets.closing import close, fill
from workflows.quintets.ledger import NOT_KNOWN, TOTAL, Cell, Column
from workflows.quintets.ledger import Booking as Counted
from workflows.vocabulary import OutcomeAttribute, Published
from workflows.working_days import WorkingDays

_TO_LOOK_AT = text("select * from cases_to_look_at(:which, :pathway, :until)")
_UNDONE = text("select * from bookings_to_take_back(:which, :pathway, :undone, :these)")
# a month of a large partnership has twenty thousand of them: one statement for all
_WRITE = text("""
    insert into booking (partnership_id, month, milestone_id, ledger, pathway, custody_group, sender_id, receiver_id,
        categories, filled)
    select :which, :month, r.* from jsonb_to_recordset(cast(:rows as jsonb)) as r(milestone_id uuid, ledger text,
        pathway text, custody_group text, sender_id uuid, receiver_id uuid, categories jsonb, filled jsonb)""")
_FILLED = text(
    "update booking b set filled = b.filled || jsonb_build_object(cast(:attribute as text), x.category) "
    "from unnest(:ids, :categories) as x(id, category) where b.milestone_id = x.id"
).bindparams(bindparam("ids", type_=ARRAY(Uuid)), bindparam("categories", type_=ARRAY(Text)))


class Close:
    """Use its steps in the order in which they stand here."""

    def __init__(self, session: Session, custody: Custody, month: date, release_id: UUID) -> None:
        self._session, self._custody, self._month = session, custody, month
        self._ledgers = Ledgers(session, custody.partnership_id)
        self._figures = Figures(session, custody.partnership_id, release_id)
        self._published = {pathway.code: what for pathway, what in publishing()}

    def look_at(self) -> dict[str, list[UUID]]:
        """The cases, by pathway, of which anything was written since a close last looked at them. Asked for once."""
        asked = {"which": self._custody.partnership_id, "until": next_month(self._month)}
        return {code: list(self._session.scalars(_TO_LOOK_AT, {**asked, "pathway": code})) for code in self._published}

    def take_back(self, cases: Mapping[str, Collection[UUID]]) -> None:
        """Take bookings of which was found since that they are no counted case out of the running totals."""
        for code, published in self._published.items():
            asked = {
                "which": self._custody.partnership_id,
                "pathway": code,
                "undone": list(published.undone_by),
                "these": cases[code],
            }
            undone = self._session.scalars(_UNDONE, asked)
            for row in self._session.scalars(select(Booking).where(is_one_of(undone))):
                row.taken_back = self._month
                self._take_back(row)

    def _take_back(self, row: Booking) -> None:
        self._figures.count(row.month, row.custody_group, row.pathway, row.ledger, row.categories, -1)
        if row.ledger != CASES:
            self._ledgers.events(row.custody_group, row.pathway, row.ledger).booked[row.categories["kind"]] -= 1
            return
        filled = [
            Column(row.pathway, name, value)
            for name, value in row.filled.items()
            if self._figures.is_out(row.month, row.pathway, name)
        ]
        for column in filled:
            self._figures.count_column(row.month, row.custody_group, column, -1)
        columns = [*columns_of(row.pathway, row.categories), *filled]
        self._ledgers.cases[row.custody_group].change(dict.fromkeys(columns, -1))

    def book(self, bookings: Iterable[NewBooking]) -> None:
        """Write the month's cases down, and issue the fives of every custody group."""
        of_group: dict[str, list[NewBooking]] = defaultdict(list)
        for one in bookings:
            of_group[one.custody_group].append(one)
            self._figures.count(self._month, one.custody_group, one.pathway, CASES, one.categories)
        self._write(one for found in of_group.values() for one in found)
        for group in self._custody.groups:
            self._close(group.code, of_group[group.code])
        for code, published in self._published.items():
            columns = (column.code for column in published.columns)
            self._figures.come_out(self._month, code, TOTAL, SENDER, *_receiver(published), *columns)

    def _close(self, group: str, bookings: Iterable[NewBooking]) -> None:
        """Close one group. The rule wants one list of attributes for all pathways: what a pathway does not have is “not
        known” for all of it, and is neither kept nor published."""
        own = self._filled_at_close(group)
        every = sorted({attribute for attributes in own.values() for attribute in attributes})
        counted = [
            Counted(one.pathway, {name: one.categories.get(name, NOT_KNOWN) for name in every}) for one in bookings
        ]
        ledger = self._ledgers.cases[group]
        cells = close(ledger, self._month.isoformat(), counted, every)
        self._figures.freeze(group, self._month, [cell for cell in cells if _has(own, cell.column)])
        for columns in (ledger.booked, ledger.issued):
            for column in [one for one in columns if one.attribute in every and not _has(own, one)]:
                del columns[column]

    def book_events(self, bookings: Iterable[NewBooking]) -> None:
        """Write the month's events down, and issue their fives under what their pathway was ever issued."""
        bookings = list(bookings)
        happened: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for one in bookings:
            happened[one.custody_group, one.pathway, one.ledger].append(one.categories["kind"])
            self._figures.count(self._month, one.custody_group, one.pathway, one.ledger, one.categories)
        self._write(bookings)
        for code, published in self._published.items():
            for count in published.events:
                for group in self._custody.groups:
                    issued = close_events(
                        self._ledgers.events(group.code, code, count.code),
                        happened[group.code, code, count.code],
                        self._ledgers.parent_issued(group.code, code),
                        many_for_one_referral=count.many,
                    )
                    columns = {Column(code, EVENTS + count.code, kind): value for kind, value in issued.items()}
                    cells = [Cell(self._month.isoformat(), column, value) for column, value in columns.items()]
                    self._figures.freeze(group.code, self._month, cells)
                self._figures.come_out(self._month, code, EVENTS + count.code)

    def fill_what_waited(self, calendar: WorkingDays) -> None:
        """Fill the outcome of every month whose wait is over by the day on which this month is to be closed."""
        closing_day = closes_on(self._month, calendar)
        for code, published in self._published.items():
            if published.outcome is None:
                continue
            for month in self._figures.months_out(code):
                is_over = fills_on(month, published.outcome.wait_days) <= closing_day
                if is_over and not self._figures.is_out(month, code, published.outcome.code):
                    self._fill(code, published.outcome, month)

    def _fill(self, pathway: str, outcome: OutcomeAttribute, month: date) -> None:
        rows = self._session.execute(self._booked(pathway, month)).all()
        known = outcome_categories(self._session, self._custody.code, outcome, [row.milestone_id for row in rows])
        booked: dict[str, Counter[Column]] = defaultdict(Counter)
        for row in rows:
            # an invented booking has its outcome with it; of an erased case there is none
            category = known.get(row.milestone_id) or row.filled.get(outcome.code)
            if category is not None:
                booked[row.custody_group][Column(pathway, outcome.code, category)] += 1
        fives = self._figures.fives_of(month, pathway)
        for group in self._custody.groups:
            for column, number in booked[group.code].items():
                self._figures.count_column(month, group.code, column, number)
            ledger, blocks = self._ledgers.cases[group.code], {pathway: fives[group.code]}
            cells = fill(ledger, month.isoformat(), outcome.code, booked[group.code], blocks)
            self._figures.freeze(group.code, month, cells)
        self._figures.come_out(month, pathway, outcome.code)
        if known:
            said = {"attribute": outcome.code, "ids": list(known), "categories": list(known.values())}
            self._session.execute(_FILLED, said)

    def keep(self) -> None:
        """Write the running totals, the frozen figures and the exact totals."""
        self._ledgers.keep(self._session)
        self._figures.keep()

    def _filled_at_close(self, group: str) -> Mapping[str, tuple[str, ...]]:
        """The columns of each pathway that are filled at the close itself, in this group."""
        is_pair = self._custody.is_pair(group)
        return {
            code: (
                *(column.code for column in published.columns),
                *(() if is_pair else (SENDER, *_receiver(published))),
            )
            for code, published in self._published.items()
        }

    def _booked(self, pathway: str, month: date) -> Select[tuple[UUID, str, dict[str, Any]]]:
        return select(Booking.milestone_id, Booking.custody_group, Booking.filled).where(
            Booking.partnership_id == self._custody.partnership_id,
            Booking.month == month,
            Booking.pathway == pathway,
            Booking.ledger == CASES,
            Booking.taken_back.is_(None),
        )

    def _write(self, bookings: Iterable[NewBooking]) -> None:
        rows = [
            {
                "milestone_id": one.milestone_id,
                "ledger": one.ledger,
                "pathway": one.pathway,
                "custody_group": one.custody_group,
                "sender_id": one.sender_id,
                "receiver_id": one.receiver_id,
                "categories": dict(one.categories),
                "filled": dict(one.filled),
            }
            for one in bookings
        ]
        said = {"which": self._custody.partnership_id, "month": self._month, "rows": json.dumps(rows, default=str)}
        self._session.execute(_WRITE, said)


def _receiver(published: Published) -> tuple[str, ...]:
    return (RECEIVER,) if published.by_receiver else ()


def _has(own: Mapping[str, tuple[str, ...]], column: Column) -> bool:
    """Whether a pathway that is published has this column in this group."""
    return column.pathway in own and (column.attribute == TOTAL or column.attribute in own[column.pathway])
