"""Which people on a list may be on it twice: two referrals of one release that nobody has joined, or said to be two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.cases.models import DIFFERENT, PersonOnCase, ReleaseSpell, SamePerson
from workflows.likeness import compared_fields
from workflows.vocabulary import Pathway

# two referrals of one release may tell its day a little differently; another release is months away
APART = timedelta(days=28)
Pair = frozenset[UUID]


@dataclass(frozen=True)
class OnList:
    """Somebody on the list, and what the reader reads of them that tells who they are."""

    case_id: UUID
    name: str
    day: date | None
    answers: Mapping[str, Any]


def told_by(pathway: Pathway) -> tuple[str, ...]:
    """The answers that tell surely who somebody is: their numbers, and with their name the day of their birth."""
    by = compared_fields(pathway)
    return (*by["nhs_number"], *by["prison_number"], *by["born"])


def may_be_one(
    session: Session, pathways: Mapping[UUID, Pathway], people: Sequence[OnList]
) -> dict[UUID, tuple[UUID, ...]]:
    """By case, the others on this list that may be about the same release. Nothing is compared that is not read here.

    Left out is what a person has joined, or said to be two people.
    """
    alike = _alike(pathways, people)
    settled = _settled(session, [one.case_id for one in people])
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for pair in alike - settled:
        for case_id in pair:
            found[case_id] += pair - {case_id}
    return {case_id: tuple(sorted(others)) for case_id, others in found.items()}


def _alike(pathways: Mapping[UUID, Pathway], people: Iterable[OnList]) -> set[Pair]:
    by_sign: dict[tuple[str, ...], list[OnList]] = defaultdict(list)
    for one in people:
        for sign in _signs(pathways[one.case_id], one):
            by_sign[(pathways[one.case_id].code, *sign)].append(one)
    return {
        frozenset((one.case_id, other.case_id))
        for there in by_sign.values()
        for one, other in combinations(there, 2)
        if one.case_id != other.case_id and _near(one.day, other.day)
    }


def _signs(pathway: Pathway, one: OnList) -> Iterable[tuple[str, ...]]:
    by = compared_fields(pathway)
    for kind in ("nhs_number", "prison_number"):
        for field in by[kind]:
            if number := "".join(str(one.answers.get(field) or "").split()).upper():
                yield kind, number
    born = next((str(one.answers[field]) for field in by["born"] if one.answers.get(field)), "")
    if one.name and born:
        yield "born", " ".join(one.name.casefold().split()), born


def _near(one: date | None, other: date | None) -> bool:
    return one is None or other is None or abs(one - other) <= APART


def _settled(session: Session, case_ids: Collection[UUID]) -> set[Pair]:
    """Pairs of these cases of which a person has said that they are one release, or two people."""
    one, other = PersonOnCase.__table__.alias("one"), PersonOnCase.__table__.alias("other")
    said = (
        select(one.c.case_id, other.c.case_id)
        .select_from(SamePerson)
        .join(one, one.c.id == SamePerson.one_id)
        .join(other, other.c.id == SamePerson.other_id)
        .where(
            SamePerson.undone_at.is_(None),
            SamePerson.verdict == DIFFERENT,
            one.c.case_id.in_(case_ids),
            other.c.case_id.in_(case_ids),
        )
    )
    mine, theirs = ReleaseSpell.__table__.alias("mine"), ReleaseSpell.__table__.alias("theirs")
    joined = (
        select(mine.c.case_id, theirs.c.case_id)
        .join(theirs, theirs.c.id == mine.c.same_as_id)
        .where(mine.c.case_id.in_(case_ids))
    )
    return {frozenset(pair) for pair in session.execute(said.union_all(joined)).all()}
