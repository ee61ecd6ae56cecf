"""What a worker says of two people on cases. Nothing is joined: each case keeps what it has, and it can be undone."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.cases import queries
from coordination.cases.models import VERDICTS, CaseFile, PersonOnCase, SamePerson
from coordination.db import new_id
from coordination.errors import Invalid, MovedOn, NotAllowed
from coordination.same_person.queries.people import SUBJECT
from workflows.likeness import compared_parts

# somebody on the one case and somebody on the other; None for whom a case is about
Between = tuple[UUID | None, UUID | None]
WHOM_THEY_ARE_ABOUT: Between = (None, None)


def say(
    session: Session,
    worker: SignedIn,
    reference: str,
    other: str,
    verdict: str,
    *,
    once: str,
    between: Between = WHOM_THEY_ARE_ABOUT,
) -> None:
    """Keep what the worker says of whom these two cases are about, or of two others on them, in the place of what was
    said before.

    Raises NotVisible unless they may open both, NotAllowed where their team has not accepted one of them.
    """
    if repeated(session, worker, once, [reference, other, verdict, *map(str, between)]) is not None:
        return
    if verdict not in VERDICTS:
        raise Invalid("Select whether they are the same person.", field="verdict")
    cases = _both(session, worker, reference, other)
    people = [_person(session, case, which) for case, which in zip(cases, between, strict=True)]
    stands = _standing(session, people)
    if stands is None or stands.verdict != verdict:
        if stands is not None:
            _undo(session, worker, stands)
        one, two = sorted(person.id for person in people)
        row = SamePerson(id=new_id(), one_id=one, other_id=two, verdict=verdict, by_id=worker.id, at=clock.now())
        session.add(row)
        session.flush()
        for case, person in zip(cases, people, strict=True):
            # it does not name the other case: not everybody who reads this one may know of that
            record(session, "person.compared", case_id=case.id, category=person.category, verdict=verdict)
    remember(session, worker, once, {"verdict": verdict}, cases[0].id)


def take_back(
    session: Session,
    worker: SignedIn,
    reference: str,
    other: str,
    *,
    once: str,
    between: Between = WHOM_THEY_ARE_ABOUT,
) -> None:
    """Undo what was said of these two: the cases are as they were, and the question is asked again.

    Raises MovedOn where nothing is said of them any more.
    """
    if repeated(session, worker, once, [reference, other, *map(str, between)]) is not None:
        return
    cases = _both(session, worker, reference, other)
    people = [_person(session, case, which) for case, which in zip(cases, between, strict=True)]
    stands = _standing(session, people)
    if stands is None:
        raise MovedOn("Nothing is said of these two any more: somebody has undone it already.")
    _undo(session, worker, stands)
    for case, person in zip(cases, people, strict=True):
        record(session, "person.comparison-undone", case_id=case.id, category=person.category)
    remember(session, worker, once, {}, cases[0].id)


def _both(session: Session, worker: SignedIn, reference: str, other: str) -> list[CaseFile]:
    if reference == other:
        raise Invalid("These are one and the same case. Choose another one.")
    # in one order for everybody, so that two workers who compare the same cases never wait for each other
    held = {name: queries.get(session, name, to_change=True) for name in sorted((reference, other))}
    for case in held.values():
        if not any(part.sees == "full" for part in queries.my_parts(session, worker, case.id)):
            raise NotAllowed(
                "Your team has not accepted one of these cases. Accept it first, then say whether it is the same."
            )
    return [held[reference], held[other]]


def _person(session: Session, case: CaseFile, person_id: UUID | None) -> PersonOnCase:
    named = PersonOnCase.id == person_id if person_id else PersonOnCase.part == SUBJECT
    found = session.scalar(select(PersonOnCase).where(PersonOnCase.case_id == case.id, named).limit(1))
    if found is None or found.part not in compared_parts(queries.pathway_of(case)):
        raise NotAllowed("You do not read who is on one of these cases, so you cannot compare them.")
    return found


def _standing(session: Session, people: list[PersonOnCase]) -> SamePerson | None:
    ids: list[UUID] = [person.id for person in people]
    return session.scalar(
        select(SamePerson)
        .where(SamePerson.one_id.in_(ids), SamePerson.other_id.in_(ids), SamePerson.undone_at.is_(None))
        .order_by(SamePerson.at.desc())
        .limit(1)
    )


def _undo(session: Session, worker: SignedIn, stands: SamePerson) -> None:
    session.execute(
        update(SamePerson)
        .where(
            SamePerson.one_id.in_([stands.one_id, stands.other_id]),
            SamePerson.other_id.in_([stands.one_id, stands.other_id]),
            SamePerson.undone_at.is_(None),
        )
        .values(undone_at=clock.now(), undone_by_id=worker.id)
    )
