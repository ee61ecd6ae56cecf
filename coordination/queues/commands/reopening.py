"""A task that was ended by mistake is owed again: the same task, with its own deadline."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.at_hand import at_hand
from coordination.queues.commands.opening import open_tasks, running_clocks
from coordination.queues.commands.recording import record_of_task
from coordination.queues.models import Clock, Task


def reopen_tasks(session: Session, case_id: UUID, task_ids: Collection[UUID]) -> list[Task]:
    """Owe these ended tasks of a case again. Their clocks ring on from where they stood; each is recorded."""
    open_tasks(session, case_id)
    clocks = running_clocks(session, case_id)
    ended = (
        select(Task)
        .where(Task.case_id == case_id, Task.id.in_(task_ids), Task.done_at.is_not(None))
        .order_by(Task.id)
        .with_for_update()
    )
    tasks = list(session.scalars(ended.execution_options(populate_existing=True)))
    for task in tasks:
        task.done_at = task.done_by_id = task.ended_as = None
        task.version += 1
        record_of_task(session, "task.reopened", task)
    theirs = select(Clock).where(Clock.id.in_([task.clock_id for task in tasks if task.clock_id])).with_for_update()
    for clock in session.scalars(theirs.execution_options(populate_existing=True)):
        clock.stopped_at = None
        following = clock.rings[clock.rung : clock.rung + 1]
        clock.rings_at = datetime.fromisoformat(following[0][0]) if following else None
        if clock not in clocks:
            clocks.append(clock)
    there = at_hand(session, "tasks", case_id, list[Task])
    there.extend(task for task in tasks if task not in there)
    return tasks
