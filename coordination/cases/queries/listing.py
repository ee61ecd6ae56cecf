"""The cases of one holder: a team, an agency or a worker, newest first, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.cases import queries
from coordination.cases.models import CaseFile, Participant, PersonOnCase
from coordination.identity.models import Team
from coordination.queues.queries.rows import key_date_words
from coordination.queues.queries.search import cases_about
from workflows import pathways
from workflows.references import heard_as

PAGE = 25
MOST_SHOWN = 50


@dataclass(frozen=True)
class Holder:
    """Whose cases are listed: by the code that addresses use."""

    code: str
    name: str
    id: UUID


@dataclass(frozen=True)
class CaseRow:
    """One case in a list: no more than lists may show."""

    case_id: UUID
    reference: str
    pathway: str
    name: str
    stage: str
    key_date: str
    position: str
    opened_at: datetime
    ended: bool


@dataclass(frozen=True)
class CaseList:
    """A page of cases, and where the next one goes on."""

    rows: tuple[CaseRow, ...]
    older: str | None


def holders(session: Session, worker: SignedIn) -> list[Holder]:
    """Whose cases the worker may list: each of their teams, and what is theirs by name."""
    rows = session.execute(
        select(Team.code, Team.name, Team.id).where(Team.id.in_(worker.team_ids)).order_by(Team.name)
    )
    return [Holder(*row) for row in rows] + [Holder("me", "By my own name", worker.id)]


def cases_of(
    session: Session, holder: Holder, *, ended: bool, stage: str | None = None, after: str | None = None
) -> CaseList:
    """Cases that the holder takes part in. `after` is the place that the page before gave; odd ones are left aside."""
    query = (
        select(Participant, CaseFile)
        .join(CaseFile, CaseFile.id == Participant.case_id)
        .where(Participant.holder == holder.id, Participant.until_at.is_(None), Participant.case_ended.is_(ended))
        .order_by(Participant.opened_at.desc(), Participant.id.desc())
        .limit(PAGE + 1)
    )
    if stage:
        query = query.where(Participant.stage == stage)
    place = _place(after)
    if place is not None:
        query = query.where(tuple_(Participant.opened_at, Participant.id) < place)
    found = session.execute(query).all()
    rows = _rows(session, [(part, case) for part, case in found[:PAGE]])
    last = found[PAGE - 1][0] if len(found) > PAGE else None
    return CaseList(tuple(rows), f"{last.opened_at.isoformat()}~{last.id}" if last else None)


def searched(session: Session, worker: SignedIn, words: str) -> tuple[list[CaseRow], bool]:
    """Cases by reference, or by the name or number of somebody on them; and whether there may be more than these."""
    named = cases_about(session, words)
    wanted = [CaseFile.id.in_(named.case_ids[:MOST_SHOWN])]
    reference = heard_as(words)
    found = session.execute(
        select(Participant, CaseFile)
        .join(CaseFile, CaseFile.id == Participant.case_id)
        .where(
            Participant.holder.in_(worker.holders),
            Participant.until_at.is_(None),
            wanted[0] | (CaseFile.reference == reference) if reference else wanted[0],
        )
        .order_by(Participant.opened_at.desc(), Participant.id.desc())
    ).all()
    once = {case.id: (part, case) for part, case in reversed(found)}
    rows = sorted(once.values(), key=lambda pair: pair[1].opened_at, reverse=True)
    return _rows(session, rows), named.cut or len(named.case_ids) > MOST_SHOWN


def _rows(session: Session, found: list[tuple[Participant, CaseFile]]) -> list[CaseRow]:
    named = session.execute(
        select(PersonOnCase.case_id, PersonOnCase.name).where(
            PersonOnCase.case_id.in_([case.id for _, case in found]),
            PersonOnCase.part == "subject",
            PersonOnCase.name_hidden_since.is_(None),
        )
    )
    names = {row.case_id: row.name for row in named}
    return [_row(part, case, names.get(case.id, "")) for part, case in found]


def _row(part: Participant, case: CaseFile, name: str) -> CaseRow:
    pathway = queries.pathway_of(case)
    stage = pathway.stage(part.stage)
    line = next(line for line in pathway.lines if line.code == stage.line)
    sees = line.category in part.reads and part.sees == "full"
    return CaseRow(
        case_id=case.id,
        reference=case.reference,
        pathway=pathway.title,
        name=name,
        stage=stage.label if sees else stage.outside_label,
        key_date=key_date_words(_day(part.key_date), "", case.pathway, clock.today()) if sees else "",
        position=pathway.position(part.position).label,
        opened_at=case.opened_at,
        ended=part.case_ended,
    )


def stages_to_choose() -> dict[str, str]:
    """The stages that a list may be narrowed to, in the words of the pathways."""
    return {
        stage.code: f"{pathway.title}: {stage.label}"
        for pathway in pathways.offered()
        for stage in pathway.stages
        if stage.line == "main"
    }


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) else None


def _place(text: str | None) -> tuple[datetime, UUID] | None:
    at, _, part = (text or "").partition("~")
    try:
        moment = datetime.fromisoformat(at)
        return (moment, UUID(part)) if moment.tzinfo else None
    except ValueError:
        return None
