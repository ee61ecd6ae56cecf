"""What an agency's own people looked at and did, day by day, and what about it is worth a question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.models import Event
from coordination.identity.models import Worker
from workflows.local_time import day_of, moment_of

DAYS = 7
# More cases opened one by one than this in an hour is reading, not working. Rows of lists are not openings.
MOST_AN_HOUR = 60
_LOOKS = text("select * from agency_looks(:since, :until)")


@dataclass(frozen=True)
class WorkersDay:
    """One worker's day: how much was looked at and done, and sentences about what is unusual."""

    name: str
    reference: str
    day: date
    pages: int
    cases: int
    done: int
    unusual: tuple[str, ...]


def days_of_my_agency(session: Session, worker: SignedIn, last: date) -> list[WorkersDay]:
    """The seven days up to `last`, newest first. For team leads and governance; nobody else is told anything."""
    since, until = moment_of(last - timedelta(days=DAYS - 1)), moment_of(last + timedelta(days=1))
    done = {
        (row.actor_id, row.day): row.done
        for row in session.execute(
            select(
                Event.actor_id,
                func.date(func.timezone("Europe/London", Event.at)).label("day"),
                func.count().label("done"),
            )
            .where(Event.actor_agency_id == worker.agency_id, Event.at >= since, Event.at < until)
            .group_by(Event.actor_id, "day")
        )
    }
    return [
        WorkersDay(
            name=row.name,
            reference=row.reference,
            day=row.day,
            pages=row.pages,
            cases=row.cases,
            done=done.get((row.worker_id, row.day), 0),
            unusual=tuple(_unusual(row.busiest_hour, row.without_position, row.same_name)),
        )
        for row in session.execute(_LOOKS, {"since": since, "until": until})
    ]


def works_here(session: Session, worker: SignedIn, worker_id: UUID) -> bool:
    """Whether somebody belongs to the asker's own agency."""
    row = session.scalar(select(Worker.id).where(Worker.id == worker_id, Worker.agency_id == worker.agency_id))
    return row is not None


def today() -> date:
    """The day it is here."""
    return day_of(clock.now())


def _unusual(busiest_hour: int, without_position: int, same_name: int) -> list[str]:
    said = []
    if busiest_hour > MOST_AN_HOUR:
        said.append(f"{busiest_hour} cases opened in one hour")
    if without_position:
        said.append(f"{_cases(without_position)} opened without a part in it")
    if same_name:
        said.append(f"{_cases(same_name)} about somebody with the same last name")
    return said


def _cases(count: int) -> str:
    return "1 case" if count == 1 else f"{count} cases"
