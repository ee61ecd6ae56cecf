"""Taking a task, taking the next one, handing one back. Each is one conditional UPDATE whose rows are counted.

Tasks are always locked before the chain of their case, so two commands never wait for each other in a ring.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from psycopg.errors import InsufficientPrivilege
from sqlalchemy import ARRAY, DateTime, Text, Uuid, any_, select, update
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import remember, repeated, seal
from coordination.errors import MovedOn, NotAllowed, NotVisible
from coordination.identity.models import Team
from coordination.queues.commands.recording import record_of_task
from coordination.queues.models import Task
from coordination.queues.queries.rows import PRESSING_FIRST, since_words
from coordination.together import Rows, given

OPEN = Task.done_at.is_(None)
# what the worker is told of a task that changed hands, and what its event needs
_TOLD = (
    Task.reference, Task.case_id, Task.case_reference, Task.asks, Task.audience_id, Task.pathway, Task.kind,
)  # fmt: skip
_TAKE = Rows(
    update(Task)
    .where(
        Task.reference == given("which", Text),
        Task.team_id == any_(given("teams", ARRAY(Uuid))),
        Task.holder_id.is_(None),
        OPEN,
    )
    .values(
        holder_id=given("worker", Uuid),
        holder_name=given("named", Text),
        claimed_at=given("moment", DateTime(timezone=True)),
        version=Task.version + 1,
    )
    .returning(*_TOLD)
)
_MOST_PRESSING = Rows(
    select(Task.reference)
    .where(Task.team_id == given("team", Uuid), OPEN, Task.holder_id.is_(None))
    .order_by(*PRESSING_FIRST)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_HAND_BACK = Rows(
    update(Task)
    .where(Task.reference == given("which", Text), Task.holder_id == given("worker", Uuid), OPEN)
    .values(holder_id=None, holder_name=None, claimed_at=None, version=Task.version + 1)
    .returning(*_TOLD)
)
NOT_SHARED = (
    "This case is not shared with your agency at the moment, so its tasks cannot be taken or given. Ask your team lead."
)


@dataclass(frozen=True)
class Claimed:
    """A task that is the worker's now."""

    reference: str
    case_reference: str
    asks: str


@dataclass(frozen=True)
class HandedBack:
    """A task that waits in its team's queue again."""

    reference: str
    case_reference: str
    asks: str


def claim(session: Session, worker: SignedIn, reference: str, *, once: str) -> Claimed:
    """Take a task of one of the worker's teams. A task that the worker already has stays theirs.

    Raises MovedOn when somebody else has it or it is finished (`kept` says who and since when), NotAllowed when it
    waits for a team that the worker is not in, NotVisible when there is none that the worker can see.
    """
    before = repeated(session, worker, f"claim {once} {reference}", reference)
    if before is not None:
        return Claimed(**before)
    taken = _one(_TAKE.of(session, which=reference, teams=list(worker.team_ids), **_by(worker)))
    held = taken or _why_not(session, worker, reference)
    claimed = Claimed(held.reference, held.case_reference, held.asks)
    with refused_when_not_shared(session):
        if taken is not None:
            record_of_task(session, "task.claimed", taken)
        remember(session, worker, f"claim {once} {reference}", asdict(claimed), held.case_id)
    return claimed


def claim_next(session: Session, worker: SignedIn, team_id: UUID, *, once: str) -> Claimed | None:
    """Take the most pressing task of the team that nobody has. None when there is none.

    Whatever somebody else is taking at this moment is passed over, so nobody waits and nobody loses.
    """
    before = repeated(session, worker, f"next {once}", str(team_id))
    if before is not None:
        return Claimed(**before) if before else None
    if team_id not in worker.team_ids:
        raise NotVisible("There is no queue here that you work in.")
    first = _one(_MOST_PRESSING.of(session, team=team_id))
    if first is None:
        return None
    (taken,) = _TAKE.of(session, which=first.reference, teams=[team_id], **_by(worker))
    claimed = Claimed(taken.reference, taken.case_reference, taken.asks)
    with refused_when_not_shared(session):
        record_of_task(session, "task.claimed", taken)
        remember(session, worker, f"next {once}", asdict(claimed), taken.case_id)
    return claimed


def hand_back(session: Session, worker: SignedIn, reference: str, *, once: str) -> HandedBack:
    """Put a task of the worker's own back into its queue, at the place that its deadline gives it.

    Raises MovedOn when the worker does not hold it any more.
    """
    before = repeated(session, worker, f"hand back {once} {reference}", reference)
    if before is not None:
        return HandedBack(**before)
    returned = _one(_HAND_BACK.of(session, which=reference, worker=worker.id))
    if returned is None:
        task = find(session, reference)
        if task.done_at is not None:
            raise MovedOn(f"This task is finished already: {task.asks}, {task.case_reference}.")
        raise MovedOn(
            f"You do not hold this task any more: {task.asks}, {task.case_reference}. "
            + (f"{task.holder_name} has it." if task.holder_id else "It waits in its queue.")
        )
    done = HandedBack(returned.reference, returned.case_reference, returned.asks)
    with refused_when_not_shared(session):
        record_of_task(session, "task.handed-back", returned)
        remember(session, worker, f"hand back {once} {reference}", asdict(done), returned.case_id)
    return done


def find(session: Session, reference: str) -> Any:
    """The task as it stands. Raises NotVisible when there is none that the asker can see."""
    row = session.execute(
        select(Task.id, Task.reference, Task.case_id, Task.case_reference, Task.asks, Task.team_id, Task.holder_id,
               Task.holder_name, Task.claimed_at, Task.done_at, Task.audience_id, Task.pathway, Task.kind,
               Team.name.label("team_name"))
        .join(Team, Team.id == Task.team_id)
        .where(Task.reference == reference)
    ).one_or_none()  # fmt: skip
    if row is None:
        raise NotVisible("There is no task here that you can see.")
    return row


@contextmanager
def refused_when_not_shared(session: Session) -> Iterator[None]:
    """The log refuses an event about a case that is not shared with the asker's agency now: say so in words."""
    try:
        yield
        seal(session)
    except ProgrammingError as error:
        if isinstance(error.orig, InsufficientPrivilege):
            raise NotAllowed(NOT_SHARED) from None
        raise


def _by(worker: SignedIn) -> dict[str, Any]:
    return {"worker": worker.id, "named": worker.name, "moment": clock.now()}


def _one(rows: list[Any]) -> Any:
    return rows[0] if rows else None


def _why_not(session: Session, worker: SignedIn, reference: str) -> Any:
    task = find(session, reference)
    what = f"{task.asks}, {task.case_reference}"
    if task.team_id not in worker.team_ids:
        raise NotAllowed(f"This task waits for {task.team_name}. Only somebody in that team can take it.")
    if task.done_at is not None:
        raise MovedOn(f"This task is finished already: {what}.")
    if task.holder_id == worker.id:
        return task
    if task.holder_id is None:
        raise MovedOn(f"Somebody handed this task back a moment ago: {what}. Take it again if you want it.")
    since = since_words(task.claimed_at, clock.now(), ago=True)
    raise MovedOn(
        f"{task.holder_name} took this task {since}: {what}.",
        kept={"holder": task.holder_name, "since": task.claimed_at, "case": task.case_reference},
    )
