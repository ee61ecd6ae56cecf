"""Appointments on a case: booked with warnings, moved and never overwritten, and what follows a missed one."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.access import SignedIn
from coordination.appointments.models import Appointment
from coordination.audit.commands import record, remember, repeated
from coordination.cases import queries
from coordination.cases.commands import facts, milestones
from coordination.cases.commands.participants import team_for
from coordination.cases.commands.work import Work, fallback
from coordination.cases.models import CaseFile
from coordination.cases.queries import Standing
from coordination.cases.queries.copies import copies_of
from coordination.db import new_id
from coordination.errors import Invalid, MovedOn, NotAllowed
from workflows.dates_in_words import in_full
from workflows.local_time import day_of
from workflows.truth import truth
from workflows.vocabulary import AppointmentKind
from workflows.vocabulary.pathway import by_code


def kind_of(now: Standing, code: str) -> AppointmentKind:
    """The pathway's kind of appointment; KeyError names the code."""
    return by_code(now.pathway.appointments)[code]


def book(
    session: Session,
    worker: SignedIn,
    now: Standing,
    *,
    kind: str,
    starts_at: datetime,
    place: str,
    mode: str,
    with_whom: str | None = None,
    told_how: str | None = None,
    moves: Appointment | None = None,
    warnings: Sequence[str] = (),
) -> Appointment:
    """Make an appointment, or move one: the old one stays, and says where it moved to."""
    word = kind_of(now, kind)
    holder = team_for(session, now.case.id, word.with_position, fallback(now.pathway))
    if holder is None:
        raise NotAllowed("Nobody on this case can hold this appointment yet. Name a team first.")
    row = Appointment(
        id=new_id(),
        reference=secrets.token_hex(6),
        case_id=now.case.id,
        team_id=holder.holder,
        kind=kind,
        category=word.category,
        starts_at=starts_at,
        place=place,
        mode=mode,
        with_whom=with_whom,
        told_how=told_how,
        made_by_id=worker.id,
        made_at=clock.now(),
        warnings=list(warnings),
    )
    session.add(row)
    session.flush()
    if moves is None:
        record(
            session,
            "appointment.made",
            case_id=now.case.id,
            category=word.category,
            appointment=row.reference,
            kind=word.label,
        )
        milestones.write(session, now.case, now.pathway, now.known, word.writes)
    else:
        moves.moved_to_id, moves.outcome = row.id, "moved"
        moves.outcome_at, moves.outcome_by_id = clock.now(), worker.id
        session.flush()
        record(
            session,
            "appointment.moved",
            case_id=now.case.id,
            category=word.category,
            appointment=moves.reference,
            kind=word.label,
            moved_to=row.reference,
        )
    # whether anything may go to the person is decided when it would go, not now
    jobs.later(
        session,
        worker.id,
        "message_resident",
        case_id=now.case.id,
        appointment_id=row.id,
        why="made" if moves is None else "moved",
    )
    return row


BEFORE, APART = "This is before they leave prison", "The release date has moved since this was booked"


def look_again(session: Session, case: CaseFile, was: date | None, leaves: date | None) -> None:
    """Lay every appointment still to come beside a release date that has moved, and write what no longer fits on it.

    Those who may see the appointment read it there until somebody moves it or records what came of it.
    """
    if leaves is None or was == leaves:
        return
    rows = session.scalars(
        select(Appointment).where(
            Appointment.case_id == case.id, Appointment.outcome.is_(None), Appointment.starts_at > clock.now()
        )
    )
    for row in rows.all():
        on = day_of(row.starts_at)
        kept = [said for said in row.warnings if not str(said).startswith((BEFORE, APART))]
        if on < leaves:
            kept.append(f"{BEFORE}: the day recorded is {in_full(leaves)}.")
        elif was is not None and on - was != on - leaves:
            kept.append(f"{APART}: they leave on {in_full(leaves)}. Check whether it still fits.")
        row.warnings = kept
    session.flush()


def book_on(
    session: Session, worker: SignedIn, reference: str, *, once: str, warnings: Sequence[str], **given: Any
) -> str:
    """Book an appointment from its own page. `warnings` are what the worker saw and overruled; they stay with it."""
    case = queries.get(session, reference, to_change=True)
    before = repeated(session, worker, once, [reference, given])
    if before is not None:
        return str(before["appointment"])
    now = _writable(session, worker, case, given["kind"])
    row = book(session, worker, now, warnings=warnings, **given)
    return _kept(session, worker, now, row, once)


