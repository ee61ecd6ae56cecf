"""/board-report: a quarter for the board, as a page and as a PDF that a job makes."""

from __future__ import annotations

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import needs
from coordination.db import reading, writing
from coordination.errors import NotVisible
from coordination.identity.models import Partnership
from coordination.identity.queries import partnerships_of
from coordination.outcomes.commands.fetching import LATEST
from coordination.outcomes.commands.reporting import ask_for_report, say
from coordination.outcomes.drawing import run_chart
from coordination.outcomes.forms import ReportForm, SentenceForm
from coordination.outcomes.models import BoardReport
from coordination.outcomes.queries.partnerships import KEEPERS, READERS, one_of
from coordination.outcomes.queries.report import made_reports, newest_package, report_of
from coordination.outcomes.report_package import FILES
from workflows.measures.periods import ReportingPeriod, from_code, going_back, last_ended

bp = Blueprint("reports", __name__, url_prefix="/board-report")
QUARTERS = 8


@bp.route("", methods=["GET", "POST"])
@needs("measures.read")
def quarter() -> ResponseReturnValue:
    """The report of a quarter; the button has it made as PDF."""
    form = ReportForm()
    with reading(g.worker) as session:
        partnership, mine = _whose(session)
        asked = _quarter()
        report = report_of(session, partnership, asked, clock.today())
        made = made_reports(session, partnership, asked)
        packaged = newest_package(session, partnership, asked)
        keeps = partnership in partnerships_of(session, g.worker, KEEPERS)
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            ask_for_report(session, g.worker, partnership, asked, once=form.once.data)
        if form.refusal is None:
            back = url_for("reports.quarter", partnership=partnership.code, quarter=asked.code)
            return redirect(f"{back}#pdf", 303)
    charts = {
        row.measure.code: run_chart(row.series, row.target.number if row.target else None) for row in report.headline
    }
    page = render_template(
        "reports/quarter.html", form=form, report=report, partnership=partnership, mine=mine, made=made, charts=charts,
        keeps=keeps, packaged=packaged, files=_addresses(partnership.code, asked) if packaged else {}, latest=LATEST,
        quarters=list(going_back(last_ended(clock.today(), "quarterly"), QUARTERS)),
    )  # fmt: skip
    return page, form.status


@bp.route("/sentence", methods=["GET", "POST"])
@needs("measures.keep")
def sentence() -> ResponseReturnValue:
    """Say in words what a figure of none or a few does not tell."""
    form = SentenceForm()
    subject = request.args.get("about", "")
    with reading(g.worker) as session:
        partnership = one_of(partnerships_of(session, g.worker, KEEPERS), request.args.get("partnership"))
        asked = _quarter()
        report = report_of(session, partnership, asked, clock.today())
    if subject not in report.of_few:
        raise NotVisible("That figure is not one of none or a few, so the report says it by itself.")
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            say(session, g.worker, partnership, asked, subject, form.sentence.data or "", once=form.once.data)
        if form.refusal is None:
            return redirect(url_for("reports.quarter", partnership=partnership.code, quarter=asked.code), 303)
    page = render_template(
        "reports/sentence.html", form=form, partnership=partnership, quarter=asked, title=report.of_few[subject],
        said=report.sentences.get(subject),
    )  # fmt: skip
    return page, form.status


@bp.get("/<reference>.pdf")
@needs("measures.read")
def download(reference: str) -> ResponseReturnValue:
    """The PDF of a report that is ready."""
    with reading(g.worker) as session:
        row = session.execute(
            select(BoardReport.content, BoardReport.period_from, BoardReport.period_until, Partnership.code)
            .join(Partnership, Partnership.id == BoardReport.partnership_id)
            .where(BoardReport.reference == reference)
        ).one_or_none()
    if row is None or row.content is None:
        raise NotVisible("There is no report of that reference, or it is still being made.")
    name = f"board-report-{row.code}-{ReportingPeriod(row.period_from, row.period_until).code}.pdf"
    return Response(
        row.content,
        mimetype="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _addresses(partnership: str, quarter: ReportingPeriod) -> dict[str, str]:
    """Where programs fetch the files of a quarter's report, by what is in them."""
    return {
        words: url_for("report_feed.fetch", partnership=partnership, quarter=quarter.code, name=name, _external=True)
        for name, words in FILES.items()
    }


def _whose(session: Session) -> tuple[Partnership, list[Partnership]]:
    mine = partnerships_of(session, g.worker, READERS)
    return one_of(mine, request.args.get("partnership")), mine


def _quarter() -> ReportingPeriod:
    """The quarter that is asked for, or the last one. Raises NotVisible for one that is not over."""
    last = last_ended(clock.today(), "quarterly")
    code = request.args.get("quarter")
    if code is None:
        return last
    asked = from_code(code)
    if asked is None or asked.months != last.months or asked.end > last.end:
        raise NotVisible("There is no report of that quarter. Choose one that is over.")
    return asked
