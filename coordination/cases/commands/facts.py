"""Dated facts: a new value is added to the history, every deadline that hangs on it moves once, and people are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.access import SignedIn
from coordination.at_hand import at_hand
from coordination.audit.commands import record
from coordination.cases.commands import appointments, milestones
from coordination.cases.commands.participants import refresh_parts
from coordination.cases.commands.work import Work
from coordination.cases.models import CaseFile, DatedFact, ReleaseSpell
from coordination.cases.queries import known, standing
from coordination.cases.queries.copies import copies_of
from coordination.db import new_id
from coordination.queues.commands.opening import refresh_copies, retime
from coordination.queues.commands.working_out import dated_by, keep_in_mind
from coordination.writing_together import put
from workflows.local_time import day_of, moment_of, read_dated
from workflows.truth import Known, years_on
from workflows.vocabulary import Pathway, Question


def stated(pathway: Pathway, answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The facts that these answers state: fact, kind, value, source, confidence."""
    return [
        _stated_by(question, answers)
        for question in pathway.questions.values()
        if question.sets_fact and answers.get(question.code)
    ]


def _stated_by(question: Question, answers: Mapping[str, Any]) -> dict[str, Any]:
    states = question.sets_fact
    assert states is not None
    return {
        "fact": states.fact,
        "kind": states.kind or answers.get(states.kind_from or ""),
        "value": years_on(answers[question.code], states.years),
        "source": answers.get(states.source_from or ""),
        "confidence": answers.get(states.confidence_from or ""),
    }


def keep(
    session: Session,
    worker: SignedIn,
    case: CaseFile,
    pathway: Pathway,
    given: Mapping[str, Any],
    spell: ReleaseSpell | None,
) -> None:
    """Add one value to a fact's history. A release date is copied onto the spell as well, where counting reads it."""
    kind, recorded_at = pathway.fact(given["fact"]), clock.now()
    keep_in_mind(session, case.id, dated_by(kind, given["kind"], given["value"], recorded_at))
    put(
        session,
        DatedFact,
        id=new_id(),
        case_id=case.id,
        spell_id=spell.id if spell else None,
        fact=kind.code,
        category=kind.category,
        kind=given["kind"],
        value={"value": given["value"]},
        source=given["source"],
        confidence=given["confidence"],
        by_id=worker.id,
        by_agency_id=worker.agency_id,
        recorded_at=recorded_at,
    )
    if spell is not None and kind.code == pathway.listing.key_date:
        date_spell(pathway, spell, given)
    record(
        session,
        "fact.recorded",
        case_id=case.id,
        category=kind.category,
        fact=kind.code,
        kind=given["kind"],
        source=given["source"],
        confidence=given["confidence"],
    )


def spell_of(session: Session, case_id: UUID) -> ReleaseSpell | None:
    """The release that the case is about now, where its pathway knows releases."""
    there = select(ReleaseSpell).where(ReleaseSpell.case_id == case_id, ReleaseSpell.ended_at.is_(None)).limit(1)
    spells = at_hand(session, "spells", case_id, lambda: session.scalars(there))
    return next((spell for spell in spells if spell.ended_at is None), None)


def count(
    session: Session,
    case: CaseFile,
    pathway: Pathway,
    known_now: Known,
    given: Iterable[Mapping[str, Any]],
    spell: ReleaseSpell | None,
) -> None:
    """Write the milestones that these values count as, once everything that they are dated by is known."""
    for each in given:
        codes = pathway.fact(each["fact"]).writes.get(each["kind"] or "", ())
        milestones.write(session, case, pathway, known_now, codes, spell_id=spell.id if spell else None)


def count_answers(session: Session, worker: SignedIn, case: CaseFile) -> None:
    """Write what counts as soon as it is answered, after answers were given outside a move."""
    now = standing(session, worker, case)
    spell_id = session.scalar(
        select(ReleaseSpell.id).where(ReleaseSpell.case_id == case.id, ReleaseSpell.ended_at.is_(None)).limit(1)
    )
    milestones.write_answered(session, case, now.pathway, now.known, spell_id=spell_id)


def record_fact(
    session: Session,
    worker: SignedIn,
    case: CaseFile,
    *,
    fact: str,
    value: str,
    kind: str | None = None,
    source: str | None = None,
    confidence: str | None = None,
    spell: ReleaseSpell | None = None,
) -> None:
    """Record a new value, move what hangs on it, refresh what lists copy, and tell those concerned, once.

    The caller has checked that the worker may write this fact.
    """
    now = standing(session, worker, case)
    key = now.pathway.listing.key_date or ""
    was = read_dated(now.known.facts.get(key))
    given = {"fact": fact, "kind": kind, "value": value, "source": source, "confidence": confidence}
    keep(session, worker, case, now.pathway, given, spell)
    settle(session, worker, case, because=fact)
    after = known(session, case, now.pathway, now.lines, now.answers)
    leaves = read_dated(after.facts.get(key))
    appointments.look_again(session, case, day_of(was) if was else None, day_of(leaves) if leaves else None)
    count(session, case, now.pathway, after, [given], spell)


def settle(session: Session, worker: SignedIn, case: CaseFile, because: str) -> None:
    """After facts changed: every deadline once, the copies, the spell's own dates, and a notice to those concerned."""
    session.flush()
    now = standing(session, worker, case)
    moved = retime(session, now.pathway, now.known, case.id, because=because)
    copies = copies_of(session, case, now.pathway, now.known, None)
    refresh_copies(session, copies)
    refresh_parts(session, case, now.lines["main"].stage, copies.key_date)
    if case.ended_at is None:
        Work(session, worker, case, now.pathway, now.known, copies).open_prompted()
    if moved:
        jobs.later(session, worker.id, "tell_of_retiming", case_id=case.id, because=because, clocks=len(moved))


def date_spell(pathway: Pathway, spell: ReleaseSpell, given: Mapping[str, Any]) -> None:
    """Copy a release date onto the spell, where counting reads it."""
    value = read_dated(given["value"])
    if value is None:
        return
    if given["kind"] in pathway.fact(given["fact"]).outranks:
        spell.actual_at = moment_of(value)
    else:
        spell.planned_date, spell.planned_kind = day_of(value), given["kind"]
        spell.confidence = given["confidence"]