def move_to(
    session: Session,
    worker: SignedIn,
    reference: str,
    appointment_reference: str,
    *,
    once: str,
    warnings: Sequence[str],
    **given: Any,
) -> str:
    """Move an appointment that has no outcome yet. Raises MovedOn when somebody was first."""
    case = queries.get(session, reference, to_change=True)
    before = repeated(session, worker, once, [reference, appointment_reference, given])
    if before is not None:
        return str(before["appointment"])
    now = _writable(session, worker, case, given["kind"])
    row = _without_outcome(
        session,
        case,
        appointment_reference,
        "This appointment has been moved or ended already, so nothing was changed. The page of the case shows it.",
    )
    return _kept(session, worker, now, book(session, worker, now, moves=row, warnings=warnings, **given), once)


def _without_outcome(session: Session, case: CaseFile, reference: str, too_late: str) -> Appointment:
    """The appointment, which nobody else changes now. Raises MovedOn with `too_late` when it has an outcome."""
    row = session.scalar(
        select(Appointment).where(Appointment.case_id == case.id, Appointment.reference == reference).with_for_update()
    )
    if row is None:
        raise NotAllowed("There is no such appointment on this case.")
    if row.outcome is not None:
        raise MovedOn(too_late)
    return row


def _writable(session: Session, worker: SignedIn, case: CaseFile, kind: str) -> Standing:
    now = queries.standing(session, worker, case)
    if case.ended_at is not None:
        raise MovedOn("This case has been closed, so nothing was booked. The page of the case says why.")
    if not now.positions & set(now.pathway.category(kind_of(now, kind).category).write):
        raise NotAllowed("Your team cannot book this on this case. Ask whoever holds it.")
    return now


def _kept(session: Session, worker: SignedIn, now: Standing, row: Appointment, once: str) -> str:
    now.case.version += 1
    session.flush()
    remember(session, worker, once, {"appointment": row.reference}, now.case.id)
    return row.reference


def record_outcome(
    session: Session,
    worker: SignedIn,
    reference: str,
    appointment_reference: str,
    outcome: str,
    *,
    once: str,
    note: str | None = None,
    makes: str | None = None,
) -> int:
    """Say what came of an appointment. A missed one enters the loop: tasks, and word to whoever must know.

    `makes` is the move that the caller makes with it in the same transaction, where the outcome asks for one. Returns
    how many appointments of this kind have been missed so far. Raises MovedOn when it was recorded before.
    """
    case = queries.get(session, reference, to_change=True)
    before = repeated(session, worker, once, [reference, appointment_reference, outcome, note])
    if before is not None:
        return int(before["missed"])
    row = _without_outcome(
        session,
        case,
        appointment_reference,
        "What came of this appointment has already been recorded. The page of the case shows it.",
    )
    now = queries.standing(session, worker, case)
    word = kind_of(now, row.kind)
    choice = by_code(word.outcomes).get(outcome)
    if choice is None:
        raise Invalid("Select what came of the appointment.", field="outcome")
    if choice.makes != makes:
        raise Invalid("Answer what is asked about this outcome as well.", field="outcome")
    if row.starts_at > clock.now() and choice.counts:
        raise Invalid("This appointment has not begun yet. Move it, or cancel it.", field="outcome")
    row.outcome, row.outcome_at, row.outcome_by_id, row.note = outcome, clock.now(), worker.id, note
    session.flush()
    record(
        session,
        "appointment.outcome",
        case_id=case.id,
        category=row.category,
        appointment=row.reference,
        kind=word.label,
        outcome=outcome,
    )
    if choice.dates:
        dated = {"fact": choice.dates, "kind": None, "value": row.starts_at.isoformat(), "source": None}
        facts.keep(session, worker, case, now.pathway, {**dated, "confidence": None}, None)
        facts.settle(session, worker, case, because=choice.dates)
    milestones.write(session, case, now.pathway, now.known, choice.writes)
    missed = _missed(session, row, word) if choice.missed else 0
    if missed and case.ended_at is None:
        _follow_up(session, worker, now, word, missed)
    case.version += 1
    remember(session, worker, once, {"missed": missed}, case.id)
    return missed


def _missed(session: Session, row: Appointment, word: AppointmentKind) -> int:
    codes = [outcome.code for outcome in word.outcomes if outcome.missed]
    rows = select(Appointment.id).where(
        Appointment.case_id == row.case_id, Appointment.kind == row.kind, Appointment.outcome.in_(codes)
    )
    return len(session.scalars(rows).all())


def _follow_up(session: Session, worker: SignedIn, now: Standing, word: AppointmentKind, missed: int) -> None:
    steps = sorted(word.missed, key=lambda step: step.number)
    step: Any = next((step for step in steps if step.number == missed), steps[-1] if steps else None)
    if step is None:
        return
    copies = copies_of(session, now.case, now.pathway, now.known, None)
    Work(session, worker, now.case, now.pathway, now.known, copies).open(step.opens)
    if step.tells and (step.tells_when is None or truth(step.tells_when, now.known) is True):
        jobs.later(
            session,
            worker.id,
            "tell_positions",
            case_id=now.case.id,
            positions=",".join(step.tells),
            say=step.say,
            urgent="no",
        )
