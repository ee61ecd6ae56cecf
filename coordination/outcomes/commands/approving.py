"""Approving a figure, which shows it to everybody who reads measures; or sending it back with a reason."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.db import new_id, wait_for_turn
from coordination.errors import Invalid, MovedOn, NotAllowed, NotVisible
from coordination.outcomes.models import ReportingTask, ReturnValue, ShownValue
from workflows.measures import catalogue
from workflows.measures.catalogue.measure import Measure
from workflows.measures.held_together import HeldTogether, nearest_that_fits
from workflows.measures.periods import ReportingPeriod, going_back, period_with
from workflows.measures.small_numbers import share_of, shown_beside, shown_of, shown_of_share
from workflows.quintets.ledger import FIVE

QUARTERS_IN_A_YEAR = 4


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
    rows = session.execute(measures.distinct()).all()
    for key in sorted({f"shown {row.partnership_id} {_first_of(row.measure)}" for row in rows}):
        wait_for_turn(session, key)


def _first_of(measure: str) -> str:
    """The measure by which all that hang on one another are known."""
    whole = catalogue.whole_of(measure)
    return whole.code if whole else catalogue.counting_the_same(measure)[0]


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
    elif not _is_shown(session, value):
        together = _shown_together(session, value)
        if value.denominator is None:
            number = _beside_others(session, value) if together is None else together
            _add(session, value, number, None, Decimal(number), in_fives=True)
        else:
            numerator, denominator = _share_beside_others(session, value, together)
            _add(session, value, numerator, denominator, _share(numerator, denominator), in_fives=True)


def _share_beside_others(session: Session, value: ReturnValue, together: int | None) -> tuple[int, int]:
    """What a share shows. `together`: what another measure has shown of its part, which may be a share of the same."""
    whole = _ever(session, value, "denominator")
    if together is None:
        return shown_of_share(*_ever(session, value, "numerator"), *whole)
    _refuse_beside_exact(session, value)
    same = session.scalar(select(func.max(ShownValue.denominator)).where(*_of_this_period(value, _same_people(value))))
    return shown_beside(together, *whole) if same is None else (together, same)


def _refuse_beside_exact(session: Session, value: ReturnValue) -> None:
    """Raises Invalid for a share in fives of which another measure shows the part exactly: taken from the whole, it
    would tell how few the others are.
    """
    if _shown_before(session, value) is False:
        measure = catalogue.everything()[value.measure]
        period = ReportingPeriod(value.period_from, value.period_until)
        raise Invalid(
            f"How many “{measure.title}” is a share of cannot be shown for {period.words}: the number is shown as it "
            "was published, and the two together could tell of a few people. Send it back and ask where the share "
            "is published.",
            field="figures",
        )


def _beside_others(session: Session, value: ReturnValue) -> int:
    """What a count shows, beside what is shown of its whole, its parts, its year or its quarters."""
    number = shown_of(*_ever(session, value, "numerator"))
    whole = catalogue.whole_of(value.measure)
    if whole is None:
        return number
    year = ReportingPeriod(value.period_from, value.period_until)
    if value.measure != whole.code and whole.quarters_in in _same_people(value):
        year = period_with(value.period_from, whole.cadence)
    held, named = _held_together(whole, year)
    now = next(name for name, (measure, period) in named.items() if _is_about(value, measure, period))
    every = {name: _in_fives(session, value, *about) for name, about in named.items()}
    shown = {name: fives for name, fives in every.items() if fives is not None}
    return nearest_that_fits(now, number, shown, held)


def _held_together(
    whole: Measure, period: ReportingPeriod
) -> tuple[HeldTogether, dict[str, tuple[str, ReportingPeriod]]]:
    """The counts of a period that hang on a whole, by names, and of which measure and period each is."""
    named = {code: (code, period) for code in (whole.code, *whole.adds_up, *whole.some_in)}
    newest = period_with(period.end, "quarterly")
    quarters = list(going_back(newest, QUARTERS_IN_A_YEAR)) if whole.quarters_in else []
    named |= {one.code: (whole.quarters_in, one) for one in quarters}
    return HeldTogether(whole.code, whole.adds_up, whole.some_in, [one.code for one in quarters]), named


def _is_about(value: ReturnValue, measure: str, period: ReportingPeriod) -> bool:
    about = (value.period_from, value.period_until) == (period.start, period.end)
    return about and measure in _same_people(value)


def _in_fives(session: Session, value: ReturnValue, measure: str, period: ReportingPeriod) -> int | None:
    """What is shown in fives of a measure, or of another of the same people, in a period; nothing of what is exact."""
    return session.scalar(
        select(func.max(ShownValue.numerator)).where(
            ShownValue.partnership_id == value.partnership_id,
            ShownValue.measure.in_(catalogue.counting_the_same(measure)),
            ShownValue.period_from == period.start,
            ShownValue.in_fives.is_(True),
        )
    )


def _share(numerator: int, denominator: int) -> Decimal | None:
    percent = share_of(numerator, denominator)
    return None if percent is None else Decimal(str(percent))


def _shown_before(session: Session, value: ReturnValue) -> bool | None:
    """Whether this period was shown in fives, if it was shown at all, by this measure or one of the same people."""
    return session.scalar(select(func.bool_or(ShownValue.in_fives)).where(*_of_this_period(value, _same_people(value))))


def _is_shown(session: Session, value: ReturnValue) -> bool:
    """Whether this measure shows this period already: a correction is felt in the next one."""
    return session.scalar(select(ShownValue.id).where(*_of_this_period(value, (value.measure,))).limit(1)) is not None


def _shown_together(session: Session, value: ReturnValue) -> int | None:
    """How many another measure of the same people has shown of this period; whole fives of what it showed exactly."""
    shown = session.scalar(
        select(ShownValue.numerator)
        .where(*_of_this_period(value, _same_people(value)), ShownValue.numerator.is_not(None))
        .order_by(ShownValue.in_fives.desc(), ShownValue.shown_at.desc())
        .limit(1)
    )
    return None if shown is None else shown // FIVE * FIVE


def _same_people(value: ReturnValue) -> tuple[str, ...]:
    return catalogue.counting_the_same(value.measure)


def _of_this_period(value: ReturnValue, measures: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    return (
        ShownValue.partnership_id == value.partnership_id,
        ShownValue.measure.in_(measures),
        ShownValue.period_from == value.period_from,
    )


def _ever(session: Session, value: ReturnValue, which: str) -> tuple[int, int]:
    """All that was ever counted of one count, this period included, and all that was shown of it in fives. Periods that
    were shown exactly are in neither: nothing is carried from them. Measures of the same people carry on together.
    """
    measures = _same_people(value)
    exact = select(ShownValue.period_from).where(
        ShownValue.partnership_id == value.partnership_id,
        ShownValue.measure.in_(measures),
        ShownValue.in_fives.is_(False),
    )
    newest = (
        select(ReturnValue)
        .where(
            ReturnValue.partnership_id == value.partnership_id,
            ReturnValue.measure.in_(measures),
            getattr(ReturnValue, which).is_not(None),
            ReturnValue.approved_at.is_not(None),
            ReturnValue.period_from.not_in(exact),
        )
        .ext(distinct_on(ReturnValue.period_from))
        .order_by(ReturnValue.period_from, ReturnValue.approved_at.desc(), ReturnValue.revision.desc())
    )
    running = sum(getattr(row, which) or 0 for row in session.scalars(newest))
    of_each = (
        select(func.max(getattr(ShownValue, which)).label("shown"))
        .where(
            ShownValue.partnership_id == value.partnership_id,
            ShownValue.measure.in_(measures),
            ShownValue.in_fives.is_(True),
            ShownValue.period_from.not_in(exact),
        )
        .group_by(ShownValue.period_from)
        .subquery()
    )
    already = session.scalar(select(func.coalesce(func.sum(of_each.c.shown), 0)))
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
