"""The figures of measures as this worker may see them, and what is known about how they came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.errors import NotVisible
from coordination.identity.models import Agency, Partnership, Worker
from coordination.outcomes.models import ExternalValue, ReturnValue, ShownValue, TargetValue
from coordination.outcomes.queries.released import released_points
from workflows.measures import catalogue
from workflows.measures.catalogue.measure import Measure
from workflows.measures.periods import ReportingPeriod
from workflows.measures.series import Point, Series, series_of
from workflows.measures.targets import Target, of_strategy


def measure_of(partnership: Partnership, code: str) -> Measure:
    """A measure of this partnership's strategy. Raises NotVisible for any other."""
    measure = catalogue.everything().get(code)
    if measure is None or partnership.code not in measure.partnerships:
        raise NotVisible(f"{partnership.name} has no measure of that name. Go to the list of measures and choose one.")
    return measure


def shown_points(session: Session, partnership_id: UUID, measure: str | None = None) -> dict[str, list[Point]]:
    """What is shown of every measure that is returned or published, or of one: the newest figure of each period."""
    found: dict[str, dict[date, Point]] = defaultdict(dict)
    returned = select(ShownValue).where(ShownValue.partnership_id == partnership_id).order_by(ShownValue.shown_at)
    published = (
        select(ExternalValue).where(ExternalValue.partnership_id == partnership_id).order_by(ExternalValue.brought_at)
    )
    if measure is not None:
        returned = returned.where(ShownValue.measure == measure)
        published = published.where(ExternalValue.measure == measure)
    for row in session.scalars(returned):
        found[row.measure][row.period_from] = Point(
            period=ReportingPeriod(row.period_from, row.period_until),
            value=_number(row.value),
            numerator=row.numerator,
            denominator=row.denominator,
            words=row.words,
            note=row.note,
            in_fives=row.in_fives,
        )
    for external in session.scalars(published):
        found[external.measure][external.period_from] = Point(
            period=ReportingPeriod(external.period_from, external.period_until),
            value=_number(external.value),
            note=external.note,
        )
    return {code: list(points.values()) for code, points in found.items()}


def every_point(session: Session, partnership: Partnership, measure: Measure | None = None) -> dict[str, list[Point]]:
    """What is shown of every measure, or of one: returned, published, or out with a release."""
    wanted = [measure] if measure is not None else catalogue.of_partnership(partnership.code)
    counted = [one.code for one in wanted if one.feed == "cases"]
    released, _ = released_points(partnership.code, counted) if counted else ({}, None)
    return shown_points(session, partnership.id, measure.code if measure else None) | released


def all_series(session: Session, partnership: Partnership) -> dict[str, Series]:
    """The series of every measure of the partnership, empty ones too."""
    points = every_point(session, partnership)
    return {one.code: series_of(one, points.get(one.code, [])) for one in catalogue.of_partnership(partnership.code)}


def targets_of(session: Session, partnership: Partnership) -> dict[str, list[Target]]:
    """All targets by measure: the strategy's first, then the partnership's own in the order in which they were set."""
    found = {
        measure.code: [of_strategy(one) for one in measure.targets]
        for measure in catalogue.of_partnership(partnership.code)
    }
    own = session.execute(
        select(TargetValue, Worker.name)
        .join(Worker, Worker.id == TargetValue.set_by_id)
        .where(TargetValue.partnership_id == partnership.id)
        .order_by(TargetValue.set_at)
    )
    for row, name in own:
        found.setdefault(row.measure, []).append(
            Target(
                by=row.by_date,
                value=float(row.value),
                said=row.by_date.isoformat(),
                note=row.because,
                set_by=name,
                set_on=row.set_at.date(),
            )
        )
    return found


@dataclass(frozen=True)
class Given:
    """One figure as somebody gave or brought it, for its history and for whoever approves it."""

    reference: str
    measure: Measure
    period: ReportingPeriod
    revision: int
    point: Point
    note: str
    published_at: str
    by: str
    by_id: UUID
    agency: str
    agency_id: UUID
    at: datetime
    approved_at: datetime | None
    approved_by: str | None
    sent_back_at: datetime | None
    sent_back_because: str

    @property
    def state(self) -> str:
        """Waiting, approved or sent back, as a word for a tag."""
        if self.approved_at:
            return "Approved"
        return "Sent back" if self.sent_back_at else "Waiting for approval"


def waiting_for_approval(session: Session, partnership_id: UUID) -> list[Given]:
    """Figures that the data lead has not looked at, oldest first."""
    return [one for one in _given(session, partnership_id) if not one.approved_at and not one.sent_back_at]


def history(session: Session, partnership_id: UUID, measure: str) -> list[Given]:
    """Every figure of a measure that this worker may see exactly, newest period first, with all revisions."""
    return sorted(
        _given(session, partnership_id, measure=measure), key=lambda one: (one.period.start, one.revision), reverse=True
    )


def given_by_agency(session: Session, partnership_id: UUID, agency_id: UUID) -> list[Given]:
    """What an agency has given, newest first."""
    return sorted(_given(session, partnership_id, agency_id=agency_id), key=lambda one: one.at, reverse=True)


def one_given(session: Session, partnership_ids: Iterable[UUID], reference: str) -> tuple[UUID, Given]:
    """The figure of a reference and its partnership. Raises NotVisible for one that this worker may not see."""
    row = session.scalar(select(ReturnValue).where(ReturnValue.reference == reference))
    if row is not None and row.partnership_id in set(partnership_ids):
        for one in _given(session, row.partnership_id, measure=row.measure):
            if one.reference == reference:
                return row.partnership_id, one
    raise NotVisible("There is no figure of that reference that you can see.")


def _given(
    session: Session, partnership_id: UUID, *, measure: str | None = None, agency_id: UUID | None = None
) -> list[Given]:
    query = (
        select(ReturnValue, Worker.name, Agency.name)
        .join(Worker, Worker.id == ReturnValue.given_by_id)
        .join(Agency, Agency.id == ReturnValue.agency_id)
        .where(ReturnValue.partnership_id == partnership_id)
        .order_by(ReturnValue.given_at)
    )
    if measure is not None:
        query = query.where(ReturnValue.measure == measure)
    if agency_id is not None:
        query = query.where(ReturnValue.agency_id == agency_id)
    rows = list(session.execute(query))
    approvers = {row.approved_by_id for row, _, _ in rows if row.approved_by_id}
    names: dict[UUID, str] = {}
    if approvers:
        found = session.execute(select(Worker.id, Worker.name).where(Worker.id.in_(approvers)))
        names = {row.id: row.name for row in found}
    known = catalogue.everything()
    return [_one(row, by, agency, names) for row, by, agency in rows if row.measure in known]


def _one(row: ReturnValue, by: str, agency: str, names: dict[UUID, str]) -> Given:
    period = ReportingPeriod(row.period_from, row.period_until)
    return Given(
        reference=row.reference,
        measure=catalogue.everything()[row.measure],
        period=period,
        revision=row.revision,
        point=Point(
            period=period,
            value=_number(row.value),
            numerator=row.numerator,
            denominator=row.denominator,
            words=row.words,
        ),
        note=row.note,
        published_at=row.published_at,
        by=by,
        by_id=row.given_by_id,
        agency=agency,
        agency_id=row.agency_id,
        at=row.given_at,
        approved_at=row.approved_at,
        approved_by=names.get(row.approved_by_id) if row.approved_by_id else None,
        sent_back_at=row.sent_back_at,
        sent_back_because=row.sent_back_because,
    )


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
