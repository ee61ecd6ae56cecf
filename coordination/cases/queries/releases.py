"""Who leaves when, from where, and whether all is in place for them: as far as the asker may know each of these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.cases import queries
from coordination.cases.models import Answer, DatedFact, PersonOnCase
from coordination.cases.queries.one_release import OnList, may_be_one, told_by
from coordination.cases.queries.readable import NOBODY, Reader, as_reader
from coordination.cases.queries.release_dates import MISSED, Listed, Span, calendars, listed
from workflows import pathways, readiness
from workflows.local_time import day_of, read_dated
from workflows.truth import Known
from workflows.vocabulary import FactKind, Pathway, ReleaseCalendar

NOT_KNOWN = "Not known"


@dataclass(frozen=True)
class Release:
    """One person on the calendar, as one reader may know it."""

    case_id: UUID
    reference: str
    name: str
    stage: str
    group: int
    day: date | None
    was: date | None
    sure: str
    left: bool
    place: str
    in_full: bool
    marks: tuple[readiness.Mark, ...]
    may_date: bool
    fact: str
    # references of others on the same page that may be about the same release
    maybe_one_with: tuple[str, ...] = ()

    @property
    def standing(self) -> str:
        """How they stand as a whole."""
        return readiness.overall(self.marks)

    @property
    def missed(self) -> bool:
        """Whether their day has passed and nobody has said that they left."""
        return self.group == MISSED


@dataclass(frozen=True)
class Releases:
    """Everybody to show, in the order of the list, and whether there are more."""

    rows: tuple[Release, ...]
    more: bool

    def of_group(self, group: int) -> tuple[Release, ...]:
        """Those of one group."""
        return tuple(row for row in self.rows if row.group == group)


def places() -> dict[str, str]:
    """From where people leave, by code: every choice of the questions that say it."""
    found: dict[str, str] = {}
    for pathway in calendars():
        for question in _calendar(pathway).place:
            found |= {choice.code: choice.label for choice in pathway.question(question).choices}
    return found


def releases(session: Session, worker: SignedIn, span: Span, today: date) -> Releases:
    """Who leaves in these days, who should have left before, and whose day is not known: in seven statements."""
    found, more = listed(session, worker, span, today)
    ids = [row.case_id for row in found]
    names = dict(
        session.execute(
            select(PersonOnCase.case_id, PersonOnCase.name).where(
                PersonOnCase.case_id.in_(ids),
                PersonOnCase.part == "subject",
                PersonOnCase.name_hidden_since.is_(None),
            )
        ).all()
    )
    facts = _by_case(session.execute(_facts(ids)))
    answers = _by_case(session.execute(_answers(ids)))
    readers = as_reader(session, worker, ids, today)
    twice = _twice(session, found, names, answers)
    rows = (
        _release(row, names.get(row.case_id, ""), facts.get(row.case_id, ()), answers.get(row.case_id, ()),
                 readers.get(row.case_id, NOBODY), today, twice.get(row.case_id, ()))
        for row in found
    )  # fmt: skip
    return Releases(tuple(rows), more)


def _release(
    row: Listed, name: str, facts: Sequence[Any], answers: Sequence[Any], reader: Reader, today: date,
    twice: tuple[str, ...],
) -> Release:  # fmt: skip
    pathway = pathways.of(row.pathway, row.version)
    calendar = _calendar(pathway)
    kind = pathway.fact(calendar.date)
    # only what the marks read: no score is worked out and nothing is derived for them
    known = Known(
        answers=queries.gathered((each.field, each.repeat, each.value) for each in answers),
        facts=queries.facts_in_force(pathway, facts),
        today=today,
    )
    dates = [fact for fact in facts if fact.fact == kind.code]
    now = queries.in_force(dates, kind.outranks)
    return Release(
        case_id=row.case_id,
        reference=row.reference,
        name=name,
        stage=_stage(pathway, row, reader.categories),
        group=row.place_in_list,
        day=row.day,
        was=_was(dates, row.day) if row.day else None,
        sure=_sure(kind, calendar, now) if now is not None and not row.happened else "",
        left=row.happened,
        place=_place(pathway, calendar, known, reader.categories, in_full=row.in_full),
        in_full=row.in_full,
        marks=readiness.marks(pathway, calendar.marks, known, reader.categories),
        may_date=row.in_full and not reader.positions.isdisjoint(kind.written_by),
        fact=kind.code,
        maybe_one_with=twice,
    )


def _twice(
    session: Session, found: Sequence[Listed], names: Mapping[UUID, str], answers: Mapping[UUID, Sequence[Any]]
) -> dict[UUID, tuple[str, ...]]:
    """Who may stand on this page twice, by the references of the others."""
    references = {row.case_id: row.reference for row in found}
    words = {row.case_id: pathways.of(row.pathway, row.version) for row in found}
    people = [
        OnList(
            row.case_id,
            names.get(row.case_id, ""),
            row.day,
            {each.field: each.value for each in answers.get(row.case_id, ())},
        )
        for row in found
    ]
    return {
        case_id: tuple(references[other] for other in others)
        for case_id, others in may_be_one(session, words, people).items()
    }


def _calendar(pathway: Pathway) -> ReleaseCalendar:
    # a case on a version from before there was a calendar stands on it as the newest ones do
    calendar = pathway.calendar or pathways.newest(pathway.code).calendar
    assert calendar is not None
    return calendar


def _stage(pathway: Pathway, row: Listed, reads: frozenset[str]) -> str:
    stage = pathway.stage(row.stage)
    line = next(line for line in pathway.lines if line.code == stage.line)
    return stage.label if line.category in reads else stage.outside_label


def _was(dates: Sequence[Any], day: date) -> date | None:
    """The day that it was before it moved here, out of the whole history, oldest first."""
    days = [day_of(read) for each in dates if (read := read_dated(each.value["value"])) is not None]
    return next((other for other in reversed(days) if other != day), None)


def _place(pathway: Pathway, calendar: ReleaseCalendar, known: Known, reads: frozenset[str], *, in_full: bool) -> str:
    for code in calendar.place:
        said = known.answers.get(code)
        if said:
            return pathway.question(code).label_of(said)
    closed = any(pathway.question(code).category not in reads for code in calendar.place)
    return readiness.WORDS[readiness.CLOSED] if closed and in_full else NOT_KNOWN


def _sure(kind: FactKind, calendar: ReleaseCalendar, now: Any) -> str:
    """How sure the day is, where that has to be said."""
    if now.confidence in calendar.sure:
        return ""
    return next((choice.label for choice in kind.confidences if choice.code == now.confidence), "")


def _facts(ids: Sequence[UUID]) -> Any:
    return (
        select(
            DatedFact.case_id, DatedFact.fact, DatedFact.kind, DatedFact.value, DatedFact.confidence,
            DatedFact.recorded_at,
        )
        .where(DatedFact.case_id.in_(ids), DatedFact.fact.in_([_calendar(each).date for each in calendars()]))
        .order_by(DatedFact.recorded_at, DatedFact.id)
    )  # fmt: skip


def _answers(ids: Sequence[UUID]) -> Any:
    """Only what the marks, the place and the look for double ones ask for, of all cases at once."""
    asked: set[str] = set()
    kept: set[str] = set()
    for pathway in calendars():
        calendar = _calendar(pathway)
        fields = readiness.questions_read(pathway, calendar.marks) | {*calendar.place, *told_by(pathway)}
        asked |= fields
        kept |= {pathway.question(code).category for code in fields}
    return select(Answer.case_id, Answer.field, Answer.repeat, Answer.value).where(
        Answer.case_id.in_(ids), Answer.category.in_(kept), Answer.field.in_(asked), Answer.superseded_at.is_(None)
    )


def _by_case(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(row.case_id, []).append(row)
    return found
