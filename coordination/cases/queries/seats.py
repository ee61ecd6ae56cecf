"""Where a worker sits among those on a case: what they take part as, and which other agencies would read them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, CompoundSelect, Date, Select, Text, Uuid, any_, column, func, null, select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.cases import queries as cases
from coordination.cases.models import CaseFile, Participant
from coordination.identity.models import Agency, Team, Worker
from coordination.sharing.models import Agreement
from coordination.sharing.queries import holds_on
from coordination.together import Together, given, name_of
from workflows.vocabulary import Pathway

# the categories of live agreements, by giver, taker and partnership
Agreed = Mapping[tuple[UUID, UUID, UUID], frozenset[str]]


@dataclass(frozen=True)
class Reader:
    """A worker who could read what another writes for them."""

    id: UUID
    reference: str
    name: str
    agency_id: UUID
    agency: str


@dataclass(frozen=True)
class AgencyHere:
    """An agency that takes part in full, and what it would read of something by the asker's agency."""

    id: UUID
    code: str
    name: str
    reads: frozenset[str]
    teams: dict[UUID, str]


@dataclass(frozen=True)
class Seat:
    """One worker on one case, among those whom they can write for."""

    worker: SignedIn
    case: CaseFile
    pathway: Pathway
    parts: Sequence[Any]
    agencies: Sequence[AgencyHere]
    agreed: Agreed
    # who reads what is core and for everyone
    people: Sequence[Reader]

    @property
    def reads(self) -> frozenset[str]:
        """The categories that this worker reads of the case's events."""
        return frozenset(self.categories) | {"core"}

    @property
    def in_preview(self) -> bool:
        """Whether this worker sees only what a receiver sees before it accepts."""
        return not self.is_open

    @property
    def is_open(self) -> bool:
        """Whether this worker reads what is written for those on the case: a preview does not show it."""
        return bool(self.categories)

    @property
    def categories(self) -> tuple[str, ...]:
        """What this worker may read and choose for what they write, in the pathway's order, core first."""
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
    def writes(self) -> tuple[str, ...]:
        """Those of the categories in which this worker may record something."""
        mine = [part for part in self.parts if part.sees == "full" and part.holder in self.worker.holders]
        return tuple(code for code in self.categories if any(code in part.writes for part in mine))

    @property
    def teams(self) -> dict[UUID, str]:
        """Those of the worker's own teams that sit here, by name."""
        names = {team: name for one in self.agencies for team, name in one.teams.items()}
        return {team: names[team] for team in self.worker.team_ids if team in names}

    def readers(self, category: str) -> list[AgencyHere]:
        """The agencies that would read something of this category which is for everyone."""
        return [one for one in self.agencies if category in one.reads]

    def agency(self, code: str) -> AgencyHere | None:
        """An agency that sits here, by its code."""
        return next((one for one in self.agencies if one.code == code), None)

    def reads_as(self, holders: Collection[UUID], category: str, writer_id: UUID) -> bool:
        """Whether somebody with these holders reads something of this category by a worker of that agency."""
        return any(
            part.sees == "full"
            and part.holder in holders
            and category in part.reads
            and _gives(part, writer_id, category, self.agreed)
            for part in self.parts
        )


def take(session: Session, worker: SignedIn, reference: str) -> Seat:
    """Sit down among those on a case. Raises NotVisible as `cases.queries.get` does."""
    return seat_on(session, worker, cases.get(session, reference))


def seat_on(session: Session, worker: SignedIn, case: CaseFile) -> Seat:
    """The same on a case that has been read already: one statement."""
    rows = _all_of().rows(session, **asks(worker, case))
    return Seat(**seated(worker, case, rows))


def asks(worker: SignedIn, case: CaseFile) -> dict[str, Any]:
    """What is given when those on this case are asked for."""
    return {"case_id": case.id, "agency_id": worker.agency_id, "pathway": case.pathway, "today": clock.today()}


