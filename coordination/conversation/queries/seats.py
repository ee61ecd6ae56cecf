"""Where a worker sits in a case's conversation: what they take part as, and which other agencies sit there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Text, Uuid, and_, column, func, null, select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.audit.models import Event
from coordination.cases import queries as cases
from coordination.cases.models import CaseFile, Participant
from coordination.cases.queries.together import Together, given
from coordination.conversation.models import ConversationMark, MessageDraft
from coordination.errors import NotAllowed
from coordination.identity.models import Agency, Team, Worker
from coordination.sharing.models import Agreement
from workflows.vocabulary import Pathway

NOT_YET = "The conversation opens once your team has accepted. Until then you see a preview of the case."


# live agreements, as giver, taker, partnership and category
Agreed = set[tuple[UUID, UUID, UUID, str]]


@dataclass(frozen=True)
class Reader:
    """A worker who could read a message."""

    id: UUID
    reference: str
    name: str
    agency_id: UUID
    agency: str


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
    # who reads what is core and for everyone; how far each has read; what the asker had begun to write
    people: Sequence[Reader]
    marks: Sequence[Any]
    draft: dict[str, Any] | None
    # the newest place in the case's chain that the asker sees: a page listens from there on
    heard: int = 0

    @property
    def mark(self) -> int:
        """How far this worker has read; 0 before they opened the conversation."""
        return next((int(mark.seq) for mark in self.marks if mark.worker_id == self.worker.id), 0)

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
    """The same on a case that has been read already: one statement."""
    rows = _all_of().rows(
        session, case_id=case.id, worker_id=worker.id, agency_id=worker.agency_id, pathway=case.pathway
    )
    parts = rows["parts"]
    agreed = {(row.giver_id, row.taker_id, row.partnership_id, row.category) for row in rows["agreed"]}
    for mark in rows["marks"]:
        mark.holders = {UUID(holder) for holder in mark.holders}
    people = tuple(Reader(row.id, row.reference, row.name, row.agency_id, row.agency) for row in rows["people"])
    return Seat(
        worker,
        case,
        cases.pathway_of(case),
        parts,
        _agencies(parts, agreed, worker.agency_id),
        agreed,
        people,
        rows["marks"],
        rows["drafts"][0].given if rows["drafts"] else None,
        rows["heard"][0].seq if rows["heard"] else 0,
    )


@lru_cache(maxsize=1)
def _all_of() -> Together:
    case_id, worker_id = given("case_id", Uuid), given("worker_id", Uuid)
    here = and_(Participant.case_id == case_id, Participant.until_at.is_(None))
    reads = func.who_reads(case_id, "core", given("agency_id", Uuid), null()).table_valued(
        column("worker_id", Uuid), column("reference", Text), column("name", Text), column("agency_id", Uuid),
        column("agency", Text),
    )  # fmt: skip
    return Together(
        parts=select(
            Participant.holder, Participant.holder_kind, Participant.agency_id, Participant.giver_id,
            Participant.partnership_id, Participant.position, Participant.reads, Participant.sees,
            Agency.code.label("agency_code"), Agency.name.label("agency"),
            func.coalesce(Team.name, Worker.name, Agency.name).label("name"),
        )
        .join(Agency, Agency.id == Participant.agency_id)
        .outerjoin(Team, Team.id == Participant.holder)
        .outerjoin(Worker, Worker.id == Participant.holder)
        .where(here)
        .order_by(Agency.name, Participant.since, Participant.id),
        agreed=select(Agreement.giver_id, Agreement.taker_id, Agreement.partnership_id, Agreement.category).where(
            Agreement.giver_id.in_(
                select(Participant.agency_id).where(here).union(select(Participant.giver_id).where(here))
            ),
            Agreement.taker_id.in_(select(Participant.agency_id).where(here)),
            Agreement.pathway == given("pathway", Text),
            Agreement.ended_at.is_(None),
        ),
        people=select(
            reads.c.worker_id.label("id"), reads.c.reference, reads.c.name, reads.c.agency_id, reads.c.agency
        ),
        marks=select(
            ConversationMark.worker_id, ConversationMark.holders, ConversationMark.seq, Agency.name.label("agency")
        )
        .join(Agency, Agency.id == ConversationMark.agency_id)
        .where(ConversationMark.case_id == case_id)
        .order_by(Agency.name),
        heard=select(Event.seq).where(Event.case_id == case_id).order_by(Event.seq.desc()).limit(1),
        drafts=select(MessageDraft.given).where(MessageDraft.case_id == case_id, MessageDraft.worker_id == worker_id),
    )  # fmt: skip


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
