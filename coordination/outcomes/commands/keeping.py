"""What the partnership itself keeps: published figures, targets of its own, and who answers for what."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.db import new_id
from coordination.errors import Invalid
from coordination.identity.models import Partnership
from coordination.outcomes.models import ExternalValue, ReportingAgency, ReportingTask, TargetValue
from coordination.outcomes.queries.reporting import answerable, members_of, open_tasks, subjects
from workflows.measures.catalogue.measure import Measure
from workflows.measures.figures_file import FileFigure


def bring_in(
    session: Session,
    worker: SignedIn,
    partnership: Partnership,
    figures: list[FileFigure],
    publication: str,
    *,
    once: str,
) -> int:
    """Keep published figures, each beside those of the same period that were brought in before. Returns how many."""
    content = [partnership.code, publication, *(f"{one.measure.code} {one.period.code} {one.given}" for one in figures)]
    before = repeated(session, worker, once, content)
    if before is not None:
        return int(before["figures"])
    for one in figures:
        session.add(
            ExternalValue(
                id=new_id(),
                partnership_id=partnership.id,
                measure=one.measure.code,
                period_from=one.period.start,
                period_until=one.period.end,
                value=one.given.value,
                note=one.given.note,
                publication=publication,
                brought_by_id=worker.id,
                brought_at=clock.now(),
            )
        )
        record(
            session,
            "figure.brought-in",
            chain=f"agency:{worker.agency_id}",
            measure=one.measure.code,
            period=one.period.code,
        )
    session.flush()
    remember(session, worker, once, {"figures": len(figures)})
    return len(figures)


def set_target(
    session: Session,
    worker: SignedIn,
    partnership: Partnership,
    measure: Measure,
    value: Decimal,
    by: date,
    because: str,
    *,
    once: str,
) -> None:
    """Set a target beside those of the strategy, which stay. Raises Invalid for a measure that is reached or not."""
    if repeated(session, worker, once, ["target", partnership.code, measure.code, value, by, because]) is not None:
        return
    if measure.is_milestone:
        raise Invalid("This measure is reached or not reached, so it has a day and no number to aim at.", field="value")
    if "percent" in measure.unit and value > 100:
        raise Invalid("A percentage cannot be above 100.", field="value")
    session.add(
        TargetValue(
            id=new_id(),
            partnership_id=partnership.id,
            measure=measure.code,
            by_date=by,
            value=value,
            because=because,
            set_by_id=worker.id,
            set_at=clock.now(),
        )
    )
    session.flush()
    record(session, "target.set", chain=f"agency:{worker.agency_id}", measure=measure.code, by=by.isoformat())
    remember(session, worker, once, {})


def give_reporting_to(
    session: Session, worker: SignedIn, partnership: Partnership, subject: str, agency: str, *, once: str
) -> None:
    """Let another member answer for a measure's figures or for an action; what is asked already goes to them.

    Raises Invalid for an agency that is no member, or that answers for it already.
    """
    if repeated(session, worker, once, ["reporting", partnership.code, subject, agency]) is not None:
        return
    member = next((one for one in members_of(session, partnership.id) if one.code == agency), None)
    if member is None or subject not in subjects(session, partnership):
        raise Invalid("Choose a member of this partnership.", field="agency")
    now = answerable(session, partnership).get(subject)
    if now is not None and now.id == member.id:
        raise Invalid(f"{member.name} answers for this already.", field="agency")
    session.add(
        ReportingAgency(
            id=new_id(),
            partnership_id=partnership.id,
            subject=subject,
            agency_id=member.id,
            set_by_id=worker.id,
            set_at=clock.now(),
        )
    )
    waiting: list[ReportingTask] = open_tasks(session, partnership.id, subject)
    for task in waiting:
        task.agency_id = member.id
    session.flush()
    record(session, "reporting.given-to", chain=f"agency:{worker.agency_id}", subject=subject, to=member.code)
    remember(session, worker, once, {})
