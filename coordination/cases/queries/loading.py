"""All that the page of a case shows, read in two statements however much there is of it.

What stands beside it can be read in the second of them too: `asks` says what will be asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Date, DateTime, Text, Uuid, column, func, or_, select
from sqlalchemy.orm import Session, aliased

from coordination import clock
from coordination.access import SignedIn
from coordination.appointments.models import Appointment, Contact
from coordination.cases import queries
from coordination.cases.models import (
    CaseFile,
    CaseLine,
    DatedFact,
    HandOver,
    LastLooked,
    Participant,
)
from coordination.cases.queries import Standing, places, seats
from coordination.cases.queries.answers_read import answers_query, each_answer
from coordination.cases.queries.events import AFTER_ALL, events_query
from coordination.cases.queries.nobody import names_somebody
from coordination.cases.queries.places import Alike
from coordination.identity.models import Partnership
from coordination.queues.models import Clock, Task
from coordination.sharing.queries import settings_query, values_in_force
from coordination.together import AnyRows, Asked, Together, given, name_of
from workflows import pathways
from workflows.local_time import day_of
from workflows.vocabulary import Pathway


@dataclass
class Loaded:
    """A case as one worker sees it: where it stands, and the rows of everything on it."""

    now: Standing
    worker: SignedIn
    rows: dict[str, list[Any]]
    reads: frozenset[str]
    levels: frozenset[str]
    looked_at: datetime | None
    alike: Sequence[Alike] = ()

    @property
    def case(self) -> CaseFile:
        return self.now.case

    @property
    def pathway(self) -> Pathway:
        return self.now.pathway

    @property
    def in_preview(self) -> bool:
        """Whether the asker sees only what a receiver sees before it accepts."""
        return bool(self.now.parts) and all(part.sees == "preview" for part in self.now.parts)

    def new(self, at: datetime, by: UUID | None = None) -> bool:
        """Whether something has come since the asker last looked, from somebody else."""
        return self.looked_at is not None and at > self.looked_at and by != self.worker.id


def load(session: Session, worker: SignedIn, reference: str) -> Loaded:
    """Read a case for one of its pages. Raises NotVisible as `get` does."""
    return loaded(session, worker, queries.get(session, reference))


def asks(worker: SignedIn, case: CaseFile, *, newest: int = 0) -> Asked:
    """What `loaded` will ask with the same words, to be read ahead together with other lists."""
    pathway = queries.pathway_of(case)
    events = {"before": AFTER_ALL, "after": 0, "size": newest + 1} if newest else {}
    return {
        _all_of(pathway.code, pathway.version, with_events=bool(newest)): {
            **events,
            "case_id": case.id,
            "worker_id": worker.id,
            "partnership_id": case.partnership_id,
            "pathway": case.pathway,
            "linked_from_id": case.linked_from_id,
            "on_day": day_of(case.opened_at),
            "today": clock.today(),
        }
    }


def loaded(session: Session, worker: SignedIn, case: CaseFile, *, newest: int = 0) -> Loaded:
    """The same of a case that has been read already, with this many of its newest events and one more."""
    pathway = queries.pathway_of(case)
    [(everything, given_now)] = asks(worker, case, newest=newest).items()
    rows = everything.rows(session, **given_now)
    lines = {row.line: row for row in rows["lines"]}
    rows["answers"] = each_answer(rows["answers"])
    answers = queries.gathered((row.field, row.repeat, row.value) for row in rows["answers"] if row.in_force)
    for row in rows["answers"]:
        row.value = row.named or row.value
    known = queries.known_from(
        case,
        pathway,
        lines,
        answers,
        queries.facts_in_force(pathway, rows["facts"]),
        {f"made:{row.move}": row.times for row in rows["made"]},
        values_in_force(pathway, ((row.code, row.value) for row in rows["settings"])),
    )
    agreed = seats.agreed_by(rows["agreed"])
    for part in rows["parts"]:
        part.mine = part.holder in worker.holders and part.until_at is None
        between = (part.giver_id, part.agency_id, part.partnership_id)
        part.granted = part.reads
        part.reads = [code for code in part.reads if part.agency_id == part.giver_id or code in agreed.get(between, ())]
    mine = [part for part in rows["parts"] if part.mine]
    full = [part for part in mine if part.sees == "full"]
    return Loaded(
        now=Standing(
            case,
            pathway,
            lines,
            answers,
            known,
            cast(list[Participant], mine),
            queries.my_powers(session, worker, pathway),
        ),
        worker=worker,
        rows=rows,
        reads=frozenset(code for part in full for code in part.reads) | ({"core"} if mine else set()),
        levels=frozenset(code for part in full for code in part.reads_levels),
        looked_at=rows["looked"][0].at if rows["looked"] else None,
        alike=places.same_place(session, case) if pathway.place else (),
    )


@lru_cache(maxsize=64)
def _all_of(code: str, version: int, *, with_events: bool) -> Together:
    """Everything that hangs on a case of this pathway."""
    pathway, case_id = pathways.of(code, version), given("case_id", Uuid)
    return Together(
        **({"events": events_query()} if with_events else {}),
        lines=select(CaseLine.line, CaseLine.stage, CaseLine.since, CaseLine.ended_at).where(
            CaseLine.case_id == case_id
        ),
        settings=settings_query(given("partnership_id", Uuid), pathway, given("on_day", Date)),
        made=queries.moves_made_query(case_id),
        facts=_facts(case_id),
        answers=answers_query(case_id, pathway),
        **seats.parts_and_agreed(),
        hand_overs=_hand_overs(case_id),
        tasks=_tasks(case_id),
        appointments=_appointments(case_id),
        contacts=_contacts(case_id),
        place=select(Partnership.name).where(Partnership.id == given("partnership_id", Uuid)),
        looked=select(LastLooked.at).where(
            LastLooked.case_id == case_id, LastLooked.worker_id == given("worker_id", Uuid)
        ),
        same_person=_same_person(case_id),
        linked=_linked(case_id),
    )


def _linked(case_id: Any) -> AnyRows:
    """Cases that are linked with this one; none where one of the two must name nobody, because the other tells who."""
    this = aliased(CaseFile)
    earlier = (CaseFile.id == given("linked_from_id", Uuid)).label("earlier")
    return select(CaseFile.reference, CaseFile.pathway, CaseFile.outcome, earlier).where(
        or_(CaseFile.id == given("linked_from_id", Uuid), CaseFile.linked_from_id == case_id),
        names_somebody(CaseFile),
        select(this.id).where(this.id == case_id, names_somebody(this)).exists(),
    )


def _same_person(case_id: Any) -> AnyRows:
    """People on other cases who may be the same person, among those whose names the asker reads, and what was said."""
    found = func.same_person_beside(case_id).table_valued(
        column("mine_id", Uuid),
        column("other_id", Uuid),
        column("other_case_id", Uuid),
        column("verdict", Text),
        column("said_by_id", Uuid),
        column("said_at", DateTime(timezone=True)),
    )
    return select(found)


def _facts(case_id: Any) -> AnyRows:
    return (
        select(
            DatedFact.fact, DatedFact.kind, DatedFact.value, DatedFact.source, DatedFact.confidence,
            DatedFact.recorded_at, DatedFact.by_id, name_of(DatedFact.by_id).label("by"),
            name_of(DatedFact.by_agency_id).label("agency"),
        )
        .where(DatedFact.case_id == case_id)
        .order_by(DatedFact.recorded_at, DatedFact.id)
    )  # fmt: skip


def _hand_overs(case_id: Any) -> AnyRows:
    return (
        select(
            HandOver.reference, HandOver.kind, HandOver.position, HandOver.asked_at, HandOver.answer,
            HandOver.answered_at, HandOver.answered_by_id, HandOver.from_worker_id, HandOver.whose_no,
            HandOver.reason, HandOver.returned_count,
            name_of(HandOver.from_agency_id).label("from_agency"), name_of(HandOver.from_team_id).label("from_team"),
            name_of(func.coalesce(HandOver.to_team_id, HandOver.to_outside_id)).label("to"),
            HandOver.to_outside_id, HandOver.to_team_id, HandOver.from_team_id,
            name_of(HandOver.from_worker_id).label("asked_by"), name_of(HandOver.answered_by_id).label("answered_by"),
            Clock.due_at, Clock.sentence,
        )
        .outerjoin(Clock, Clock.id == HandOver.clock_id)
        .where(HandOver.case_id == case_id)
        .order_by(HandOver.asked_at, HandOver.id)
    )  # fmt: skip


def _tasks(case_id: Any) -> AnyRows:
    return (
        select(
            Task.reference, Task.kind, Task.asks, Task.team_id, Task.holder_id, Task.holder_name, Task.claimed_at,
            Task.opened_at, Task.opened_by_id, Task.due_at, Task.done_at, Task.ended_as,
            name_of(Task.team_id).label("team"), Clock.sentence, Clock.paused_at,
            name_of(Task.done_by_id).label("done_by"),
        )
        .outerjoin(Clock, Clock.id == Task.clock_id)
        .where(Task.case_id == case_id, or_(Task.audience_id.is_(None), func.in_audience(Task.audience_id)))
        .order_by(Task.due_at, Task.id)
    )  # fmt: skip


def _appointments(case_id: Any) -> AnyRows:
    moved = aliased(Appointment)
    return (
        select(
            Appointment.reference, Appointment.kind, Appointment.category, Appointment.starts_at, Appointment.place,
            Appointment.mode, Appointment.with_whom, Appointment.told_how, Appointment.made_at, Appointment.made_by_id,
            Appointment.warnings, Appointment.outcome, Appointment.outcome_at, Appointment.note,
            name_of(Appointment.made_by_id).label("made_by"), moved.starts_at.label("moved_to"),
        )
        .outerjoin(moved, moved.id == Appointment.moved_to_id)
        .where(Appointment.case_id == case_id)
        .order_by(Appointment.starts_at, Appointment.id)
    )  # fmt: skip


def _contacts(case_id: Any) -> AnyRows:
    return (
        select(
            Contact.at, Contact.how, Contact.outcome, Contact.note, Contact.by_id, name_of(Contact.by_id).label("by")
        )
        .where(Contact.case_id == case_id)
        .order_by(Contact.at.desc(), Contact.id)
    )
