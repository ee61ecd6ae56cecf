"""What the board's report of a quarter says: returns, published figures and updates up to its end, and no others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination.identity.models import Partnership
from coordination.outcomes.models import BoardReport, ExternalValue, ShownValue
from coordination.outcomes.queries.activity import Activity, Said, activity_of, sentences_of
from coordination.outcomes.queries.dashboard import Row, off_target, row_of
from coordination.outcomes.queries.figures import every_point, targets_of
from coordination.outcomes.queries.plan import Planned, plan_of
from coordination.outcomes.queries.reporting import open_tasks
from workflows.measures import catalogue
from workflows.measures.periods import ReportingPeriod
from workflows.measures.series import series_of
from workflows.measures.standing import NO_FIGURE

HOW_COUNTED = (
    "Counts from cases are those of frozen releases of statistics, and of quarters that are out. Small counts of "
    "people are shown in fives: a returned one may be up to 4 more or fewer, and “none or a few” can be up to 4; a few "
    "more where returned figures have to fit each other, as parts fit their whole."
)


@dataclass(frozen=True)
class Report:
    """One quarter of a partnership, as its board reads it. `as_at` is when its newest figure was shown."""

    partnership: str
    quarter: ReportingPeriod
    as_at: datetime | None
    rows: tuple[Row, ...]
    actions: tuple[Planned, ...]
    returns_missing: int
    activity: tuple[Activity, ...] = ()
    sentences: Mapping[str, Said] = field(default_factory=dict)

    @property
    def of_few(self) -> dict[str, str]:
        """What is none or a few, by the code of its measure or kind of referral: a lead may say something of it."""
        kinds = {one.code: one.title for one in self.activity if one.figure == 0}
        return kinds | {row.measure.code: row.measure.title for row in self.rows if is_few(row)}

    @property
    def headline(self) -> list[Row]:
        """Headline and grant measures, with or without a figure."""
        return [row for row in self.rows if row.measure.level in ("headline", "grant")]

    @property
    def told(self) -> list[Row]:
        """Those of the headline and grant measures of which there is something to say."""
        return [row for row in self.headline if row.standing != NO_FIGURE]

    @property
    def untold(self) -> str:
        """The others in one sentence; nothing where there are none."""
        titles = [row.measure.title for row in self.headline if row.standing == NO_FIGURE]
        return f"No figure yet: {'; '.join(titles)}." if titles else ""

    @property
    def completeness(self) -> list[str]:
        """How complete the figures are, in sentences."""
        missing = self.returns_missing
        are = "figure that agencies were asked for has" if missing == 1 else "figures that agencies were asked for have"
        return [
            f"{len(self.with_figures)} of {len(self.rows)} measures have a figure.",
            f"{missing} {are} not been given." if missing else "No figure that agencies were asked for is missing.",
            f"{self.without_update} of {len(self.actions)} actions have no update yet.",
            HOW_COUNTED,
        ]

    @property
    def attention(self) -> list[Row]:
        """What is off its target or close to it."""
        return off_target({row.measure.code: row for row in self.rows})

    @property
    def with_figures(self) -> list[Row]:
        """Every measure that has a figure, in the order of the strategies."""
        return [row for row in self.rows if row.series.newest]

    @property
    def exceptions(self) -> list[Planned]:
        """Actions that are past their day, off track or at risk."""
        return [
            one
            for one in self.actions
            if one.is_late or (one.newest is not None and one.newest.status in ("off-track", "at-risk"))
        ]

    @property
    def without_update(self) -> int:
        """How many actions nobody has told of."""
        return sum(one.newest is None for one in self.actions)


def report_of(session: Session, partnership: Partnership, quarter: ReportingPeriod, today: date) -> Report:
    """The report of a quarter. What is about later periods is left out; what was corrected since is in it."""
    points = every_point(session, partnership)
    targets = targets_of(session, partnership)
    rows = tuple(
        row_of(
            series_of(one, [point for point in points.get(one.code, []) if point.period.end <= quarter.end]),
            targets.get(one.code, []),
            quarter.end,
        )
        for one in catalogue.of_partnership(partnership.code)
    )
    actions = tuple(plan_of(session, partnership, today, until=quarter.end))
    missing = [
        task
        for task in open_tasks(session, partnership.id)
        if task.kind == "return" and task.period_until <= quarter.end
    ]
    activity, out_at = activity_of(partnership.code, quarter)
    as_at = max((one for one in (_as_at(session, partnership, quarter), out_at) if one is not None), default=None)
    sentences = sentences_of(session, partnership, quarter)
    return Report(partnership.name, quarter, as_at, rows, actions, len(missing), activity, sentences)


def is_few(row: Row) -> bool:
    """Whether the newest figure of a measure is none or a few."""
    newest = row.series.newest
    return newest is not None and newest.in_fives and not newest.value


def _as_at(session: Session, partnership: Partnership, quarter: ReportingPeriod) -> datetime | None:
    newest = [
        session.scalar(
            select(func.max(when)).where(model.partnership_id == partnership.id, model.period_until <= quarter.end)
        )
        for model, when in ((ShownValue, ShownValue.shown_at), (ExternalValue, ExternalValue.brought_at))
    ]
    return max((one for one in newest if one is not None), default=None)


def newest_package(session: Session, partnership: Partnership, quarter: ReportingPeriod) -> datetime | None:
    """When the report that programs fetch was asked for; None while none of this quarter was made."""
    return session.scalar(
        select(BoardReport.asked_at)
        .where(
            BoardReport.partnership_id == partnership.id,
            BoardReport.period_from == quarter.start,
            BoardReport.package.is_not(None),
        )
        .order_by(BoardReport.ready_at.desc(), BoardReport.id.desc())
        .limit(1)
    )


def made_reports(session: Session, partnership: Partnership, quarter: ReportingPeriod) -> list[BoardReport]:
    """The reports of this quarter that were asked for, newest first."""
    return list(
        session.scalars(
            select(BoardReport)
            .where(BoardReport.partnership_id == partnership.id, BoardReport.period_from == quarter.start)
            .order_by(BoardReport.asked_at.desc())
            .limit(5)
        )
    )
