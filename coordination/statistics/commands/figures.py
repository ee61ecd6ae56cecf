"""The figures that one close makes, held until all are known: frozen cells, what came out, and exact totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from coordination.statistics.models import CASES, MilestoneTotal, ReleaseCell, ReleaseColumn
from workflows.publishing.columns import EVENTS
from workflows.quintets.ledger import FIVE, TOTAL, Cell, Column, total_of


class Figures:
    """What a release of one partnership says, and the exact totals beside it."""

    def __init__(self, session: Session, partnership_id: UUID, release_id: UUID) -> None:
        self._session, self._partnership_id, self._release_id = session, partnership_id, release_id
        self._cells: list[dict[str, Any]] = []
        self._out: set[tuple[date, str, str]] = set()
        self._exact: Counter[tuple[date, str, str, str, str]] = Counter()
        there = select(ReleaseColumn.month, ReleaseColumn.pathway, ReleaseColumn.attribute).where(
            ReleaseColumn.partnership_id == partnership_id
        )
        self._earlier = {(row.month, row.pathway, row.attribute) for row in session.execute(there)}

    def count(
        self, month: date, group: str, pathway: str, ledger: str, categories: Mapping[str, str], number: int = 1
    ) -> None:
        """Add to the exact totals: a case with all its categories, or an event of its kind."""
        if ledger == CASES:
            for column in columns_of(pathway, categories):
                self._exact[month, pathway, group, column.attribute, column.category] += number
        else:
            self._exact[month, pathway, group, EVENTS + ledger, categories["kind"]] += number

    def count_column(self, month: date, group: str, column: Column, number: int = 1) -> None:
        """Add to the exact total of one column."""
        self._exact[month, column.pathway, group, column.attribute, column.category] += number

    def freeze(self, group: str, month: date, cells: Iterable[Cell]) -> None:
        """These cells are part of the release."""
        where = {"partnership_id": self._partnership_id, "custody_group": group, "month": month}
        self._cells += [{**where, **cell.column._asdict(), "value": cell.value} for cell in cells]

    def come_out(self, month: date, pathway: str, *attributes: str) -> None:
        """These attributes of a month are out with this release, whatever their figures."""
        self._out |= {(month, pathway, attribute) for attribute in attributes}

    def is_out(self, month: date, pathway: str, attribute: str) -> bool:
        """Whether an attribute of a month is out, with this release or an earlier one."""
        where = (month, pathway, attribute)
        return where in self._out or where in self._earlier

    def months_out(self, pathway: str) -> list[date]:
        """The months of which the pathway's total is out, in order."""
        out = self._out | self._earlier
        return sorted(month for month, code, attribute in out if (code, attribute) == (pathway, TOTAL))

    def fives_of(self, month: date, pathway: str) -> Counter[str]:
        """How many fives each custody group was issued for a pathway in a month."""
        earlier = select(ReleaseCell.custody_group, ReleaseCell.value).where(
            ReleaseCell.partnership_id == self._partnership_id,
            ReleaseCell.month == month,
            ReleaseCell.pathway == pathway,
            ReleaseCell.attribute == TOTAL,
        )
        found = {row.custody_group: row.value for row in self._session.execute(earlier)}
        for cell in self._cells:
            if (cell["month"], cell["pathway"], cell["attribute"]) == (month, pathway, TOTAL):
                found[cell["custody_group"]] = cell["value"]
        return Counter({group: value // FIVE for group, value in found.items()})

    def keep(self) -> None:
        """Write all of it."""
        own = {"partnership_id": self._partnership_id}
        out = [
            {**own, "month": month, "pathway": pathway, "attribute": attribute, "release_id": self._release_id}
            for month, pathway, attribute in sorted(self._out)
        ]
        keys = ("month", "pathway", "custody_group", "attribute", "category")
        exact = [
            {**own, **dict(zip(keys, where, strict=True)), "value": value}
            for where, value in sorted(self._exact.items())
            if value
        ]
        made = upsert(MilestoneTotal)
        added = made.on_conflict_do_update(
            index_elements=list(MilestoneTotal.__table__.primary_key),
            set_={"value": MilestoneTotal.value + made.excluded.value},
        )
        for statement, rows in ((insert(ReleaseColumn), out), (insert(ReleaseCell), self._cells), (added, exact)):
            if rows:
                self._session.execute(statement, rows)


def columns_of(pathway: str, categories: Mapping[str, str]) -> list[Column]:
    """Every column in which a case with these categories is counted."""
    return [total_of(pathway), *(Column(pathway, name, value) for name, value in categories.items())]
