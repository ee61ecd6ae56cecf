"""What time does to cases: requests that ran out, and prompts that a day brings."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from coordination import jobs
from coordination.cases.commands.reminding import open_what_is_prompted
from coordination.cases.commands.running_out import run_out
from coordination.cases.models import CaseFile, HandOver
from coordination.identity.queries import acting_worker
from coordination.jobs import Asked
from workflows import pathways
from workflows.checks.time_alone import reads_the_day

_WORKERS = text("select * from workers_to_tell(:case_id, cast(:told as uuid[]), null)")
_HOLDERS = text('select holder, "position" from holders_to_tell(:case_id)')
AT_ONCE = 500


class NobodyToActFor(RuntimeError):
    """Nobody of the side that asked works here any more: a person has to look."""


def expire_hand_over(session: Session, asked: Asked) -> None:
    """As the sweep: find the open request of a clock, and let somebody of the side that asked end it."""
    row = session.scalar(
        select(HandOver).where(HandOver.clock_id == asked.uuid("clock_id"), HandOver.answer.is_(None)).limit(1)
    )
    if row is None:
        return
    # whoever asked may be in another team by now, where the case is not theirs to see
    asking = _workers(session, row.case_id, [row.from_team_id or row.from_worker_id])
    if not asking:
        raise NobodyToActFor(row.reference)
    who = row.from_worker_id if row.from_worker_id in asking else asking[0]
    jobs.later(session, who, "end_hand_over", queue=jobs.URGENT, case_id=row.case_id, hand_over_id=row.id)


def end_hand_over(session: Session, asked: Asked) -> None:
    """As somebody of the side that asked: the request ends as expired."""
    assert asked.worker_id is not None
    worker = acting_worker(session, asked.worker_id)
    run_out(session, worker, asked.uuid("case_id"), asked.uuid("hand_over_id"))


def look_for_prompts(session: Session, asked: Asked) -> None:
    """As the sweep, once a day: ask for a look at every open case on which a day alone may call for something."""
    after = UUID(asked.ids["after"]) if "after" in asked.ids else None
    query = select(CaseFile.id, CaseFile.pathway, CaseFile.pathway_version).where(CaseFile.ended_at.is_(None))
    if after is not None:
        query = query.where(CaseFile.id > after)
    rows = session.execute(query.order_by(CaseFile.id).limit(AT_ONCE)).all()
    for row in rows:
        pathway = pathways.of(row.pathway, row.pathway_version)
        read_by = {
            position
            for prompt in pathway.prompts
            if prompt.task is not None and reads_the_day(prompt.when)
            for position in pathway.category(prompt.category).read
        }
        holders = session.execute(_HOLDERS, {"case_id": row.id}).all() if read_by else []
        for holder in dict.fromkeys(each.holder for each in holders if each.position in read_by):
            for who in _workers(session, row.id, [holder])[:1]:
                jobs.later(session, who, "open_prompted", case_id=row.id)
    if len(rows) == AT_ONCE:
        jobs.later(session, None, "look_for_prompts", after=rows[-1].id)


def open_prompted(session: Session, asked: Asked) -> None:
    """As somebody on the case: open the task of every prompt that holds today and that they may read."""
    assert asked.worker_id is not None
    open_what_is_prompted(session, acting_worker(session, asked.worker_id), asked.uuid("case_id"))


def _workers(session: Session, case_id: UUID, told: list[UUID]) -> list[UUID]:
    return list(session.scalars(_WORKERS, {"case_id": case_id, "told": told}))
