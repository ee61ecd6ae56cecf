"""Keeping a person safe from those who must not know: a protected address, and a worker shut out of a case."""

from __future__ import annotations

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated, seal
from coordination.cases import queries
from coordination.cases.models import CaseBlock, CaseFile
from coordination.cases.queries.protected import protected_values
from coordination.db import new_id
from coordination.errors import Invalid, MovedOn, NotAllowed, NotVisible
from coordination.identity.models import Worker
from coordination.queues.models import Task


def unmask(session: Session, worker: SignedIn, reference: str, field: str, reason: str) -> list[str]:
    """Give the protected values of a field, once, for one look. Who looked and why is recorded; the value never is.

    Whoever is responsible for the case is told at once. Raises NotVisible when there is nothing that the asker reads.
    """
    case = queries.get(session, reference, to_change=True)
    if not reason.strip():
        raise Invalid("Write down why you need to see it.", field="reason")
    rows = protected_values(session, case.id, field)
    if not rows:
        raise NotVisible("There is nothing here that you can open.")
    pathway = queries.pathway_of(case)
    event = record(
        session,
        "address.unmasked",
        case_id=case.id,
        category=rows[0].category,
        place=field,
        reason=reason.strip(),
    )
    wanted = ("safeguarding", pathway.holding)
    leads = [code for code in pathway.category(rows[0].category).read if code in wanted] or [pathway.holding]
    jobs.later(
        session,
        worker.id,
        "tell_positions",
        queue=jobs.URGENT,
        case_id=case.id,
        event_id=event.id,
        positions=",".join(leads),
        say="Something protected on one of your cases was opened. See who did, and why, on the case.",
        urgent="yes",
    )
    return [str(row.value) for row in rows]


def shut_out(
    session: Session, worker: SignedIn, reference: str, worker_reference: str, reason: str, *, once: str
) -> None:
    """From now on this case is not there for a named worker: not in lists, not in search, not by its address.

    What they had taken goes back into its queue. They are not told.
    """
    case = queries.get(session, reference, to_change=True)
    if repeated(session, worker, once, [reference, worker_reference, reason]) is not None:
        return
    who = _worker(session, worker_reference)
    if who == worker.id:
        raise Invalid("You cannot shut yourself out. Ask another lead to do it.", field="worker")
    there = select(CaseBlock.id).where(
        CaseBlock.case_id == case.id, CaseBlock.worker_id == who, CaseBlock.ended_at.is_(None)
    )
    if session.scalar(there) is not None:
        raise MovedOn("This worker is shut out of the case already.")
    session.add(CaseBlock(id=new_id(), case_id=case.id, worker_id=who, by_id=worker.id, reason=reason, at=clock.now()))
    session.flush()
    session.execute(
        update(Task)
        .where(Task.case_id == case.id, Task.holder_id == who, Task.done_at.is_(None))
        .values(holder_id=None, holder_name=None, claimed_at=None, version=Task.version + 1)
    )
    record(session, "case.blocked", case_id=case.id, worker=who)
    remember(session, worker, once, {"reference": reference}, case.id)


def leave_for_knowing_somebody(session: Session, worker: SignedIn, case: CaseFile) -> None:
    """The worker says that they know somebody in the case: from now on it is not there for them. Others let them in.

    What they had taken goes back into its queue. The log says that they were shut out, and not whom they know.
    """
    session.execute(
        update(Task)
        .where(Task.case_id == case.id, Task.holder_id == worker.id, Task.done_at.is_(None))
        .values(holder_id=None, holder_name=None, claimed_at=None, version=Task.version + 1)
    )
    record(session, "case.blocked", case_id=case.id, worker=worker.id)
    session.flush()
    seal(session)  # while the worker still takes part
    session.execute(
        text("select shut_myself_out(:block, :case, :reason, :at)"),
        {"block": new_id(), "case": case.id, "reason": "declared an interest", "at": clock.now()},
    )


def let_back_in(session: Session, worker: SignedIn, reference: str, worker_reference: str, *, once: str) -> None:
    """The case is there again for a worker who was shut out of it."""
    case = queries.get(session, reference, to_change=True)
    if repeated(session, worker, once, [reference, worker_reference]) is not None:
        return
    who = _worker(session, worker_reference)
    ended = session.execute(
        update(CaseBlock)
        .where(CaseBlock.case_id == case.id, CaseBlock.worker_id == who, CaseBlock.ended_at.is_(None))
        .values(ended_at=clock.now())
    )
    if not ended.rowcount:  # type: ignore[attr-defined]
        raise MovedOn("This worker is not shut out of the case any more.")
    record(session, "case.unblocked", case_id=case.id, worker=who)
    remember(session, worker, once, {"reference": reference}, case.id)


def may_shut_out(worker: SignedIn, case: CaseFile) -> bool:
    """Whether the asker's roles let them shut a worker out."""
    return worker.may("case.block") and case.ended_at is None


def _worker(session: Session, reference: str) -> object:
    found = session.scalar(select(Worker.id).where(Worker.reference == reference))
    if found is None:
        raise NotAllowed("There is no such worker.")
    return found
