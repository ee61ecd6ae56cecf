"""Whole columns of frozen figures, over all groups of a partnership: what measures are worked out from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import BigInteger, cast, func, select, tuple_
from sqlalchemy.orm import Session

from coordination.identity.models import Partnership
from coordination.statistics.models import Release, ReleaseCell, ReleaseColumn

Named = tuple[str, str]


@dataclass
class Whole:
    """One column: its figures by month and category, and when each month of it came out. What is out and has no figure
    is none or a few."""

    cells: dict[tuple[date, str], int] = field(default_factory=dict)
    out: dict[date, datetime] = field(default_factory=dict)


def whole_columns(session: Session, partnership: str, asked: Collection[Named]) -> Mapping[Named, Whole]:
    """These columns, each named by its pathway and attribute. Two queries, however many columns there are."""
    found: dict[Named, Whole] = defaultdict(Whole)
    wanted = sorted(asked)
    there = (
        select(ReleaseColumn.pathway, ReleaseColumn.attribute, ReleaseColumn.month, Release.closed_at)
        .join(Release, Release.id == ReleaseColumn.release_id)
        .join(Partnership, Partnership.id == ReleaseColumn.partnership_id)
        .where(Partnership.code == partnership, tuple_(ReleaseColumn.pathway, ReleaseColumn.attribute).in_(wanted))
    )
    for row in session.execute(there):
        found[row.pathway, row.attribute].out[row.month] = row.closed_at
    named = (ReleaseCell.pathway, ReleaseCell.attribute, ReleaseCell.month, ReleaseCell.category)
    sums = (
        select(*named, cast(func.sum(ReleaseCell.value), BigInteger).label("value"))
        .join(Partnership, Partnership.id == ReleaseCell.partnership_id)
        .where(Partnership.code == partnership, tuple_(ReleaseCell.pathway, ReleaseCell.attribute).in_(wanted))
        .group_by(*named)
    )
    for figure in session.execute(sums):
        found[figure.pathway, figure.attribute].cells[figure.month, figure.category] = figure.value
    return found
