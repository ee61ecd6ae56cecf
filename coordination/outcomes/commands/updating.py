"""Telling how an action of the delivery plan is going."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.db import new_id
from coordination.errors import Invalid, NotAllowed
from coordination.identity.models import Partnership
from coordination.outcomes.models import ActionUpdate
from coordination.outcomes.queries.reporting import answerable, open_tasks, task_for
from workflows.delivery_plan import ENDED, STATUSES, Action
from workflows.measures.periods import ReportingPeriod

SAFE = ("https://", "http://")


def update_action(
    session: Session,
    worker: SignedIn,
    partnership: Partnership,
    action: Action,
    period: ReportingPeriod,
    *,
    status: str,
    narrative: str,
    evidence: Sequence[str],
    once: str,
) -> None:
    """Tell how an action stood at the end of a quarter. An earlier telling stays in its history.

    Raises NotAllowed when another agency answers for the action, Invalid for a status or link that will not do.
    """
    content = [partnership.code, action.code, period.code, status, narrative, *evidence]
    if repeated(session, worker, once, content) is not None:
        return
    who = answerable(session, partnership).get(action.code)
    if who is None or who.id != worker.agency_id:
        named = f"{who.name} tells" if who else "Nobody here tells"
        raise NotAllowed(f"{named} how this action is going. Ask the data lead if that is wrong.")
    if status not in STATUSES:
        raise Invalid("Choose how the action is going.", field="status")
    for link in evidence:
        if not link.startswith(SAFE) or any(sign.isspace() for sign in link):
            raise Invalid(
                f"“{link[:60]}” is not an address on the web. Begin each line with https:// and leave out blanks.",
                field="evidence",
            )
    now = clock.now()
    session.add(
        ActionUpdate(
            id=new_id(),
            partnership_id=partnership.id,
            action=action.code,
            period_from=period.start,
            period_until=period.end,
            status=status,
            narrative=narrative,
            evidence=list(evidence),
            agency_id=worker.agency_id,
            given_by_id=worker.id,
            given_at=now,
        )
    )
    task = task_for(session, partnership.id, action.code, period)
    # what is over is over by its own day as well
    over = open_tasks(session, partnership.id, action.code) if status in ENDED else []
    for asked in [*over, *([task] if task is not None else [])]:
        if asked.done_at is None:
            asked.done_at, asked.done_by_id = now, worker.id
    session.flush()
    record(
        session,
        "plan.updated",
        chain=f"agency:{worker.agency_id}",
        action=action.code,
        period=period.code,
        status=status,
    )
    remember(session, worker, once, {})
