"""People on other cases who may be the same person, as far as the asker reads both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, BindParameter, Date, Uuid, bindparam, func, or_, select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.cases.models import DIFFERENT, NOT_SURE, SAME, Answer, CaseFile, PersonOnCase
from coordination.cases.queries.loading import Loaded
from coordination.identity.models import Partnership, Setting, Worker
from coordination.same_person.queries.people import Person
from coordination.together import Together, given
from workflows import pathways
from workflows.likeness import BANDS, Bands, Likeness, compare, compared_by

# no verdicts: what the database answers where a case exists that the asker may not open, of the same person or linked
ELSEWHERE, LINKED_ELSEWHERE = "elsewhere", "linked-elsewhere"
LIKELY, POSSIBLE = "same-person-likely-from-score", "same-person-possible-from-score"
SHOWN = 20


@dataclass(frozen=True)
class Other:
    """Somebody on another case. `likeness` is None where one of the two has no name that the asker reads."""

    case_id: UUID
    reference: str
    title: str
    opened_at: datetime
    ended_at: datetime | None
    name: str
    likeness: Likeness | None
    verdict: str | None
    said_by: str
    said_at: datetime | None
    # whom of this case they may be, and the two by their ids, where it is not about whom both cases are about
    whom: str = ""
    between: Mapping[str, str] = field(default_factory=dict)

    @property
    def score(self) -> float:
        """What it weighs, least where it cannot be told."""
        return self.likeness.score if self.likeness else float("-inf")


@dataclass(frozen=True)
class Found:
    """All of them, by what was said. `ask` is whom to ask about a case that the asker may not open: one of the same
    person if `elsewhere`, a linked one if `linked_elsewhere`."""

    asked: tuple[Other, ...] = ()
    unsure: tuple[Other, ...] = ()
    same: tuple[Other, ...] = ()
    different: tuple[Other, ...] = ()
    ask: str = ""
    elsewhere: bool = False
    linked_elsewhere: bool = False

    @property
    def case_ids(self) -> list[UUID]:
        """The cases that are shown."""
        return [one.case_id for one in (*self.asked, *self.unsure, *self.same, *self.different)]


def found(session: Session, page: Loaded) -> Found:
    """Who may be the same person as somebody on the case of this page, the likeliest first.

    Everything is read and weighed as the asker: what they do not read on either case neither finds nor hides anybody.
    """
    rows = page.rows["same_person"]
    hints = {row.verdict for row in rows if row.other_id is None}
    beside = {(row.mine_id, row.other_id): row for row in rows if row.other_id is not None}
    hinted = Found(
        ask=whom_to_ask(session, page) if hints else "",
        elsewhere=ELSEWHERE in hints,
        linked_elsewhere=LINKED_ELSEWHERE in hints,
    )
    if not beside:
        return hinted
    read = _others(*_fields()).rows(
        session,
        people=list({person for pair in beside for person in pair}),
        cases=list({page.case.id, *(row.other_case_id for row in beside.values())}),
        workers=list({row.said_by_id for row in beside.values() if row.said_by_id}),
        partnership_id=page.case.partnership_id,
        today=clock.today(),
    )
    people = {row.id: Person.told(row, read["answers"]) for row in read["people"]}
    bands = bands_of((row.code, row.value) for row in read["settings"])
    named = {row.id: row.name for row in read["workers"]}
    others = [
        _other(people[mine], people[other], row, bands, named)
        for (mine, other), row in beside.items()
        if mine in people and other in people
    ]
    others.sort(key=lambda one: -one.score)

    def said(*verdicts: str | None) -> tuple[Other, ...]:
        return tuple(one for one in others if one.verdict in verdicts)

    likely = [one for one in said(None) if one.likeness and one.likeness.band != "unlikely"]
    return replace(
        hinted, asked=tuple(likely[:SHOWN]), unsure=said(NOT_SURE), same=said(SAME), different=said(DIFFERENT)
    )


def bands_of(values: Iterable[tuple[str, Any]]) -> Bands:
    """From which scores a pair is likely and possible: what the partnership set, else our own."""
    kept = {code: value.get("value") for code, value in values}
    numbers = {code: float(value) for code, value in kept.items() if isinstance(value, int | float)}
    return Bands(likely=numbers.get(LIKELY, BANDS.likely), possible=numbers.get(POSSIBLE, BANDS.possible))


def whom_to_ask(session: Session, page: Loaded) -> str:
    """Whoever holds this case; for themselves the partnership's office. It says nothing of the other case."""
    holding = [p for p in page.rows["parts"] if p.position == page.pathway.holding and p.until_at is None]
    for part in holding:
        if not part.mine:
            return f"{part.name}, {part.agency}"
    details = session.scalar(select(Partnership.details).where(Partnership.id == page.case.partnership_id)) or {}
    contact = details.get("contact") or {}
    office = ", ".join(str(contact[word]) for word in ("name", "phone") if contact.get(word))
    return office or str(page.rows["place"][0].name)


def _other(mine: Person, theirs: Person, beside: Any, bands: Bands, named: dict[UUID, str]) -> Other:
    one, other = mine.described, theirs.described
    subjects = mine.is_subject and theirs.is_subject
    return Other(
        case_id=theirs.row.case_id,
        reference=theirs.row.reference,
        title=theirs.pathway.title,
        opened_at=theirs.row.opened_at,
        ended_at=theirs.row.ended_at,
        name=theirs.row.name,
        likeness=compare(one, other, bands) if one and other else None,
        verdict=beside.verdict,
        said_by=named.get(beside.said_by_id, ""),
        said_at=beside.said_at,
        whom="" if subjects else mine.row.name,
        between={} if subjects else {"mine": str(mine.row.id), "theirs": str(theirs.row.id)},
    )


def _fields() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The answers that any published pathway compares by, and their categories."""
    known = [compared_by(pathway) for pathway in pathways.PUBLISHED]
    fields = sorted({field for each in known for field in each})
    return tuple(fields), tuple(sorted({category for each in known for category in each.values()}))


@lru_cache(maxsize=8)
def _others(fields: tuple[str, ...], categories: tuple[str, ...]) -> Together:
    return Together(
        people=select(
            PersonOnCase.id, PersonOnCase.case_id, PersonOnCase.part, PersonOnCase.name, CaseFile.reference,
            CaseFile.pathway, CaseFile.pathway_version, CaseFile.opened_at, CaseFile.ended_at,
        )
        .join(CaseFile, CaseFile.id == PersonOnCase.case_id)
        .where(PersonOnCase.id == func.any(_ids("people"))),
        answers=select(Answer.case_id, Answer.person_id, Answer.field, Answer.value).where(
            Answer.case_id == func.any(_ids("cases")),
            Answer.category.in_(categories),
            Answer.field.in_(fields),
            Answer.superseded_at.is_(None),
        ),
        workers=select(Worker.id, Worker.name).where(Worker.id == func.any(_ids("workers"))),
        settings=settings_of_ours(),
    )  # fmt: skip


def _ids(name: str) -> BindParameter[Any]:
    return bindparam(name, None, type_=ARRAY(Uuid))


def settings_of_ours() -> Any:
    """What a partnership set of these up to a day, those that win last. Both are named when it is asked."""
    return (
        select(Setting.code, Setting.value)
        .where(
            Setting.code.in_([LIKELY, POSSIBLE]),
            or_(Setting.partnership_id == given("partnership_id", Uuid), Setting.partnership_id.is_(None)),
            Setting.in_force_from <= given("today", Date),
        )
        .order_by(Setting.partnership_id.nulls_first(), Setting.in_force_from, Setting.set_at)
    )
