"""A new value of a dated fact, given on its own page: who may, what may not be, and which deadlines it moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import remember, repeated
from coordination.cases import queries
from coordination.cases.commands.facts import record_fact
from coordination.cases.models import CaseFile, ReleaseSpell
from coordination.errors import Invalid, MovedOn, NotAllowed
from coordination.queues.commands.working_out import CALENDAR
from coordination.queues.models import Clock
from workflows.lateness import retimed
from workflows.local_time import day_of, read_dated
from workflows.vocabulary import FactKind


@dataclass(frozen=True)
class NewValue:
    """What a worker gives: the value, of which kind, who said so, how sure it is."""

    fact: str
    value: str
    kind: str | None = None
    source: str | None = None
    confidence: str | None = None


class OnlyLooking(Exception):
    """Raised to abandon everything after what would happen has been found out."""

    def __init__(self, moved: list[str]) -> None:
        super().__init__()
        self.moved = moved


def give_value(
    session: Session, worker: SignedIn, reference: str, new: NewValue, *, once: str, only_look: bool = False
) -> list[str]:
    """Add a value to the history of a fact. Returns a sentence for each deadline that moves.

    With `only_look` it does all the same and then raises OnlyLooking with those sentences, so that nothing is kept.
    """
    case = queries.get(session, reference, to_change=True)
    if not only_look:
        before = repeated(session, worker, once, [reference, vars(new)])
        if before is not None:
            return list(before["moved"])
    now = queries.standing(session, worker, case)
    kind = now.pathway.fact(new.fact)
    if not now.positions & set(kind.written_by) or all(part.sees == "preview" for part in now.parts):
        raise NotAllowed("Your team cannot change this date. Ask one of those who may, under People and agencies.")
    if case.ended_at is not None:
        raise MovedOn("This case has been closed, so nothing was changed. The page of the case says why.")
    _check(kind, new)
    was = _deadlines(session, case)
    reads = now.reads
    record_fact(session, worker, case, spell=_spell(session, case), **vars(new))
    moved = [
        f"{now.pathway.clock(rule).label}: {retimed(was.get(key), due, CALENDAR).sentence}"
        for key, due in _deadlines(session, case).items()
        for rule in [key[1]]
        if key in was and was[key] != due and now.pathway.clock_category(rule) in reads
    ]
    case.version += 1
    session.flush()
    if only_look:
        raise OnlyLooking(moved)
    remember(session, worker, once, {"moved": moved}, case.id)
    return moved


def _check(kind: FactKind, new: NewValue) -> None:
    value = read_dated(new.value)
    if value is None:
        raise Invalid("Enter the date.", field="value")
    if (new.kind in kind.outranks or kind.code == "return_date") and day_of(value) > clock.today():
        raise Invalid("This has not happened yet. Enter a day that is not in the future.", field="value")


def _deadlines(session: Session, case: CaseFile) -> dict[tuple[Any, str], Any]:
    rows = session.execute(
        select(Clock.id, Clock.rule, Clock.due_at)
        .where(Clock.case_id == case.id, Clock.stopped_at.is_(None))
        .order_by(Clock.due_at)
    )
    return {(row.id, row.rule): row.due_at for row in rows}


def _spell(session: Session, case: CaseFile) -> ReleaseSpell | None:
    return session.scalar(
        select(ReleaseSpell).where(ReleaseSpell.case_id == case.id, ReleaseSpell.ended_at.is_(None)).limit(1)
    )
