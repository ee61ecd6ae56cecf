"""A row of the prison's own list: written onto the case that it is about, or opened as known from the list alone."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.cases import queries as cases
from coordination.cases.commands import answers as answering
from coordination.cases.commands import facts
from coordination.cases.commands.correcting import may_write
from coordination.cases.commands.moving import make_move
from coordination.cases.models import PersonOnCase, SamePerson
from coordination.cases.queries.named import people_on
from coordination.db import new_id, wait_for_turn
from coordination.errors import Invalid, MovedOn, NotAllowed
from coordination.lists import queries
from coordination.lists.commands.alone import open_alone
from coordination.lists.commands.becoming import Became
from coordination.lists.models import BroughtList, BroughtRow
from coordination.lists.queries.matching import Match, PrisonRow, prison_rows
from workflows.dates_in_words import in_full
from workflows.local_time import day_of, read_dated

EXIT = ("exit_reason", "discharge_reason", "exit_destination", "referral_on_release")
RECORD_EXIT, RECORD_LISTED = "record_exit", "record_on_prison_list"


def exit_answers(given: dict[str, Any]) -> dict[str, Any]:
    """What the row says of how they left, as the pathway's later questions keep it."""
    return {code: given[code] for code in EXIT if given.get(code)}


def record_row(session: Session, worker: SignedIn, brought: BroughtList, row: BroughtRow, *, once: str) -> Became:
    """Carry one row out. A likely match is only joined when the worker said that it is the same person."""
    _one_after_another(session, brought)
    looked = prison_rows(session, brought, queries.with_same(session, row, {row.given["prison_number"]}))[-1]
    if looked.repeats is not None:
        raise Invalid(f"This repeats row {looked.repeats}, which is taken.")
    match = looked.match
    if match is not None and not match.sure:
        if row.verdict is None or row.case_reference != match.reference:
            raise MovedOn("A likely match came up after you had answered. Bring the list in again to answer it.")
        if row.verdict == "same":
            return _onto(session, worker, looked, match, once)
        opened = open_alone(session, worker, brought, looked)
        _keep_verdict(session, worker, opened.subject_id, match, row.verdict)
        also = (
            " You were not sure about a likely match, so the task asks to settle it."
            if row.verdict == "not-sure"
            else ""
        )
        return Became("done", f"Opened as known from the prison’s list alone.{also}", opened.reference)
    if match is not None:
        return _onto(session, worker, looked, match, once)
    return Became(
        "done", "Opened as known from the prison’s list alone.", open_alone(session, worker, brought, looked).reference
    )


def _one_after_another(session: Session, brought: BroughtList) -> None:
    """Wait for whoever carries a row out for the same team: a colleague with the same file may be opening this case."""
    wait_for_turn(session, f"prison list {brought.team_id}")


def _onto(session: Session, worker: SignedIn, looked: PrisonRow, match: Match, once: str) -> Became:
    """Write the exit answers onto a case, the prison's word that it was on the list, and the day if we had none."""
    case = cases.get(session, match.reference, to_change=True)
    now = cases.standing(session, worker, case)
    if not may_write(now, now.pathway.question("exit_reason")):
        raise NotAllowed("This referral has not been accepted yet. Answer it, then bring the list in again.")
    given = exit_answers(dict(looked.given))
    new = {code: value for code, value in given.items() if now.answers.get(code) != value}
    listed = now.known.facts.get("prison_list") == "same"
    if not new and listed:
        return Became("already", "This is recorded already.", match.reference)
    said = []
    if not listed:
        make_move(session, worker, match.reference, RECORD_LISTED, {"prison_list_match": "same"}, once=f"{once}:listed")
    if new:
        if now.lines["main"].stage in now.pathway.move(RECORD_EXIT).from_:
            whole = {code: now.answers[code] for code in EXIT if now.answers.get(code)} | given
            make_move(session, worker, match.reference, RECORD_EXIT, whole, once=f"{once}:exit")
        else:
            answering.give(session, worker, case, now.pathway, new, person_ids=people_on(session, case))
            facts.settle(session, worker, case, because="exit_reason")
            facts.count_answers(session, worker, case)
            said.append("Our record does not say yet that they have left: confirm it on the case.")
        said.insert(0, "How they left is recorded.")
    else:
        said.append("That the prison’s list names them is recorded.")
    ours, theirs = read_dated(now.known.facts.get("actual_release")), looked.given["exit_date"]
    if ours is not None and day_of(ours).isoformat() != theirs:
        there = in_full(day_of(read_dated(theirs) or ours))
        said.append(f"The prison says {there}, our record {in_full(day_of(ours))}: settle which is right.")
    return Became("done", " ".join(said), match.reference)


def _keep_verdict(session: Session, worker: SignedIn, subject_id: Any, match: Match, verdict: str) -> None:
    """That somebody looked at both and did not join them stands beside both people."""
    other = session.scalar(
        select(PersonOnCase.id).where(PersonOnCase.case_id == match.case_id, PersonOnCase.part == "subject").limit(1)
    )
    if other is not None:
        session.add(
            SamePerson(id=new_id(), one_id=subject_id, other_id=other, verdict=verdict, by_id=worker.id, at=clock.now())
        )
        session.flush()
