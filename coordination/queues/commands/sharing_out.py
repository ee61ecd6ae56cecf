"""Giving tasks to a colleague and putting them back, several at a time: each with a check and an answer of its own.

All tasks are locked first, in the order of their ids, and then the chains in the order of their cases: two leads who
choose the same tasks in different orders wait for each other, and never in a ring.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import remember, repeated
from coordination.errors import Invalid, NotAllowed
from coordination.identity.models import Post, Worker
from coordination.queues.commands.claiming import NOT_SHARED, find, refused_when_not_shared
from coordination.queues.commands.recording import record_of_task
from coordination.queues.models import Task

MOST = 100
LEAD_ONLY = "Only a team lead gives tasks to colleagues. You can take tasks yourself, and hand back your own."


@dataclass(frozen=True)
class Outcome:
    """What became of one task among several: whether it was done, and a sentence."""

    reference: str
    case_reference: str
    asks: str
    done: bool
    sentence: str


@dataclass(frozen=True)
class Outcomes:
    """What became of each of several tasks, in the order of their deadlines."""

    each: Sequence[Outcome]

    @property
    def done(self) -> int:
        """How many were done."""
        return sum(one.done for one in self.each)


Check = Callable[[Any], str | None]


def assign(session: Session, worker: SignedIn, reference: str, to: str, *, once: str) -> Outcome:
    """Give one task to a colleague in its team. Raises NotVisible or NotAllowed when that cannot be."""
    find(session, reference)
    outcome = assign_many(session, worker, [reference], to, once=once).each[0]
    if not outcome.done:
        raise NotAllowed(outcome.sentence)
    return outcome


def assign_many(session: Session, worker: SignedIn, references: Sequence[str], to: str, *, once: str) -> Outcomes:
    """Give each of these tasks to the colleague whose reference is `to`, where the worker may and the colleague can.

    Raises NotAllowed for anybody but a team lead, and Invalid when there is no such colleague.
    """
    key, content = f"assign {once}", {"to": to, "tasks": sorted(references)}
    before = repeated(session, worker, key, content)
    if before is not None:
        return _again(before)
    if not worker.may("task.assign"):
        raise NotAllowed(LEAD_ONLY)
    colleague = session.execute(
        select(Worker.id, Worker.name).where(Worker.reference == to, Worker.suspended_at.is_(None))
    ).one_or_none()
    if colleague is None:
        raise Invalid("Choose a colleague who works in this team.", field="to")
    in_teams = set(
        session.execute(select(Post.team_id).where(Post.worker_id == colleague.id, Post.until_at.is_(None))).scalars()
    )
    locked = _lock(session, references)
    shut_out = _shut_out(session, colleague.id, [task.case_id for task in locked])

    def check(task: Any) -> str | None:
        if task.team_id not in in_teams:
            return f"{colleague.name} does not work in the team that this task waits for."
        if task.case_id in shut_out:
            return f"{colleague.name} cannot be given work on this case. Choose somebody else."
        if task.holder_id == colleague.id:
            return f"{colleague.name} has this task already."
        return None

    outcomes = _act(
        session, worker, references, locked, check, "task.assigned", f"Given to {colleague.name}.",
        {"holder_id": colleague.id, "holder_name": colleague.name, "claimed_at": clock.now()}, to=str(colleague.id),
    )  # fmt: skip
    remember(session, worker, key, {"each": [asdict(one) for one in outcomes.each]})
    return outcomes


def hand_back_many(session: Session, worker: SignedIn, references: Sequence[str], *, once: str) -> Outcomes:
    """Put each of these tasks back into its queue: one's own, or as a team lead anybody's in one's teams."""
    key, content = f"hand back many {once}", sorted(references)
    before = repeated(session, worker, key, content)
    if before is not None:
        return _again(before)

    def check(task: Any) -> str | None:
        if task.holder_id is None:
            return "Nobody has this task: it waits in the queue already."
        if task.holder_id != worker.id and not worker.may("task.assign"):
            return f"{task.holder_name} has this task. Only they or a team lead can hand it back."
        return None

    outcomes = _act(
        session, worker, references, _lock(session, references), check, "task.handed-back", "Back in the queue.",
        {"holder_id": None, "holder_name": None, "claimed_at": None},
    )  # fmt: skip
    remember(session, worker, key, {"each": [asdict(one) for one in outcomes.each]})
    return outcomes


def _lock(session: Session, references: Sequence[str]) -> Sequence[Any]:
    if not 0 < len(references) <= MOST:
        raise Invalid(f"Choose between one and {MOST} tasks.", field="tasks")
    statement = select(Task).where(Task.reference.in_(references)).order_by(Task.id).with_for_update()
    return session.execute(statement).scalars().all()


def _shut_out(session: Session, colleague_id: UUID, case_ids: Sequence[UUID]) -> set[UUID]:
    found = session.execute(
        text("select case_id from case_block where worker_id = :who and case_id = any(:which) and ended_at is null"),
        {"who": colleague_id, "which": list(case_ids)},
    )
    return set(found.scalars())


def _act(
    session: Session, worker: SignedIn, references: Sequence[str], locked: Sequence[Any], check: Check, kind: str,
    said: str, values: dict[str, Any], **detail: Any,
) -> Outcomes:  # fmt: skip
    """Change what may be changed in one statement, then record each change; every task gets its own answer."""
    no = {task.id: _not_for(worker, task) or check(task) for task in locked}
    allowed = [task for task in locked if no[task.id] is None]
    shared = set(
        session.execute(
            text("select c from unnest(cast(:which as uuid[])) c where takes_part(c)"),
            {"which": [task.case_id for task in allowed]},
        ).scalars()
    )
    no |= {task.id: NOT_SHARED for task in allowed if task.case_id not in shared}
    allowed = [task for task in allowed if task.case_id in shared]
    if allowed:
        session.execute(
            update(Task)
            .where(Task.id.in_([task.id for task in allowed]))
            .values(**values, version=Task.version + 1)
            .execution_options(synchronize_session=False)
        )
    with refused_when_not_shared(session):
        for task in sorted(allowed, key=lambda task: (task.case_id, task.id)):
            record_of_task(session, kind, task, **detail)
    in_order = sorted(locked, key=lambda task: (task.due_at, task.id))
    each = [
        Outcome(task.reference, task.case_reference, task.asks, no[task.id] is None, no[task.id] or said)
        for task in in_order
    ]
    missing = set(references) - {task.reference for task in locked}
    gone = [Outcome(one, "", "", False, "There is no task here that you can see.") for one in sorted(missing)]
    return Outcomes([*each, *gone])


def _not_for(worker: SignedIn, task: Any) -> str | None:
    if task.team_id not in worker.team_ids:
        return "This task waits for a team that you are not in."
    if task.done_at is not None:
        return "This task is finished already."
    return None


def _again(answer: dict[str, Any]) -> Outcomes:
    return Outcomes([Outcome(**one) for one in answer["each"]])
