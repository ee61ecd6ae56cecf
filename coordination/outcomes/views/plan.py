"""/plan: the actions of the delivery plan, how each is going, and telling so."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import needs
from coordination.db import reading, writing
from coordination.errors import NotVisible
from coordination.identity.models import Partnership
from coordination.identity.queries import partnerships_of
from coordination.outcomes.commands.updating import update_action
from coordination.outcomes.forms import UpdateForm, plan_form
from coordination.outcomes.queries import plan as queries
from coordination.outcomes.queries.actions import partnership_of
from coordination.outcomes.queries.partnerships import KEEPERS, NOWHERE, READERS, one_of, where_my_agency_belongs
from workflows.measures import catalogue
from workflows.measures.periods import last_ended

bp = Blueprint("plan", __name__, url_prefix="/plan")
NO_PLAN = "of nobody"


def _planned_in(session: Session, code: str | None = None) -> tuple[Partnership, list[Partnership]]:
    """Whose plan is shown, and all whose plans this worker may look at: as a reader of measures, or as a member."""
    readable = partnerships_of(session, g.worker, READERS)
    mine = [*readable, *(one for one in where_my_agency_belongs(session, g.worker) if one not in readable)]
    asked = request.args.get("partnership")
    if code is not None and asked is None:
        asked = partnership_of(session, code) or NO_PLAN
    return one_of(mine, asked), mine


@bp.get("")
@needs("plan.read")
def everything() -> ResponseReturnValue:
    """Every action under its heading, narrowed to a group, a lead or a status."""
    with reading(g.worker) as session:
        partnership, mine = _planned_in(session)
        planned = queries.plan_of(session, partnership, clock.today())
    leads = {one.lead.code: one.lead.name for one in planned if one.lead}
    form = plan_form(sorted({one.action.group for one in planned}), leads, queries.LOOKED_FOR)
    form.validate()
    looked_for = (form.group.data, form.lead.data, form.going.data)
    found = [one for one in planned if one.fits(*looked_for)]
    return render_template(
        "plan/plan.html",
        partnership=partnership,
        mine=mine,
        filters=form,
        narrowed=any(looked_for),
        themes=queries.themes(found),
        found=len(found),
        all=len(planned),
        counts=queries.counts(planned),
        looked_for=queries.LOOKED_FOR,
    )


@bp.get("/<code>")
@needs("plan.read")
def one(code: str) -> ResponseReturnValue:
    """One action: what, who, when, its measures, and every update."""
    with reading(g.worker) as session:
        partnership, _ = _planned_in(session, code)
        planned, history = queries.one_planned(session, partnership, code, clock.today())
        keeps = partnership in partnerships_of(session, g.worker, KEEPERS)
    known = catalogue.everything()
    return render_template(
        "plan/action.html",
        partnership=partnership,
        planned=planned,
        action=planned.action,
        history=history,
        measures=[known[measure] for measure in planned.action.measures],
        may_update=planned.lead is not None and planned.lead.id == g.worker.agency_id and g.worker.may("figures.give"),
        reads_measures=g.worker.may("measures.read"),
        keeps=keeps,
        done=request.args.get("done"),
    )


@bp.route("/<code>/update", methods=["GET", "POST"])
@needs("figures.give")
def update(code: str) -> ResponseReturnValue:
    """Tell how an action stood at the end of the last quarter."""
    quarter = last_ended(clock.today(), "quarterly")
    with reading(g.worker) as session:
        partnership, _ = _planned_in(session, code)
        planned, history = queries.one_planned(session, partnership, code, clock.today())
    if planned.lead is None or planned.lead.id != g.worker.agency_id:
        raise NotVisible(NOWHERE)
    form = UpdateForm()
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            update_action(session, g.worker, partnership, planned.action, quarter, status=form.going.data or "",
                          narrative=form.narrative.data, evidence=form.links, once=form.once.data)  # fmt: skip
        if form.refusal is None:
            return redirect(url_for("plan.one", code=code, done="update"), 303)
    page = render_template("plan/update.html", form=form, planned=planned, action=planned.action, period=quarter,
                           before=history[0] if history else None, partnership=partnership)  # fmt: skip
    return page, form.status
