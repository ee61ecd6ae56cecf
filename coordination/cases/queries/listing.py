"""The cases of one holder: a team, an agency or a worker, newest first, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, select, tuple_
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session, aliased

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
    beside = aliased(Participant)
    taken = [Participant.holder == holder.id, Participant.until_at.is_(None), Participant.case_ended.is_(ended)]
    another = [*_of_the_same(beside), beside.case_ended.is_(ended), _comes_before(beside)]
    if stage:
        taken.append(Participant.stage == stage)
        another.append(beside.stage == stage)
    query = (
        select(Participant, CaseFile, _positions())
        .join(CaseFile, CaseFile.id == Participant.case_id)
        # a team that is two things on a case has the case once
        .where(*taken, ~exists().where(*another))
        .order_by(Participant.opened_at.desc(), Participant.id.desc())
        .limit(PAGE + 1)
    )
    place = _place(after)
    if place is not None:
        query = query.where(tuple_(Participant.opened_at, Participant.id) < place)
    found = session.execute(query).all()
    rows = _rows(session, [tuple(row) for row in found[:PAGE]])
    last = found[PAGE - 1][0] if len(found) > PAGE else None
    return CaseList(tuple(rows), f"{last.opened_at.isoformat()}~{last.id}" if last else None)


def searched(session: Session, worker: SignedIn, words: str) -> tuple[list[CaseRow], bool]:
    """Cases by reference, or by the name or number of somebody on them; and whether there may be more than these."""
    named = cases_about(session, words)
    wanted = [CaseFile.id.in_(named.case_ids[:MOST_SHOWN])]
    reference, beside = heard_as(words), aliased(Participant)
    found = session.execute(
        select(Participant, CaseFile, _positions())
        .join(CaseFile, CaseFile.id == Participant.case_id)
        .where(
            Participant.holder.in_(worker.holders),
            Participant.until_at.is_(None),
            wanted[0] | (CaseFile.reference == reference) if reference else wanted[0],
            ~exists().where(*_of_the_same(beside), _comes_before(beside)),
        )
        .order_by(Participant.opened_at.desc(), Participant.id.desc())
    ).all()
    once = {row[1].id: tuple(row) for row in reversed(found)}
    rows = sorted(once.values(), key=lambda row: row[1].opened_at, reverse=True)
    return _rows(session, rows), named.cut or len(named.case_ids) > MOST_SHOWN


def _of_the_same(part: Any) -> list[Any]:
    """That another part is of the same case and the same holder, and stands."""
    return [part.case_id == Participant.case_id, part.holder == Participant.holder, part.until_at.is_(None)]


def _comes_before(part: Any) -> Any:
    """That it is shown rather than the part of the list: it sees more of the case, or is the older of the two."""

    def order(of: Any) -> Any:
        return tuple_(of.sees != "full", -func.cardinality(of.reads), of.id)

    return order(part) < order(Participant)


def _positions() -> Any:
    """Everything that the holder is on the case."""
    beside = aliased(Participant)
    return (
        select(func.array_agg(aggregate_order_by(beside.position, beside.id)))
        .where(*_of_the_same(beside))
        .scalar_subquery()
    )


def _rows(session: Session, found: list[Any]) -> list[CaseRow]:
    named = session.execute(
        select(PersonOnCase.case_id, PersonOnCase.name).where(
            PersonOnCase.case_id.in_([case.id for _, case, _ in found]),
            PersonOnCase.part == "subject",
            PersonOnCase.name_hidden_since.is_(None),
        )
    )
    names = {row.case_id: row.name for row in named}
    return [_row(part, case, positions, names.get(case.id, "")) for part, case, positions in found]


def _row(part: Participant, case: CaseFile, positions: list[str], name: str) -> CaseRow:
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
        position=", ".join(dict.fromkeys(pathway.position(each).label for each in positions)),
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
