"""The lists that a worker brought in, and what would become of their rows. Row-level security says whose."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.errors import NotVisible
from coordination.identity.models import Team
from coordination.lists.models import BroughtList, BroughtRow
from workflows import pathways
from workflows.lists.columns import KINDS, ListKind

# The pathway whose cases a prison lists: the one that keeps a fact of being listed.
PATHWAY = next(offered.code for offered in pathways.offered() if any(f.code == "prison_list" for f in offered.facts))
CONTACT = "spoc"
MOST_SHOWN = 50


@dataclass(frozen=True)
class Brought:
    """One of my lists, for the list of lists."""

    row: BroughtList
    rows: int
    waiting: int

    @property
    def kind(self) -> ListKind:
        return KINDS[self.row.kind]


def get(session: Session, reference: str, *, to_change: bool = False) -> BroughtList:
    """One of my own lists. Raises NotVisible when there is none of that reference, or it was cleared away."""
    query = select(BroughtList).where(BroughtList.reference == reference)
    found = session.scalar(query.with_for_update() if to_change else query)
    if found is None:
        raise NotVisible("There is no list of yours here. A list is cleared away after its last day.")
    return found


def rows_of(session: Session, brought: BroughtList) -> list[BroughtRow]:
    """The rows that could be read, in the order of the file."""
    query = select(BroughtRow).where(BroughtRow.list_id == brought.id).order_by(BroughtRow.number)
    return list(session.scalars(query))


def with_same(session: Session, row: BroughtRow, names: Collection[str]) -> list[BroughtRow]:
    """This row after those before it that name a person by one of these numbers or references.

    What becomes of a row hangs on these alone, so that the work for a list grows with its rows and no faster.
    """
    earlier = select(BroughtRow).where(
        BroughtRow.list_id == row.list_id,
        BroughtRow.number < row.number,
        or_(*(BroughtRow.given[code].astext.in_(sorted(names)) for code in ("reference", "prison_number"))),
    )
    return [*session.scalars(earlier.order_by(BroughtRow.number)), row]


def mine(session: Session) -> list[Brought]:
    """My lists, newest first."""
    rows = session.execute(
        select(
            BroughtList,
            func.count(BroughtRow.number),
            func.count(BroughtRow.number).filter(BroughtRow.became.is_(None)),
        )
        .outerjoin(BroughtRow, BroughtRow.list_id == BroughtList.id)
        .group_by(BroughtList.id)
        .order_by(BroughtList.read_at.desc())
        .limit(MOST_SHOWN)
    )
    return [Brought(*row) for row in rows]


def contact_team(session: Session, worker: SignedIn, team_id: UUID | None = None) -> Team | None:
    """The worker's own single point of contact team: this one, or the first."""
    query = select(Team).where(
        Team.id.in_(worker.team_ids), Team.positions.contains([CONTACT]), Team.closed_at.is_(None)
    )
    if team_id is not None:
        query = query.where(Team.id == team_id)
    return session.scalar(query.order_by(Team.code).limit(1))
