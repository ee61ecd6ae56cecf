"""Lays the people on the prison's list beside the cases of the team that it was sent to. Nothing is joined here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from coordination.cases.models import Answer, CaseFile, Participant, ReleaseSpell
from coordination.lists.models import BroughtList, BroughtRow
from coordination.lists.queries import CONTACT, PATHWAY
from workflows.dates_in_words import in_full
from workflows.local_time import day_of
from workflows.measures.matching import PersonRecord, likeness

FIELDS = ("prison_number", "date_of_birth", "sex", "first_name", "surname", "area_on_release")
# so many days may two records of one release lie apart
SAME_RELEASE_DAYS = 14


@dataclass(frozen=True)
class Match:
    """A case that a row may be about. `sure` when number and birth date agree and nothing speaks against it."""

    case_id: UUID
    reference: str
    sure: bool
    sentence: str
    ended: bool


@dataclass(frozen=True)
class PrisonRow:
    """One row of the prison's list. `repeats` is the number of an earlier row about the same person."""

    number: int
    given: Mapping[str, str]
    match: Match | None
    repeats: int | None = None

    @property
    def asks(self) -> bool:
        """Whether somebody has to say first whether it is the same person."""
        return self.repeats is None and self.match is not None and not self.match.sure


def prison_rows(session: Session, brought: BroughtList, rows: Sequence[BroughtRow]) -> list[PrisonRow]:
    """Each row with the most likely case of the list's team, if there is one."""
    cases = _Candidates(_candidates(session, brought.team_id, rows))
    first: dict[str, int] = {}
    looked = []
    for row in rows:
        number = row.given["prison_number"]
        repeats = first.get(number)
        first.setdefault(number, row.number)
        looked.append(PrisonRow(row.number, row.given, None if repeats else _best(row.given, cases), repeats))
    return looked


@dataclass(frozen=True)
class _Candidate:
    case: CaseFile
    answers: Mapping[str, Any]
    left_on: date | None


def _candidates(session: Session, team_id: UUID | None, rows: Sequence[BroughtRow]) -> list[_Candidate]:
    numbers = [func.to_jsonb(value) for value in sorted({row.given["prison_number"] for row in rows})]
    births = [func.to_jsonb(value) for value in sorted({row.given["date_of_birth"] for row in rows})]
    if not numbers:
        return []
    ours = select(Participant.case_id).where(
        Participant.holder == team_id,
        Participant.position == CONTACT,
        Participant.until_at.is_(None),
        Participant.pathway == PATHWAY,
    )
    alike = select(Answer.case_id).where(
        Answer.superseded_at.is_(None),
        or_(
            and_(Answer.field == "prison_number", Answer.value.in_(numbers)),
            and_(Answer.field == "date_of_birth", Answer.value.in_(births)),
        ),
        Answer.case_id.in_(ours),
    )
    # A case that was joined to another one about the same release is answered for by the other.
    joined = select(ReleaseSpell.case_id).where(ReleaseSpell.same_as_id.is_not(None))
    cases = {
        case.id: case
        for case in session.scalars(select(CaseFile).where(CaseFile.id.in_(alike), CaseFile.id.not_in(joined)))
    }
    answers: dict[UUID, dict[str, Any]] = defaultdict(dict)
    for case_id, field, value in session.execute(
        select(Answer.case_id, Answer.field, Answer.value).where(
            Answer.case_id.in_(cases), Answer.field.in_(FIELDS), Answer.superseded_at.is_(None)
        )
    ):
        answers[case_id][field] = value
    left = {
        case_id: day_of(at)
        for case_id, at in session.execute(
            select(ReleaseSpell.case_id, ReleaseSpell.actual_at).where(
                ReleaseSpell.case_id.in_(cases), ReleaseSpell.actual_at.is_not(None)
            )
        )
        if at is not None
    }
    return [_Candidate(case, answers[case.id], left.get(case.id)) for case in cases.values()]


class _Candidates:
    """The cases that may match, to be asked for by number or birth date: a long list never walks through them all."""

    def __init__(self, cases: Sequence[_Candidate]) -> None:
        self._by: dict[tuple[str, Any], list[_Candidate]] = defaultdict(list)
        for case in cases:
            for field in ("prison_number", "date_of_birth"):
                self._by[field, case.answers.get(field)].append(case)

    def near(self, given: Mapping[str, str]) -> list[_Candidate]:
        """Those with the row's number or birth date, each once."""
        found = [*self._by["prison_number", given["prison_number"]], *self._by["date_of_birth", given["date_of_birth"]]]
        return list({case.case.id: case for case in found}.values())


def _best(given: Mapping[str, str], cases: _Candidates) -> Match | None:
    found = [match for case in cases.near(given) if (match := _match(given, case))]
    # the sure before the likely, the open before the closed
    return min(found, key=lambda match: (not match.sure, match.ended, match.reference), default=None)


def _match(given: Mapping[str, str], found: _Candidate) -> Match | None:
    left = date.fromisoformat(given["exit_date"])
    apart = abs((found.left_on - left).days) if found.left_on else None
    other_release = apart is not None and apart > SAME_RELEASE_DAYS
    ended = found.case.ended_at is not None
    if ended and (apart is None or other_release):
        return None
    place = (found.case.id, found.case.reference)
    if found.answers.get("prison_number") == given["prison_number"]:
        differs = []
        if found.answers.get("date_of_birth") != given["date_of_birth"]:
            differs.append("the dates of birth differ")
        if other_release and found.left_on:
            differs.append(f"they left on {in_full(found.left_on)} by our record")
        said = "The prison numbers agree"
        return Match(*place, not differs, f"{said}, but {' and '.join(differs)}." if differs else f"{said}.", ended)
    if other_release:
        return None
    theirs = _record(given["prison_number"], given, given["exit_destination"])
    ours = _record(found.case.reference, found.answers, str(found.answers.get("area_on_release") or ""))
    like = likeness(theirs, ours) if theirs and ours else None
    return Match(*place, False, like.sentence, ended) if like else None


def _record(name: str, answers: Mapping[str, Any], area: str) -> PersonRecord | None:
    try:
        born = date.fromisoformat(str(answers.get("date_of_birth") or ""))
    except ValueError:
        return None
    return PersonRecord(
        record=name,
        first_name=str(answers.get("first_name") or ""),
        surname=str(answers.get("surname") or ""),
        born=born,
        sex=str(answers.get("sex") or ""),
        area=area,
    )