def seated(worker: SignedIn, case: CaseFile, rows: dict[str, list[Any]]) -> dict[str, Any]:
    """What every seat holds, out of the rows of `parts_and_agreed` and `who_reads_core`."""
    parts = sorted((part for part in rows["parts"] if part.until_at is None), key=lambda part: part.agency)
    agreed = agreed_by(rows["agreed"])
    people = tuple(Reader(row.id, row.reference, row.name, row.agency_id, row.agency) for row in rows["people"])
    return {
        "worker": worker,
        "case": case,
        "pathway": cases.pathway_of(case),
        "parts": parts,
        "agencies": _agencies(parts, agreed, worker.agency_id),
        "agreed": agreed,
        "people": people,
    }


def agreed_by(rows: Sequence[Any]) -> Agreed:
    """What is agreed between those on a case, out of the rows of `parts_and_agreed`."""
    return {(row.giver_id, row.taker_id, row.partnership_id): frozenset(row.categories) for row in rows}


@lru_cache(maxsize=1)
def _all_of() -> Together:
    return Together(**parts_and_agreed(), **who_reads_core())


def who_reads_core() -> dict[str, Any]:
    """The query for the workers who read what is core and for everyone."""
    case_id = given("case_id", Uuid)
    reads = func.who_reads(case_id, "core", given("agency_id", Uuid), null()).table_valued(
        column("worker_id", Uuid), column("reference", Text), column("name", Text), column("agency_id", Uuid),
        column("agency", Text),
    )  # fmt: skip
    return {
        "people": select(
            reads.c.worker_id.label("id"), reads.c.reference, reads.c.name, reads.c.agency_id, reads.c.agency
        ),
    }


def parts_and_agreed() -> dict[str, Any]:
    """The queries for those who take part in a case or did, in the order they came, and what is agreed between them."""
    # looked up once, whatever asks for it: policies are asked for each row of each look
    part = (
        select(
            Participant.id, Participant.since, Participant.until_at, Participant.holder, Participant.holder_kind,
            Participant.agency_id, Participant.giver_id, Participant.partnership_id, Participant.position,
            Participant.basis, Participant.reads, Participant.reads_levels, Participant.writes, Participant.sees,
        )
        .where(Participant.case_id == given("case_id", Uuid))
        .cte("those_here")
        .prefix_with("materialized")
        .c
    )  # fmt: skip
    return {
        "parts": select(
            part.holder, part.holder_kind, part.agency_id, part.giver_id, part.partnership_id, part.position,
            part.basis, part.reads, part.reads_levels, part.writes, part.sees, part.since, part.until_at,
            Agency.code.label("agency_code"), Agency.name.label("agency"),
            name_of(part.holder).label("name"), Team.duty, Worker.suspended_at.is_not(None).label("gone"),
        )
        .join(Agency, Agency.id == part.agency_id)
        .outerjoin(Team, Team.id == part.holder)
        .outerjoin(Worker, Worker.id == part.holder)
        .order_by(part.since, part.id),
        "agreed": select(
            Agreement.giver_id, Agreement.taker_id, Agreement.partnership_id,
            func.array_agg(Agreement.category, type_=ARRAY(Text)).label("categories"),
        )
        .where(
            # as arrays, so that those here are not looked through again for every agreement there is
            Agreement.giver_id == _any_of(select(part.agency_id).union(select(part.giver_id))),
            Agreement.taker_id == _any_of(select(part.agency_id)),
            Agreement.pathway == given("pathway", Text),
            holds_on(given("today", Date)),
        )
        .group_by(Agreement.giver_id, Agreement.taker_id, Agreement.partnership_id),
    }  # fmt: skip


def _any_of(ids: Select[Any] | CompoundSelect[Any]) -> Any:
    return any_(func.array(ids.scalar_subquery(), type_=ARRAY(Uuid)))


def _gives(part: Any, giver_id: UUID, category: str, agreed: Agreed) -> bool:
    between = (giver_id, part.agency_id, part.partnership_id)
    return bool(part.agency_id == giver_id or category in agreed.get(between, ()))


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
