"""A prison's file of moved release dates: what each row would do is said first, and then done, one case at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from sqlalchemy import select, type_coerce
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.appointments.models import Appointment
from coordination.audit.commands import record
from coordination.cases.commands.dating import NewValue, OnlyLooking, give_value
from coordination.cases.models import Answer, CaseFile, Participant
from coordination.db import writing
from coordination.errors import Refused
from workflows.dates_in_words import in_full
from workflows.local_time import day_of

FACT = "release_date"


@dataclass(frozen=True)
class Row:
    """One row of the file: who, by prison number, and the day on which they now leave."""

    prison_number: str
    released_on: date
    kind: str = "confirmed"
    source: str = "prison"
    confidence: str = "confirmed"


@dataclass(frozen=True)
class RowDone:
    """What became of a row: the case, the deadlines that moved, the appointments to look at again; or why not."""

    row: Row
    reference: str | None
    moved: tuple[str, ...] = ()
    look_again: tuple[str, ...] = ()
    refused: str | None = None


def move_release_dates(worker: SignedIn, rows: Iterable[Row], *, dry_run: bool) -> list[RowDone]:
    """Give each case its new date. Old dates stay in the history; a refused row leaves the others alone.

    With `dry_run` everything is worked out and nothing is kept. Each row is a transaction of its own.
    """
    done = [_one(worker, row, dry_run) for row in rows]
    if not dry_run:
        with writing(worker) as session:
            changed = sum(1 for each in done if each.refused is None)
            record(session, "import.made", what="release dates", rows=changed)
    return done


def _one(worker: SignedIn, row: Row, dry_run: bool) -> RowDone:
    reference: str | None = None
    try:
        with writing(worker) as session:
            found = _cases(session, worker, row)
            if len(found) != 1:
                many = "More than one open case has this number. Change each on its own page."
                return RowDone(row, None, refused=many if found else "No open case of yours has this number.")
            reference = found[0].reference
            look_again = tuple(_too_early(session, found[0], row))
            moved = give_value(session, worker, reference, _new(row), once=uuid4().hex, only_look=dry_run)
    except OnlyLooking as only:
        return RowDone(row, reference, tuple(only.moved), look_again)
    except Refused as no:
        return RowDone(row, reference, refused=no.message)
    return RowDone(row, reference, tuple(moved), look_again)


def _new(row: Row) -> NewValue:
    return NewValue(FACT, row.released_on.isoformat(), row.kind, row.source, row.confidence)


def _cases(session: Session, worker: SignedIn, row: Row) -> list[CaseFile]:
    """The asker's open cases with this prison number, as far as they read it."""
    return list(
        session.scalars(
            select(CaseFile)
            .join(Answer, Answer.case_id == CaseFile.id)
            .where(
                Answer.field == "prison_number",
                Answer.superseded_at.is_(None),
                Answer.value == type_coerce(row.prison_number, JSONB),
                CaseFile.ended_at.is_(None),
                CaseFile.id.in_(
                    select(Participant.case_id).where(
                        Participant.holder.in_(worker.holders), Participant.until_at.is_(None)
                    )
                ),
            )
        )
    )


def _too_early(session: Session, case: CaseFile, row: Row) -> Iterator[str]:
    """Appointments that no longer fit the new day: before it, or long after."""
    booked = session.scalars(
        select(Appointment.starts_at)
        .where(Appointment.case_id == case.id, Appointment.outcome.is_(None))
        .order_by(Appointment.starts_at)
    )
    for starts_at in booked:
        day = day_of(starts_at)
        if day < row.released_on:
            yield f"The appointment on {in_full(day)} is before they leave prison."
        elif (day - row.released_on).days > 1:
            yield f"The appointment on {in_full(day)} is {(day - row.released_on).days} days after they leave prison."
