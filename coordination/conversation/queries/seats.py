"""Where a worker sits in a case's conversation: what they take part as, and which other agencies sit there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.cases import queries as cases
from coordination.cases.models import CaseFile, Participant
from coordination.errors import NotAllowed
from coordination.identity.models import Agency, Team, Worker
from coordination.sharing.models import Agreement
from workflows.vocabulary import Pathway

NOT_YET = "The conversation opens once your team has accepted. Until then you see a preview of the case."


# live agreements, as giver, taker, partnership and category
Agreed = set[tuple[UUID, UUID, UUID, str]]


@dataclass(frozen=True)
class AgencyHere:
    """An agency that takes part in full, and what it would read of a message by the asker's agency."""

    id: UUID
    code: str
    name: str
    reads: frozenset[str]
    teams: dict[UUID, str]


@dataclass(frozen=True)
class Seat:
    """One worker in one conversation."""

    worker: SignedIn
    case: CaseFile
    pathway: Pathway
    parts: Sequence[Any]
    agencies: Sequence[AgencyHere]
    agreed: Agreed

    @property
    def reads(self) -> frozenset[str]:
        """The categories that this worker reads of the case's events."""
        return frozenset(self.categories) | {"core"}

    def new(self, at: datetime, by: UUID | None = None) -> bool:
        """In a conversation the mark says what is new, not each line."""
        return False

    @property
    def is_open(self) -> bool:
        """Whether this worker reads the conversation: a preview does not show it."""
        return bool(self.categories)

    @property
    def categories(self) -> tuple[str, ...]:
        """What this worker may read and choose for a message, in the pathway's order, core first."""
        mine = next((one for one in self.agencies if one.id == self.worker.agency_id), None)
        held = {
            code
            for part in self.parts
            if part.sees == "full" and part.holder in self.worker.holders
            for code in part.reads
        }
        held &= mine.reads if mine else set()
        codes = [category.code for category in self.pathway.categories if category.code in held]
        return tuple(sorted(codes, key=lambda code: code != "core"))

    @property
    def teams(self) -> dict[UUID, str]:
        """Those of the worker's own teams that sit here, by name."""
        names = {team: name for one in self.agencies for team, name in one.teams.items()}
        return {team: names[team] for team in self.worker.team_ids if team in names}

    def readers(self, category: str) -> list[AgencyHere]:
        """The agencies that would read a message of this category which is for everyone."""
        return [one for one in self.agencies if category in one.reads]

    def agency(self, code: str) -> AgencyHere | None:
        """An agency that sits here, by its code."""
        return next((one for one in self.agencies if one.code == code), None)

    def reads_as(self, holders: Collection[UUID], category: str, writer_id: UUID) -> bool:
        """Whether somebody with these holders reads a message of this category by a worker of that agency."""
        return any(
            part.sees == "full"
            and part.holder in holders
            and category in part.reads
            and _gives(part, writer_id, category, self.agreed)
            for part in self.parts
        )

    def must_be_open(self) -> None:
        """Raise NotAllowed when this worker has no more than a preview of the case."""
        if not self.is_open:
            raise NotAllowed(NOT_YET)


def take(session: Session, worker: SignedIn, reference: str) -> Seat:
    """Sit down in the conversation of a case. Raises NotVisible as `cases.queries.get` does."""
    return seat_on(session, worker, cases.get(session, reference))


def seat_on(session: Session, worker: SignedIn, case: CaseFile) -> Seat:
    """The same on a case that has been read already."""
    parts = _parts(session, case.id)
    here = {part.agency_id for part in parts}
    agreed = _agreed(session, case.pathway, here | {part.giver_id for part in parts}, here)
    return Seat(worker, case, cases.pathway_of(case), parts, _agencies(parts, agreed, worker.agency_id), agreed)


def _parts(session: Session, case_id: UUID) -> Sequence[Any]:
    return session.execute(
        select(
            Participant.holder, Participant.holder_kind, Participant.agency_id, Participant.giver_id,
            Participant.partnership_id, Participant.position, Participant.reads, Participant.sees,
            Agency.code.label("agency_code"), Agency.name.label("agency"),
            func.coalesce(Team.name, Worker.name, Agency.name).label("name"),
        )
        .join(Agency, Agency.id == Participant.agency_id)
        .outerjoin(Team, Team.id == Participant.holder)
        .outerjoin(Worker, Worker.id == Participant.holder)
        .where(Participant.case_id == case_id, Participant.until_at.is_(None))
        .order_by(Agency.name, Participant.since, Participant.id)
    ).all()  # fmt: skip


def _agreed(session: Session, pathway: str, givers: Collection[UUID], takers: Collection[UUID]) -> Agreed:
    """The live agreements among those who sit here, as giver, taker, partnership and category."""
    rows = session.execute(
        select(Agreement.giver_id, Agreement.taker_id, Agreement.partnership_id, Agreement.category).where(
            Agreement.giver_id.in_(givers),
            Agreement.taker_id.in_(takers),
            Agreement.pathway == pathway,
            Agreement.ended_at.is_(None),
        )
    )
    return {(row.giver_id, row.taker_id, row.partnership_id, row.category) for row in rows}


def _gives(part: Any, giver_id: UUID, category: str, agreed: Agreed) -> bool:
    return bool(part.agency_id == giver_id or (giver_id, part.agency_id, part.partnership_id, category) in agreed)


def _agencies(parts: Sequence[Any], agreed: Agreed, writer_id: UUID) -> list[AgencyHere]:
    found: dict[UUID, AgencyHere] = {}
    for part in parts:
        if part.sees != "full" or not _gives(part, part.giver_id, "core", agreed):
            continue
        reads = frozenset(code for code in part.reads if _gives(part, writer_id, code, agreed))
        before = found.get(part.agency_id)
        teams = {part.holder: part.name} if part.holder_kind == "team" and reads else {}
        found[part.agency_id] = AgencyHere(
            part.agency_id,
            part.agency_code,
            part.agency,
            reads | (before.reads if before else frozenset()),
            {**(before.teams if before else {}), **teams},
        )
    return [one for one in found.values() if one.reads]
