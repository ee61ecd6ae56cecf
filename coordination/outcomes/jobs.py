"""What time does to figures, and telling who gave one that it came back."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from coordination import clock, config, jobs
from coordination.db import NOBODY, writing
from coordination.identity.models import Partnership
from coordination.jobs import Asked
from coordination.notifications.commands import tell
from coordination.outcomes.commands.asking import ask, remind
from coordination.outcomes.commands.counting import count_for_a_while
from coordination.outcomes.models import BoardReport, ReturnValue
from coordination.outcomes.queries.exact import NO_CASE
from coordination.outcomes.queries.report import report_of
from coordination.outcomes.queries.reporting import title_of
from coordination.outcomes.report_package import package_of_report
from coordination.outcomes.report_print import print_report
from coordination.statistics import reading
from coordination.statistics.files.as_package import zipped
from workflows.measures.periods import ReportingPeriod


def ask_for_figures(session: Session, asked: Asked) -> None:
    """Every morning: ask for what a period that is over still lacks, remind of what is due soon, tell what is late."""
    for partnership in session.scalars(select(Partnership).order_by(Partnership.code)):
        ask(session, partnership)
        remind(session, partnership)


def count_measures(session: Session, asked: Asked) -> None:
    """Every night: count the measures from cases of every partnership, for the exact screens of its data lead.

    Each partnership is a job of its own, and goes on in another where its cases are too many for one.
    """
    if "partnership" not in asked.ids:
        for code in session.scalars(select(Partnership.code).order_by(Partnership.code)):
            jobs.later(session, None, "count_measures", partnership=code, night=clock.today())
        return
    partnership = session.scalars(select(Partnership).where(Partnership.code == asked.ids["partnership"])).one()
    after = asked.uuid("after") if "after" in asked.ids else NO_CASE
    on = count_for_a_while(session, partnership, date.fromisoformat(asked.ids["night"]), after)
    if on is not None:
        goes_on: dict[str, Any] = {**asked.ids, "after": str(on)}
        jobs.later(session, None, "count_measures", **goes_on)


def tell_of_figure_sent_back(session: Session, asked: Asked) -> None:
    """Tell who gave a figure that it was sent back. Why stands beside the figure."""
    value = session.get(ReturnValue, asked.uuid("return_id"))
    if value is None:
        return
    tell(
        session,
        [value.given_by_id],
        kind="figure-sent-back",
        about=str(value.id),
        sentence=f"A figure came back to you: {title_of(session, value.measure)}. Open it to read why.",
    )


def make_board_report(session: Session, asked: Asked) -> None:
    """Make the board's report as whoever asked for it, as PDF and as data. How far it is can be seen meanwhile."""
    report = session.get(BoardReport, asked.uuid("report_id"))
    if report is None or report.ready_at is not None:
        return
    partnership = session.get_one(Partnership, report.partnership_id)
    quarter = ReportingPeriod(report.period_from, report.period_until)
    reading.connect(config.from_environment().statistics_url, pool_size=1)
    told = report_of(session, partnership, quarter, clock.today())
    reading.connect(None)

    def show(done: int, parts: int) -> None:
        # a transaction of its own, so that the page sees it before the whole is kept
        with writing(NOBODY) as apart:
            apart.execute(select(func.enter_job(asked.id)))
            apart.execute(update(BoardReport).where(BoardReport.id == report.id).values(parts=parts, parts_done=done))

    content = print_report(told, report.asked_at, show)
    package = zipped(package_of_report(told, partnership.code, report.asked_at))
    session.execute(
        update(BoardReport)
        .where(BoardReport.id == report.id)
        .values(content=content, package=package, ready_at=clock.now())
    )
