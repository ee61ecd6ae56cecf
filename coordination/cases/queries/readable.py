"""Which categories of many cases somebody reads in full, so that what they do not see is known not to be there.

Row-level security shows an answer only below a live agreement with the agency of its author. Where one of those who
may write a category has none with the asker's agency, something in it may be hidden: it is then not read in full.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.cases.models import Participant
from coordination.sharing.models import Agreement
from coordination.sharing.queries import holds_on

Agreed = tuple[UUID, UUID, str, str]


@dataclass(frozen=True)
class Reader:
    """What somebody is on a case, and the categories of it that they read in full."""

    positions: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()


NOBODY = Reader()


def as_reader(session: Session, worker: SignedIn, case_ids: Collection[UUID], today: date) -> Mapping[UUID, Reader]:
    """The asker as the reader of each of these cases; of no category before their team has accepted."""
    rows = session.execute(
        select(
            Participant.case_id, Participant.holder, Participant.agency_id, Participant.partnership_id,
            Participant.pathway, Participant.position, Participant.reads, Participant.writes, Participant.sees,
            Participant.until_at,
        ).where(Participant.case_id.in_(case_ids))
    ).all()  # fmt: skip
    agreed = _agreed(session, worker, today)
    of_case: dict[UUID, list[Any]] = {}
    for row in rows:
        of_case.setdefault(row.case_id, []).append(row)
    return {case_id: _reader(parts, worker, agreed) for case_id, parts in of_case.items()}


def _reader(parts: Collection[Any], worker: SignedIn, agreed: Collection[Agreed]) -> Reader:
    mine = [row for row in parts if row.holder in worker.holders and row.until_at is None]
    categories = (
        category
        for part in mine
        if part.sees == "full"
        for category in part.reads
        if all(
            row.agency_id == part.agency_id or (row.agency_id, part.partnership_id, part.pathway, category) in agreed
            for row in parts
            if category in row.writes
        )
    )
    return Reader(frozenset(part.position for part in mine), frozenset(categories))


def _agreed(session: Session, worker: SignedIn, today: date) -> set[Agreed]:
    """What other agencies have agreed to share with the asker's own today."""
    rows = session.execute(
        select(Agreement.giver_id, Agreement.partnership_id, Agreement.pathway, Agreement.category).where(
            Agreement.taker_id == worker.agency_id,
            holds_on(today),
        )
    )
    return {(row.giver_id, row.partnership_id, row.pathway, row.category) for row in rows}
