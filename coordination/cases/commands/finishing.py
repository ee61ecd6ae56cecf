"""Finishing a task that no step of the pathway does by itself: naloxone arranged, somebody rung."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.audit.commands import remember, repeated
from coordination.cases import queries
from coordination.cases.commands import milestones
from coordination.cases.models import CaseFile
from coordination.cases.queries.asked import DONE, by_hand, outcome_asked
from coordination.errors import MovedOn, NotAllowed
from coordination.queues.commands.opening import NOT_NEEDED, close_tasks, open_tasks
from coordination.queues.models import Task
from workflows.vocabulary import CARD_TASK


def finish_task(
    session: Session, worker: SignedIn, reference: str, task_reference: str, *, once: str, told: bool = False
) -> UUID:
    """End a task of the asker's own team as done, with its clock and the milestones of its being done; or, where the
    step that would have done it cannot be taken any more, as no longer needed. `told` when what came of it is written
    down with it.

    Returns the case's id. Raises NotAllowed for a task of another team, one that a step of the pathway does, one that
    asks what came of it, or one of which something is `told` though it cannot be done any more.
    """
    case = queries.get(session, reference, to_change=True)
    if repeated(session, worker, f"finish {once} {task_reference}", [reference, task_reference]) is not None:
        return case.id
    task = task_of_mine(session, worker, case, task_reference, to_change=True)
    must_be_open(task)
    now = queries.standing(session, worker, case)
    ends = by_hand(now, task.kind)
    if not ends:
        raise NotAllowed("This task ends by itself once the step that it asks for has been taken.")
    if ends != DONE and told:
        raise NotAllowed("What this task asks for cannot be done any more. The page of the case ends it as not needed.")
    if ends == DONE and not told and outcome_asked(now, task.kind):
        raise NotAllowed("Write down what came of this task as you finish it.")
    close_tasks(session, worker.id, case.id, "done" if ends == DONE else NOT_NEEDED, task_ids=[task.id])
    if ends == DONE:
        milestones.write(session, case, now.pathway, now.known, now.pathway.task(task.kind).writes)
    case.version += 1
    session.flush()
    remember(session, worker, f"finish {once} {task_reference}", {"task": task_reference}, case.id)
    return case.id


def task_of_mine(
    session: Session, worker: SignedIn, case: CaseFile, reference: str, *, to_change: bool = False
) -> Task:
    """The task of the asker's own team, or their own, with this reference; it may be finished already.

    Raises NotAllowed for a task of another team.
    """
    if to_change:
        open_tasks(session, case.id)  # all that are open, in the order in which everybody locks them, before one alone
    query = select(Task).where(Task.case_id == case.id, Task.reference == reference)
    task = session.scalar(query.with_for_update() if to_change else query)
    if task is None or (task.team_id not in worker.team_ids and task.holder_id != worker.id):
        raise NotAllowed("This task is not one of your team's. Ask whoever holds it.")
    return task


def must_be_open(task: Task) -> None:
    """Raises MovedOn for a task that is finished, NotAllowed for one that only an answer ends."""
    if task.done_at is not None:
        raise MovedOn("This task is finished already. The page of the case says by whom.")
    if task.kind.startswith(CARD_TASK):
        raise NotAllowed("This task ends once its question is answered or declined. Open the question.")
