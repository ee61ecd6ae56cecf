"""Exact figures, for those who lawfully hold them and for the screen alone: never for a file, and never published."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Date, cast, func, literal, select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.cases.models import Milestone, Participant
from coordination.statistics.models import MilestoneTotal, Release
from workflows.measures.rates import Rate
from workflows.publishing import Column, columns, event_columns, measures
from workflows.quintets.ledger import TOTAL
from workflows.vocabulary import Pathway

SHORT = 10


@dataclass(frozen=True)
class Table:
    """One column of a pathway: each category in its own words, with the exact number."""

    label: str
    rows: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Exact:
    """The exact figures of a pathway in some closed months."""

    by_month: tuple[tuple[date, int], ...]
    tables: tuple[Table, ...]
    rates: tuple[tuple[str, Rate], ...]


@dataclass(frozen=True)
class Happened:
    """How often something that counts happened on the cases of some teams, month by month."""

    pathway: str
    kind: str
    by_month: dict[date, int]


def closed_months(session: Session, partnership_id: UUID) -> list[date]:
    """The closed months, the oldest first."""
    there = select(Release.month).where(Release.partnership_id == partnership_id)
    return list(session.scalars(there.order_by(Release.month)))


def of_pathway(session: Session, partnership_id: UUID, pathway: Pathway, first: date, last: date) -> Exact:
    """What was booked from one closed month to another. The database shows it to the partnership's data lead alone."""
    within = select(
        MilestoneTotal.month, MilestoneTotal.attribute, MilestoneTotal.category, MilestoneTotal.value
    ).where(
        MilestoneTotal.partnership_id == partnership_id,
        MilestoneTotal.pathway == pathway.code,
        MilestoneTotal.month >= first,
        MilestoneTotal.month <= last,
    )
    months, numbers = Counter[date](), Counter[tuple[str, str]]()
    for row in session.execute(within):
        numbers[row.attribute, row.category] += row.value
        months[row.month] += row.value if row.attribute == TOTAL else 0
    tables = [
        Table(
            _label(column),
            tuple(
                (one.label, numbers[column.code, one.code])
                for one in column.categories
                # of a long list only what there is
                if len(column.categories) <= SHORT or numbers[column.code, one.code]
            ),
        )
        for column in (*columns(pathway)[1:], *event_columns(pathway))
    ]
    rates = [
        (one.label, Rate(_sum(numbers, one.attribute, one.categories), _sum(numbers, one.attribute, one.of), "cases"))
        for one in measures(pathway)
        if one.of is not None
    ]
    return Exact(tuple(sorted(months.items())), tuple(tables), tuple(rates))


def on_cases_of_teams(session: Session, worker: SignedIn, since: date) -> list[Happened]:
    """What happened since a day on the cases that the worker's own teams can open, as far as they can."""
    month = cast(func.date_trunc(literal("month"), Milestone.on_date), Date)
    mine = select(Participant.case_id).where(
        Participant.holder.in_(worker.team_ids), Participant.until_at.is_(None), Participant.sees == "full"
    )
    counted = (
        select(Milestone.pathway, Milestone.kind, month.label("month"), func.count().label("many"))
        .where(Milestone.case_id.in_(mine), Milestone.on_date >= since)
        .group_by(Milestone.pathway, Milestone.kind, month)
    )
    found: dict[tuple[str, str], Happened] = {}
    for row in session.execute(counted):
        one = found.setdefault((row.pathway, row.kind), Happened(row.pathway, row.kind, {}))
        one.by_month[row.month] = row.many
    return sorted(found.values(), key=lambda one: (one.pathway, one.kind))


def _label(column: Column) -> str:
    waits = f" (of months that ended more than {column.wait_days} days before a close)" if column.wait_days else ""
    return column.label + waits


def _sum(numbers: Counter[tuple[str, str]], attribute: str, categories: frozenset[str] | None) -> int:
    return sum(numbers[attribute, category] for category in categories or ())
