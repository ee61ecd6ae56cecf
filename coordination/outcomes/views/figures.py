"""/figures: what my agency is asked for, giving one figure or a file of them, and what it gave."""

from __future__ import annotations

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import needs
from coordination.db import reading, writing
from coordination.errors import NotVisible
from coordination.identity.models import Partnership
from coordination.identity.queries import partnerships_of
from coordination.outcomes.commands.returning import give as give_figure
from coordination.outcomes.commands.returning import give_file
from coordination.outcomes.forms import FileForm, figure_form
from coordination.outcomes.queries import figures
from coordination.outcomes.queries.partnerships import APPROVERS, KEEPERS, one_of, where_my_agency_belongs
from coordination.outcomes.queries.reporting import asked_of, measures_of_agency, title_of
from workflows.lists.writing import csv_of
from workflows.measures import catalogue
from workflows.measures.catalogue.measure import Measure
from workflows.measures.figures import period_for, shape_of
from workflows.measures.figures_file import COLUMNS, read_figures
from workflows.measures.periods import ReportingPeriod

bp = Blueprint("figures", __name__, url_prefix="/figures")
SHOWN = 30


@bp.get("")
@needs("figures.give")
def asked() -> ResponseReturnValue:
    """What my agency is asked for, most pressing first, and what it gave lately."""
    with reading(g.worker) as session:
        mine = where_my_agency_belongs(session, g.worker)
        tasks = asked_of(session, g.worker.agency_id, [one.id for one in mine])
        given = [
            one for here in mine for one in figures.given_by_agency(session, here.id, g.worker.agency_id)
        ]  # fmt: skip
        approves = partnerships_of(session, g.worker, APPROVERS)
        waiting = sum(len(figures.waiting_for_approval(session, one.id)) for one in approves)
        keeps = partnerships_of(session, g.worker, KEEPERS)
        titles = {task.subject: title_of(session, task.subject) for task in tasks}
        measures = [measure for here in mine for measure in measures_of_agency(session, here, g.worker.agency_id)]
    return render_template(
        "figures/asked.html",
        partnerships={one.id: one for one in mine},
        tasks=[(task, titles[task.subject], ReportingPeriod(task.period_from, task.period_until)) for task in tasks],
        given=given[:SHOWN],
        waiting=waiting,
        approves=approves,
        keeps=keeps,
        answers=measures,
        today=clock.today(),
        done=request.args.get("done"),
    )


@bp.route("/give/<code>/<period>", methods=["GET", "POST"])
@needs("figures.give")
def give(code: str, period: str) -> ResponseReturnValue:
    """Give the figure of one measure and period, or correct it."""
    with reading(g.worker) as session:
        partnership, measure, when = _mine(session, code, period)
        before = [
            one
            for one in figures.history(session, partnership.id, code)
            if one.period == when and one.agency_id == g.worker.agency_id
        ]
    form = figure_form(measure, when, corrects=bool(before))
    if form.validate_on_submit():
        figure = form.figure()
        if figure is not None:
            published_at = form["published_at"].data or "" if "published_at" in form else ""
            with form.refusals(), writing(g.worker) as session:
                give_figure(session, g.worker, partnership, measure, when, figure, published_at=published_at,
                            once=form.once.data)  # fmt: skip
            if form.refusal is None:
                return redirect(url_for("figures.asked", done="given"), 303)
    page = render_template("figures/give.html", form=form, measure=measure, period=when, partnership=partnership,
                           before=before, shape=shape_of(measure))  # fmt: skip
    return page, form.status


@bp.route("/file", methods=["GET", "POST"])
@needs("figures.give")
def file() -> ResponseReturnValue:
    """Give many figures in one file: all of it, or nothing where a cell will not do."""
    with reading(g.worker) as session:
        partnership, measures = _answering(session)
    form, faults = FileForm(), []
    if form.validate_on_submit():
        found = read_figures(form.content(), measures, clock.today())
        faults = found.faults
        if found.refused:
            form.file.errors = [found.refused]
        elif faults:
            form.file.errors = ["Nothing was kept, because some rows will not do. Put them right and send it again."]
        else:
            with form.refusals(), writing(g.worker) as session:
                give_file(session, g.worker, partnership, found.figures, once=form.once.data)
            if form.refusal is None:
                return redirect(url_for("figures.asked", done="file"), 303)
    page = render_template("figures/file.html", form=form, faults=faults, partnership=partnership, measures=measures,
                           columns=COLUMNS)  # fmt: skip
    return page, form.status


@bp.get("/file.csv")
@needs("figures.give")
def blank() -> ResponseReturnValue:
    """The file to fill in: one row for each figure that my agency is asked for."""
    with reading(g.worker) as session:
        partnership, _ = _answering(session)
        tasks = asked_of(session, g.worker.agency_id, [partnership.id])
    rows = [
        [task.subject, ReportingPeriod(task.period_from, task.period_until).code, "", "", "", "", ""]
        for task in tasks
        if task.kind == "return"
    ]
    return Response(
        csv_of([column.label for column in COLUMNS], rows),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="figures-{partnership.code}.csv"'},
    )


def _answering(session: Session) -> tuple[Partnership, list[Measure]]:
    """The partnership for which my agency gives figures, and their measures."""
    mine = where_my_agency_belongs(session, g.worker)
    asked_for = request.args.get("partnership")
    if asked_for is None:
        mine = [one for one in mine if measures_of_agency(session, one, g.worker.agency_id)] or mine
    partnership = one_of(mine, asked_for)
    return partnership, measures_of_agency(session, partnership, g.worker.agency_id)


def _mine(session: Session, code: str, period: str) -> tuple[Partnership, Measure, ReportingPeriod]:
    """What is asked of my own agency. Raises NotVisible for the figures of another, and for a period yet to come."""
    measure = catalogue.everything().get(code)
    for partnership in where_my_agency_belongs(session, g.worker):
        if measure in measures_of_agency(session, partnership, g.worker.agency_id) and measure is not None:
            try:
                return partnership, measure, period_for(measure, period, clock.today())
            except ValueError:
                break
    raise NotVisible("Your agency is not asked for this figure. Go to the list of figures and choose one.")
