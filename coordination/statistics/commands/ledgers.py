"""The running totals of a partnership: read before a close, kept after it."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from coordination.statistics.models import CASES, LedgerColumn
from workflows.quintets.children import ChildLedger
from workflows.quintets.ledger import Column, Ledger, total_of

KIND = "kind"


class Ledgers:
    """The ledger of every custody group, and its child ledgers, with what they were when they were read."""

    def __init__(self, session: Session, partnership_id: UUID) -> None:
        self._partnership_id = partnership_id
        self.cases: dict[str, Ledger] = defaultdict(Ledger)
        self._events: dict[tuple[str, str, str], ChildLedger] = defaultdict(ChildLedger)
        there = select(LedgerColumn).where(LedgerColumn.partnership_id == partnership_id)
        # two closes of one partnership never come this far together: the release itself is there once
        for row in session.scalars(there):
            if row.ledger == CASES:
                column, ledger = Column(row.pathway, row.attribute, row.category), self.cases[row.custody_group]
                ledger.booked[column], ledger.issued[column] = row.booked, row.issued
            else:
                child = self._events[row.custody_group, row.pathway, row.ledger]
                child.booked[row.category], child.issued[row.category] = row.booked, row.issued

    def events(self, group: str, pathway: str, count: str) -> ChildLedger:
        """The child ledger of one count of events."""
        return self._events[group, pathway, count]

    def parent_issued(self, group: str, pathway: str) -> int:
        """All that the pathway was ever issued in this group."""
        return self.cases[group].issued[total_of(pathway)]

    def keep(self, session: Session) -> None:
        """Write every running total down as it is now."""
        rows = [
            self._row(group, CASES, *column, ledger.booked[column], ledger.issued[column])
            for group, ledger in self.cases.items()
            for column in {*ledger.booked, *ledger.issued}
        ]
        rows += [
            self._row(group, count, pathway, KIND, kind, child.booked[kind], child.issued[kind])
            for (group, pathway, count), child in self._events.items()
            for kind in {*child.booked, *child.issued}
        ]
        if rows:
            made = insert(LedgerColumn)
            session.execute(
                made.on_conflict_do_update(
                    index_elements=list(LedgerColumn.__table__.primary_key),
                    set_={"booked": made.excluded.booked, "issued": made.excluded.issued},
                ),
                sorted(rows, key=lambda row: tuple(str(value) for value in row.values())),
            )

    def _row(
        self, group: str, ledger: str, pathway: str, attribute: str, category: str, booked: int, issued: int
    ) -> dict[str, object]:
        return {
            "partnership_id": self._partnership_id,
            "custody_group": group,
            "ledger": ledger,
            "pathway": pathway,
            "attribute": attribute,
            "category": category,
            "booked": booked,
            "issued": issued,
        }
