"""The figures that wait for the data lead: approving many at once, looking at one, sending it back."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.access import needs
from coordination.db import reading, writing
from coordination.identity.queries import partnerships_of
from coordination.outcomes.commands.approving import approve, send_back
from coordination.outcomes.forms import SendBackForm, approve_form
from coordination.outcomes.queries import figures
from coordination.outcomes.queries.partnerships import APPROVERS, one_of
from workflows.measures.series import Point

bp = Blueprint("looking_at_figures", __name__, url_prefix="/figures")


@bp.route("/waiting", methods=["GET", "POST"])
@needs("figures.approve")
def waiting() -> ResponseReturnValue:
    """Every figure that waits, with the one before it; those that are ticked are approved."""
    with reading(g.worker) as session:
        mine = partnerships_of(session, g.worker, APPROVERS)
        partnership = one_of(mine, request.args.get("partnership"))
        found = figures.waiting_for_approval(session, partnership.id)
        shown = figures.shown_points(session, partnership.id)
    form = approve_form(one.reference for one in found)
    if form.validate_on_submit():
        number = 0
        with form.refusals(), writing(g.worker) as session:
            number = approve(session, g.worker, form.figures.data, once=form.once.data)
        if form.refusal is None:
            return redirect(url_for("looking_at_figures.waiting", partnership=partnership.code, approved=number), 303)
    before: dict[str, Point | None] = {
        one.reference: max(
            (point for point in shown.get(one.measure.code, []) if point.period.start < one.period.start),
            key=lambda point: point.period.start,
            default=None,
        )
        for one in found
    }
    told = request.args.get("approved", "")
    page = render_template("figures/waiting.html", form=form, partnership=partnership, mine=mine, figures=found,
                           before=before, approved=int(told) if told.isdecimal() and len(told) < 5 else 0,
                           sent_back=request.args.get("done") == "sent-back", worker_id=g.worker.id)  # fmt: skip
    return page, form.status


@bp.route("/waiting/<reference>", methods=["GET", "POST"])
@needs("figures.approve")
def one(reference: str) -> ResponseReturnValue:
    """One figure, with all that was given for its period; it can be sent back."""
    with reading(g.worker) as session:
        ids = [one.id for one in partnerships_of(session, g.worker, APPROVERS)]
        partnership_id, given = figures.one_given(session, ids, reference)
        of_period = [
            one
            for one in figures.history(session, partnership_id, given.measure.code)
            if one.period == given.period
        ]  # fmt: skip
    form = SendBackForm()
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            send_back(session, g.worker, reference, form.because.data, once=form.once.data)
        if form.refusal is None:
            return redirect(url_for("looking_at_figures.waiting", done="sent-back"), 303)
    page = render_template("figures/one.html", form=form, given=given, of_period=of_period,
                           own=given.by_id == g.worker.id)  # fmt: skip
    return page, form.status
