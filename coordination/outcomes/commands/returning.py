"""Giving a figure, and giving it again when it was wrong. What was given before always stays."""

from __future__ import annotations

from random import SystemRandom

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.db import new_id
from coordination.errors import Invalid, NotAllowed
from coordination.identity.models import Partnership
from coordination.outcomes.models import ReturnValue
from coordination.outcomes.queries.reporting import answerable, task_for
from workflows.measures.catalogue.measure import Measure
from workflows.measures.figures import Given
from workflows.measures.figures_file import FileFigure
from workflows.measures.periods import ReportingPeriod
from workflows.references import new_reference

CHANCE = SystemRandom()
PREFIX = "RET"
TYPED, FILE = "typed", "file"


def give(
    session: Session,
    worker: SignedIn,
    partnership: Partnership,
    measure: Measure,
    period: ReportingPeriod,
    given: Given,
    *,
    published_at: str = "",
    once: str,
) -> str:
    """Give the figure of one period; a second one is a correction and says why. Returns its reference.

    It waits for the partnership's data lead. Raises NotAllowed when another agency answers for the measure.
    """
    content = [partnership.code, measure.code, period.code, *map(str, (given, published_at))]
    before = repeated(session, worker, once, content)
    if before is not None:
        return str(before["reference"])
    refuse_who_does_not_answer(session, worker, partnership, measure)
    reference = _keep(session, worker, partnership, measure, period, given, published_at, TYPED)
    remember(session, worker, once, {"reference": reference})
    return reference


def give_file(
    session: Session, worker: SignedIn, partnership: Partnership, figures: list[FileFigure], *, once: str
) -> int:
    """Give every figure of a file, or none: one that is a correction without a reason abandons the file."""
    content = [
        partnership.code,
        *(f"{one.measure.code} {one.period.code} {one.given} {one.published_at}" for one in figures),
    ]
    before = repeated(session, worker, once, content)
    if before is not None:
        return int(before["figures"])
    for one in figures:
        refuse_who_does_not_answer(session, worker, partnership, one.measure)
        try:
            _keep(session, worker, partnership, one.measure, one.period, one.given, one.published_at, FILE)
        except Invalid as no:
            raise Invalid(f"Row {one.row}, Why it moved: {no.message}", field="file") from no
    remember(session, worker, once, {"figures": len(figures)})
    return len(figures)


def refuse_who_does_not_answer(session: Session, worker: SignedIn, partnership: Partnership, measure: Measure) -> None:
    """Raises NotAllowed unless the worker's own agency answers for this measure."""
    who = answerable(session, partnership).get(measure.code)
    if who is None or who.id != worker.agency_id:
        named = f"{who.name} gives" if who else "Nobody here gives"
        raise NotAllowed(f"{named} the figures of “{measure.title}”. Ask the data lead if that is wrong.")


def _keep(
    session: Session,
    worker: SignedIn,
    partnership: Partnership,
    measure: Measure,
    period: ReportingPeriod,
    given: Given,
    published_at: str,
    arrived_as: str,
) -> str:
    of_period = select(func.max(ReturnValue.revision)).where(
        ReturnValue.partnership_id == partnership.id,
        ReturnValue.agency_id == worker.agency_id,
        ReturnValue.measure == measure.code,
        ReturnValue.period_from == period.start,
    )
    revision = (session.scalar(of_period) or 0) + 1
    if revision > 1 and not given.note:
        raise Invalid(
            f"A figure for {period.words} was given before. Say why it changes: the earlier one stays beside it.",
            field="note",
        )
    reference = new_reference(PREFIX, CHANCE)
    now = clock.now()
    session.add(
        ReturnValue(
            id=new_id(),
            reference=reference,
            partnership_id=partnership.id,
            measure=measure.code,
            period_from=period.start,
            period_until=period.end,
            revision=revision,
            numerator=given.numerator,
            denominator=given.denominator,
            value=given.value,
            words=given.words,
            note=given.note,
            published_at=published_at,
            arrived_as=arrived_as,
            agency_id=worker.agency_id,
            given_by_id=worker.id,
            given_at=now,
            sent_back_because="",
        )
    )
    task = task_for(session, partnership.id, measure.code, period)
    if task is not None and task.done_at is None:
        task.done_at, task.done_by_id = now, worker.id
    session.flush()
    record(
        session,
        "figure.given",
        chain=f"agency:{worker.agency_id}",
        measure=measure.code,
        period=period.code,
        revision=revision,
    )
    return reference
