"""Sharing agreements as people see them: who gives whom what, for which pathway, and whether it is on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from coordination import clock
from coordination.errors import NotVisible
from coordination.governance.queries.settings import MARKS
from coordination.governance.queries.words import category_words
from coordination.identity.models import Agency, Partnership
from coordination.sharing.models import Agreement
from workflows import pathways
from workflows.vocabulary import Pathway


@dataclass(frozen=True)
class Part:
    """One category of an agreement."""

    id: UUID
    category: str
    words: str
    on: bool
    ended_at: datetime | None


@dataclass(frozen=True)
class Agreed:
    """What one agency gives another for one pathway."""

    partnership_id: UUID
    partnership: str
    pathway: str
    title: str
    giver_code: str
    giver: str
    giver_id: UUID
    taker_code: str
    taker: str
    purposes: tuple[str, ...]
    basis: tuple[str, ...]
    mark: str
    from_date: date
    until_date: date | None
    parts: tuple[Part, ...]

    @property
    def over(self) -> bool:
        """Whether its last day has passed. From then on it opens nothing, also before the nightly job marks it."""
        return self.until_date is not None and self.until_date < clock.today()

    @property
    def to_come(self) -> bool:
        """Whether its first day is still ahead."""
        return self.from_date > clock.today()

    @property
    def on(self) -> int:
        """How many of its categories are on."""
        return sum(part.on for part in self.parts)


def agreed(
    session: Session,
    partnership_id: UUID,
    *,
    giver: str | None = None,
    taker: str | None = None,
    pathway: str | None = None,
) -> list[Agreed]:
    """Agreements of a partnership, narrowed to agencies by their codes and to a pathway."""
    rows: dict[tuple[str, str, str], list[tuple[Agreement, Agency, Agency, str]]] = {}
    for row, gives, takes, code in session.execute(_query(partnership_id, giver, taker, pathway)):
        rows.setdefault((row.pathway, gives.code, takes.code), []).append((row, gives, takes, code))
    return [_agreed(found) for found in rows.values()]


def one(session: Session, partnership_id: UUID, pathway: str, giver: str, taker: str) -> Agreed:
    """One agreement. Raises NotVisible when there is none between the two for this pathway."""
    found = agreed(session, partnership_id, giver=giver, taker=taker, pathway=pathway)
    if not found:
        raise NotVisible("There is no such agreement. Go to the list of agreements and choose one.")
    return found[0]


def agencies(session: Session, partnership_id: UUID) -> list[tuple[str, str]]:
    """Code and name of each agency that gives or takes in this partnership."""
    given = select(Agreement.giver_id).where(Agreement.partnership_id == partnership_id)
    taken = select(Agreement.taker_id).where(Agreement.partnership_id == partnership_id)
    rows = session.execute(
        select(Agency.code, Agency.name).where(Agency.id.in_(given.union(taken))).order_by(Agency.name)
    )
    return [(code, name) for code, name in rows]


def pathways_of(session: Session, partnership_id: UUID, agency: str) -> list[tuple[str, str]]:
    """Code and title of each pathway for which an agency gives or takes."""
    ids = select(Agency.id).where(Agency.code == agency).scalar_subquery()
    codes = session.scalars(
        select(Agreement.pathway)
        .where(Agreement.partnership_id == partnership_id, or_(Agreement.giver_id == ids, Agreement.taker_id == ids))
        .distinct()
        .order_by(Agreement.pathway)
    )
    return [(code, _title(code)) for code in codes]


def _query(partnership_id: UUID, giver: str | None, taker: str | None, pathway: str | None) -> Any:
    gives, takes = aliased(Agency), aliased(Agency)
    query = (
        select(Agreement, gives, takes, Partnership.code)
        .join(gives, gives.id == Agreement.giver_id)
        .join(takes, takes.id == Agreement.taker_id)
        .join(Partnership, Partnership.id == Agreement.partnership_id)
        .where(Agreement.partnership_id == partnership_id)
        .order_by(gives.name, takes.name, Agreement.pathway, Agreement.category)
    )
    if giver:
        query = query.where(gives.code == giver)
    if taker:
        query = query.where(takes.code == taker)
    if pathway:
        query = query.where(Agreement.pathway == pathway)
    return query


def _agreed(rows: list[tuple[Agreement, Agency, Agency, str]]) -> Agreed:
    first, giver, taker, partnership = rows[0]
    known = _pathway(first.pathway)
    return Agreed(
        partnership_id=first.partnership_id,
        partnership=partnership,
        pathway=first.pathway,
        title=_title(first.pathway),
        giver_code=giver.code,
        giver=giver.name,
        giver_id=giver.id,
        taker_code=taker.code,
        taker=taker.name,
        purposes=tuple(dict.fromkeys(row.purpose for row, *_ in rows)),
        basis=tuple(dict.fromkeys(row.basis for row, *_ in rows)),
        mark=MARKS.get(first.mark, first.mark or ""),
        from_date=first.from_date,
        until_date=first.until_date,
        parts=tuple(
            Part(row.id, row.category, category_words(known, row.category), _on(row), row.ended_at) for row, *_ in rows
        ),
    )


def _on(row: Agreement) -> bool:
    """Switched on, and not past its last day, on which the policies of the database close it by themselves."""
    return row.ended_at is None and (row.until_date is None or row.until_date >= clock.today())


def _title(code: str) -> str:
    known = _pathway(code)
    if known:
        return known.title
    # not published here yet: short codes are abbreviations
    return code.upper() if len(code) <= 3 else code.replace("-", " ").capitalize()


def _pathway(code: str) -> Pathway | None:
    try:
        return pathways.newest(code)
    except LookupError:
        return None
