"""Which cases stand on the calendar of releases in a span of days, in one statement."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, any_, case, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.cases.models import AnswersGiven, CaseFile, DatedFact, Participant
from coordination.sharing.models import Agreement
from coordination.sharing.queries import holds_on
from workflows import pathways
from workflows.vocabulary import Pathway

# The order in which they are shown: what should have happened and was not confirmed stands first.
MISSED, ON_ITS_DAY, NO_DATE, DATE_CLOSED = range(4)
# No page lists more; it says when there are others, and how to narrow them down.
MOST_SHOWN = 100


@dataclass(frozen=True)
class Listed:
    """One case on the calendar: in which group, and on which day as far as the asker may know it."""

    case_id: UUID
    reference: str
    pathway: str
    version: int
    stage: str
    group: int
    day: date | None
    happened: bool
    in_full: bool


@dataclass(frozen=True)
class Span:
    """The days that are looked at, from the first to the one before `until`, and what they are narrowed to."""

    start: date
    until: date
    holders: tuple[UUID, ...]
    place: str = ""


def calendars() -> tuple[Pathway, ...]:
    """The pathways whose cases stand on the calendar."""
    return tuple(pathway for pathway in pathways.offered() if pathway.calendar is not None)


def listed(session: Session, worker: SignedIn, span: Span, today: date) -> tuple[list[Listed], bool]:
    """The cases to show, and whether there are more than these."""
    found = [_of_pathway(worker, pathway, span, today) for pathway in calendars()]
    rows = union_all(*found).subquery("releases")
    query = select(rows).order_by(rows.c.place_in_list, rows.c.day, rows.c.reference).limit(MOST_SHOWN + 1)
    read = [Listed(*row) for row in session.execute(query)]
    return read[:MOST_SHOWN], len(read) > MOST_SHOWN


def _of_pathway(worker: SignedIn, pathway: Pathway, span: Span, today: date) -> Select[Any]:
    calendar = pathway.calendar
    assert calendar is not None
    mine = _mine(worker, pathway, pathway.fact(calendar.date).category, span.holders, today)
    happened = (
        select(DatedFact.id)
        .where(
            DatedFact.case_id == mine.c.case_id,
            DatedFact.fact == calendar.date,
            DatedFact.kind.in_(calendar.happened),
        )
        .exists()
    )
    missed = and_(mine.c.day < today, ~happened)
    group = case((mine.c.day.is_(None), NO_DATE), (missed, MISSED), else_=ON_ITS_DAY)
    within = or_(mine.c.day.is_(None), missed, and_(mine.c.day >= span.start, mine.c.day < span.until))
    query = select(
        mine.c.case_id, CaseFile.reference, CaseFile.pathway, CaseFile.pathway_version, mine.c.stage,
        case((mine.c.dated, group), else_=DATE_CLOSED).label("place_in_list"),
        case((mine.c.dated, mine.c.day)).label("day"), and_(mine.c.dated, happened).label("happened"), mine.c.in_full,
    ).join(CaseFile, CaseFile.id == mine.c.case_id)  # fmt: skip
    # a day that somebody may not know must not tell itself by the month in which they find the case
    query = query.where(or_(~mine.c.dated, within))
    if span.place:
        query = query.where(_place(mine.c.case_id, calendar.place) == span.place)
    return query


def _mine(worker: SignedIn, pathway: Pathway, category: str, holders: Collection[UUID], today: date) -> Any:
    """Each case once, however often the asker takes part in it."""
    agreement = (
        select(Agreement.id)
        .where(
            Agreement.giver_id == Participant.giver_id,
            Agreement.taker_id == Participant.agency_id,
            Agreement.partnership_id == Participant.partnership_id,
            Agreement.pathway == Participant.pathway,
            Agreement.category == category,
            holds_on(today),
        )
        .exists()
    )
    dated = and_(
        literal(category) == any_(Participant.reads), or_(Participant.agency_id == Participant.giver_id, agreement)
    )
    return (
        select(
            Participant.case_id,
            func.max(Participant.key_date).label("day"),
            func.max(Participant.stage).label("stage"),
            func.bool_or(dated).label("dated"),
            func.bool_or(Participant.sees == "full").label("in_full"),
        )
        .where(
            Participant.holder.in_(holders),
            Participant.until_at.is_(None),
            ~Participant.case_ended,
            Participant.pathway == pathway.code,
        )
        .group_by(Participant.case_id)
        .subquery("mine")
    )


def _place(case_id: Any, questions: Collection[str]) -> Any:
    """The first of these answers that was given, as far as the asker reads it."""
    return func.coalesce(
        *(
            select(AnswersGiven.given[code].astext)
            .where(
                AnswersGiven.case_id == case_id,
                AnswersGiven.given.has_key(code),
                or_(AnswersGiven.superseded.is_(None), ~AnswersGiven.superseded.has_key(code)),
            )
            .limit(1)
            .scalar_subquery()
            for code in questions
        )
    )
