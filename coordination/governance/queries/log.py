"""Searching the log: what was done and who looked, by case, worker and day. Row-level security narrows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Text, cast, func, literal, or_, select, text, tuple_
from sqlalchemy.orm import Session

from coordination.audit.models import Event, EventDetail, ReadEvent
from coordination.audit.proof.cases import CaseProof, verify_case
from coordination.errors import Invalid, NotVisible
from coordination.governance.queries.words import names_of, pathway_or_none, sentence
from coordination.identity.models import Agency, Worker
from workflows.local_time import moment_of
from workflows.references import heard_as
from workflows.vocabulary import Pathway

PAGE = 50


@dataclass(frozen=True)
class AuditedCase:
    """A case that the asker may audit."""

    id: UUID
    reference: str
    pathway: str
    pathway_version: int
    opened_at: datetime


@dataclass(frozen=True)
class Sought:
    """What a search asks for. `after` is where the page before ended."""

    case: AuditedCase | None = None
    worker_id: UUID | None = None
    day: date | None = None
    after: tuple[datetime, str] | None = None


@dataclass(frozen=True)
class Entry:
    """One line of the log: something done, or a page that was looked at."""

    at: datetime
    says: str
    actor: str
    agency: str
    receipt: str
    references: tuple[str, ...]
    place: str


@dataclass(frozen=True)
class Found:
    """One page of entries, newest first; the cases they are about; where the next page begins, if there is one."""

    entries: list[Entry]
    case_ids: list[UUID]
    after: tuple[datetime, str] | None


def case_to_audit(session: Session, reference: str) -> AuditedCase:
    """A case by its reference. Raises NotVisible, which does not say whether there is such a case."""
    row = session.execute(
        text("select * from case_to_audit(:reference)"), {"reference": heard_as(reference) or reference.strip().upper()}
    ).one_or_none()
    if row is None:
        raise NotVisible("There is no case with that reference whose log you can read. Check the reference.")
    return AuditedCase(*row)


def proof_of(session: Session, case: AuditedCase) -> CaseProof:
    """Whether the chain of this case is whole."""
    return verify_case(session, case.id)


def worker_by(session: Session, words: str) -> tuple[UUID, str]:
    """A worker by reference or name. Raises Invalid with what to do when none or several are meant."""
    wanted = words.strip()
    rows = session.execute(
        select(Worker.id, Worker.name, Worker.reference)
        .where(or_(Worker.reference == wanted, func.lower(Worker.name).contains(wanted.lower(), autoescape=True)))
        .order_by((Worker.reference == wanted).desc(), Worker.name)
        .limit(6)
    ).all()
    if rows and (rows[0].reference == wanted or len(rows) == 1):
        return rows[0].id, rows[0].name
    if not rows:
        raise Invalid("Nobody of that name or reference works here. Check how it is written.", field="worker")
    several = ", ".join(f"{row.name} ({row.reference})" for row in rows[:5])
    raise Invalid(f"Several workers are called that. Give one reference: {several}.", field="worker")


def done(session: Session, sought: Sought) -> Found:
    """What was done, newest first."""
    query: Any = (
        select(Event, EventDetail.detail, Worker.name.label("actor"), Agency.name.label("agency"))
        .outerjoin(EventDetail, EventDetail.event_id == Event.id)
        .outerjoin(Worker, Worker.id == Event.actor_id)
        .outerjoin(Agency, Agency.id == Event.actor_agency_id)
        .order_by(Event.at.desc(), Event.id.desc())
        .limit(PAGE + 1)
    )
    query = _on(query, sought, Event.at)
    if sought.case:
        query = query.where(Event.case_id == sought.case.id)
    if sought.worker_id:
        query = query.where(Event.actor_id == sought.worker_id)
    if sought.after:
        query = query.where(
            tuple_(Event.at, Event.id) < tuple_(literal(sought.after[0]), literal(_uuid(sought.after[1])))
        )
    rows = session.execute(query).all()
    names = names_of(session, (row.detail for row in rows))
    cases = _cases(session, [row.Event.case_id for row in rows if row.Event.case_id])
    return _page(
        [
            Entry(
                at=row.Event.at,
                says=sentence(
                    row.Event.kind, row.actor or "The system", row.detail, names, _pathway(cases.get(row.Event.case_id))
                ),
                actor=row.actor or "The system",
                agency=row.agency or "",
                receipt=bytes(row.Event.hash).hex()[:10],
                references=(cases[row.Event.case_id].reference,) if row.Event.case_id in cases else (),
                place=str(row.Event.id),
            )
            for row in rows
        ],
        list(dict.fromkeys(row.Event.case_id for row in rows[:PAGE] if row.Event.case_id)),
    )


def looked_at(session: Session, sought: Sought) -> Found:
    """Who looked at what, newest first: the asker's own agency's workers."""
    place = ReadEvent.chain + literal("/") + func.lpad(cast(ReadEvent.seq, Text), 12, "0")
    query: Any = (
        select(ReadEvent, place.label("place"), Worker.name.label("actor"), Agency.name.label("agency"))
        .join(Worker, Worker.id == ReadEvent.worker_id)
        .join(Agency, Agency.id == ReadEvent.agency_id)
        .order_by(ReadEvent.at.desc(), place.desc())
        .limit(PAGE + 1)
    )
    query = _on(query, sought, ReadEvent.at)
    if sought.case:
        query = query.where(ReadEvent.case_ids.contains([sought.case.id]))
    if sought.worker_id:
        query = query.where(ReadEvent.worker_id == sought.worker_id)
    if sought.after:
        query = query.where(tuple_(ReadEvent.at, place) < tuple_(literal(sought.after[0]), literal(sought.after[1])))
    rows = session.execute(query).all()
    shown = [sought.case.id] if sought.case else sorted({id_ for row in rows[:PAGE] for id_ in row.ReadEvent.case_ids})
    cases = _cases(session, shown)
    return _page(
        [
            Entry(
                at=row.ReadEvent.at,
                says=f"{row.actor} looked at {_page_words(row.ReadEvent.route)}",
                actor=row.actor,
                agency=row.agency,
                receipt=bytes(row.ReadEvent.hash).hex()[:10],
                references=tuple(sorted(cases[id_].reference for id_ in row.ReadEvent.case_ids if id_ in cases)),
                place=row.place,
            )
            for row in rows
        ],
        shown,
    )


def _page_words(route: str) -> str:
    room, _, page = route.partition(".")
    return f"the page “{page.replace('_', ' ') or room}” of {room.replace('_', ' ')}"


def _on(query: Any, sought: Sought, moment: Any) -> Any:
    if sought.day is None:
        return query
    return query.where(moment >= moment_of(sought.day), moment < moment_of(sought.day + timedelta(days=1)))


def _cases(session: Session, case_ids: list[UUID]) -> dict[UUID, Any]:
    """Reference and kind of those of these cases that the asker may audit."""
    if not case_ids:
        return {}
    rows = session.execute(
        text("select id, reference, pathway, pathway_version from references_to_audit(:cases)"),
        {"cases": list(dict.fromkeys(case_ids))},
    )
    return {row.id: row for row in rows}


def _pathway(case: Any) -> Pathway | None:
    return pathway_or_none(case.pathway, case.pathway_version) if case is not None else None


def _page(entries: list[Entry], case_ids: list[UUID]) -> Found:
    after = (entries[PAGE - 1].at, entries[PAGE - 1].place) if len(entries) > PAGE else None
    return Found(entries[:PAGE], case_ids, after)


def _uuid(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise Invalid("This address does not lead to a page of the log. Search again.") from None
