"""Approving a figure, which shows it to everybody who reads measures; or sending it back with a reason."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.db import new_id
from coordination.errors import Invalid, MovedOn, NotAllowed, NotVisible
from coordination.outcomes.models import ReportingTask, ReturnValue, ShownValue
from workflows.measures import catalogue
from workflows.measures.periods import ReportingPeriod
from workflows.measures.small_numbers import share_of, shown_of, shown_of_share


def approve(session: Session, worker: SignedIn, references: Collection[str], *, once: str) -> int:
    """Approve these figures, in the order of their periods. Returns how many. None of them may be the worker's own.

    A small count of people is shown in whole fives, unless everybody can read it elsewhere.
    """
    before = repeated(session, worker, once, ["approve", *sorted(references)])
    if before is not None:
        return int(before["figures"])
    if not references:
        raise Invalid("Tick the figures that you approve.", field="figures")
    _one_after_another(session, references)
    waiting = [_waiting(session, worker, reference) for reference in references]
    for value in sorted(waiting, key=lambda one: (one.measure, one.period_from, one.revision)):
        value.approved_at, value.approved_by_id = clock.now(), worker.id
        session.flush()
        _show(session, value)
        _tell_log(session, worker, "figure.approved", value)
    remember(session, worker, once, {"figures": len(waiting)})
    return len(waiting)


def send_back(session: Session, worker: SignedIn, reference: str, because: str, *, once: str) -> None:
    """Send a figure back to the agency that gave it; it is asked for again, and who gave it hears why."""
    if repeated(session, worker, once, ["send back", reference, because]) is not None:
        return
    value = _waiting(session, worker, reference)
    value.sent_back_at, value.sent_back_by_id, value.sent_back_because = clock.now(), worker.id, because
    task = session.scalar(
        select(ReportingTask).where(
            ReportingTask.partnership_id == value.partnership_id,
            ReportingTask.subject == value.measure,
            ReportingTask.period_from == value.period_from,
        )
    )
    if task is not None:
        task.done_at, task.done_by_id = None, None
    session.flush()
    _tell_log(session, worker, "figure.sent-back", value)
    jobs.later(session, worker.id, "tell_of_figure_sent_back", return_id=value.id)
    remember(session, worker, once, {})


def _one_after_another(session: Session, references: Collection[str]) -> None:
    """Wait for whoever is approving figures of the same measures: what a period shows hangs on what the others did."""
    measures = select(ReturnValue.partnership_id, ReturnValue.measure).where(ReturnValue.reference.in_(references))
    order = (ReturnValue.partnership_id, ReturnValue.measure)
    for row in session.execute(measures.distinct().order_by(*order)).all():
        key = f"shown {row.partnership_id} {row.measure}"
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))


def _waiting(session: Session, worker: SignedIn, reference: str) -> ReturnValue:
    value = session.scalar(select(ReturnValue).where(ReturnValue.reference == reference))
    if value is None:
        raise NotVisible("There is no figure of that reference that waits for you.")
    if value.given_by_id == worker.id:
        raise NotAllowed("You gave this figure yourself. Another data lead of the partnership has to look at it.")
    if value.approved_at or value.sent_back_at:
        raise MovedOn("Somebody has looked at this figure already. What they said stands.")
    return value


def _show(session: Session, value: ReturnValue) -> None:
    measure = catalogue.everything()[value.measure]
    before = _shown_before(session, value)
    # What was shown in fives of a period stays, also when the figure is published later: shown beside its fives it
    # would tell what was carried, and the fives would be missing from every period that follows.
    exactly = not measure.small_numbers_protected or (value.published_at and before is not True)
    if exactly:
        _add(session, value, value.numerator, value.denominator, value.value, in_fives=False)
    elif before is None:
        part = _ever(session, value, "numerator")
        if value.denominator is None:
            number = shown_of(*part)
            _add(session, value, number, None, Decimal(number), in_fives=True)
        else:
            numerator, denominator = shown_of_share(*part, *_ever(session, value, "denominator"))
            _add(session, value, numerator, denominator, _share(numerator, denominator), in_fives=True)


def _share(numerator: int, denominator: int) -> Decimal | None:
    percent = share_of(numerator, denominator)
    return None if percent is None else Decimal(str(percent))


def _shown_before(session: Session, value: ReturnValue) -> bool | None:
    """Whether this period was shown in fives, if it was shown at all: a correction is felt in the next period."""
    return session.scalar(
        select(func.bool_or(ShownValue.in_fives)).where(
            ShownValue.partnership_id == value.partnership_id,
            ShownValue.measure == value.measure,
            ShownValue.period_from == value.period_from,
        )
    )


def _ever(session: Session, value: ReturnValue, which: str) -> tuple[int, int]:
    """All that was ever counted of one count, this period included, and all that was shown of it in fives. Periods that
    were shown exactly are in neither: nothing is carried from them."""
    exact = select(ShownValue.period_from).where(
        ShownValue.partnership_id == value.partnership_id,
        ShownValue.measure == value.measure,
        ShownValue.in_fives.is_(False),
    )
    newest = (
        select(ReturnValue)
        .where(
            ReturnValue.partnership_id == value.partnership_id,
            ReturnValue.measure == value.measure,
            ReturnValue.approved_at.is_not(None),
            ReturnValue.period_from.not_in(exact),
        )
        .ext(distinct_on(ReturnValue.period_from))
        .order_by(ReturnValue.period_from, ReturnValue.revision.desc())
    )
    running = sum(getattr(row, which) or 0 for row in session.scalars(newest))
    column = getattr(ShownValue, which)
    already = session.scalar(
        select(func.coalesce(func.sum(column), 0)).where(
            ShownValue.partnership_id == value.partnership_id,
            ShownValue.measure == value.measure,
            ShownValue.in_fives.is_(True),
            ShownValue.period_from.not_in(exact),
        )
    )
    return running, int(already or 0)


def _add(
    session: Session,
    value: ReturnValue,
    numerator: int | None,
    denominator: int | None,
    shown: Decimal | None,
    *,
    in_fives: bool,
) -> None:
    session.add(
        ShownValue(
            id=new_id(),
            return_id=value.id,
            partnership_id=value.partnership_id,
            measure=value.measure,
            period_from=value.period_from,
            period_until=value.period_until,
            numerator=numerator,
            denominator=denominator,
            value=shown,
            words=value.words,
            note=value.note,
            in_fives=in_fives,
            shown_at=clock.now(),
        )
    )
    session.flush()


def _tell_log(session: Session, worker: SignedIn, kind: str, value: ReturnValue) -> None:
    period = ReportingPeriod(value.period_from, value.period_until).code
    said: dict[str, Any] = {"measure": value.measure, "period": period, "revision": value.revision}
    chain = f"agency:{worker.agency_id}"
    if kind == "figure.approved":
        record(session, "figure.approved", chain=chain, **said)
    else:
        record(session, "figure.sent-back", chain=chain, **said)
