"""What happens to a task or a deadline is in the log for those who may learn that it is there, and for nobody else."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from coordination.audit.commands import Recorded, record
from workflows import pathways


def record_of_task(session: Session, kind: str, task: Any, **detail: Any) -> Recorded:
    """Record one event of a task: for readers of its category, and for its audience alone where it has one.

    `task` is a Task, or a row with its case_id, pathway, kind, audience_id, reference and asks.
    """
    return record(
        session,
        kind,
        case_id=task.case_id,
        category=category_of(task),
        audience_id=task.audience_id,
        task=task.reference,
        asks=task.asks,
        **detail,
    )


def category_of_deadline(pathway: str, rule: str, task: Any | None) -> str:
    """Who may learn of a deadline: whoever may read what is to be done by it; without a task, what the pathway says."""
    if task is not None:
        return category_of(task)
    try:
        return pathways.newest(pathway).clock_category(rule)
    except KeyError:
        return "core"


def category_of(task: Any) -> str:
    """Who may read what a task asks, by the newest version of its pathway; core where it has no such task any more."""
    try:
        return pathways.newest(task.pathway).task(task.kind).category
    except KeyError:
        return "core"
