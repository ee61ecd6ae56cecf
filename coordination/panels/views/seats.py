"""Panels that a worker sits on, and who sits there with them."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice

from coordination.access import needs, shown
from coordination.db import reading, writing
from coordination.identity.models import Agency, Worker
from coordination.panels.commands.members import end_seat, give_seat
from coordination.panels.commands.planning import plan
from coordination.panels.forms import PlanForm, Press, seat_form
from coordination.panels.queries.figures import figures
from coordination.panels.queries.mine import my_updates, next_meetings
from coordination.panels.queries.seats import OFFICES, Table, get_panel, may_seat, meetings_of, my_panels

bp = Blueprint("panels", __name__, url_prefix="/panels")


@bp.get("")
@needs("panel.seat", records="case")
def mine() -> ResponseReturnValue:
    """The panels that I sit on, what comes next, and what my agency was asked to tell."""
    with reading(g.worker) as session:
        tables = my_panels(session, g.worker)
        coming = next_meetings(session, [one.panel.id for one in tables])
        updates = my_updates(session, g.worker)
    shown(one.case_id for one in updates)
    return render_template("panels/mine.html", tables=tables, coming=coming, updates=updates, offices=OFFICES)


@bp.route("/<code>", methods=["GET", "POST"])
@needs("panel.seat")
def panel(code: str) -> ResponseReturnValue:
    """One panel: what it is for, its meetings, and planning the next one."""
    with reading(g.worker) as session:
        table = get_panel(session, g.worker, code)
        meetings = meetings_of(session, [table.panel.id])
    form = PlanForm()
    if form.validate_on_submit() and form.starts_at.data is not None:
        with form.refusals(), writing(g.worker) as session:
            reference = plan(
                session,
                g.worker,
                code,
                starts_at=form.starts_at.data,
                place=str(form.place.data),
                once=str(form.once.data),
            )
        if not form.errors and form.refusal is None:
            return redirect(url_for("agenda.agenda", reference=reference), 303)
    body = render_template(
        "panels/panel.html", table=table, meetings=meetings, form=form, seats=may_seat(g.worker, table)
    )
    return body, form.status


@bp.route("/<code>/members", methods=["GET", "POST"])
@needs("panel.seat")
def members(code: str) -> ResponseReturnValue:
    """Who sits on the panel; its chairs give seats and end them."""
    with reading(g.worker) as session:
        table = get_panel(session, g.worker, code)
        form = seat_form(_may_sit(session, table))
    press = Press()
    if press.is_submitted() and press.pressed == "end_seat":
        if press.validate():
            with press.refusals(), writing(g.worker) as session:
                end_seat(session, g.worker, code, str(press.item.data), once=str(press.once.data))
            if press.refusal is None:
                return redirect(url_for("panels.members", code=code), 303)
        form = press
    elif form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            give_seat(
                session, g.worker, code, str(form["worker"].data), str(form["office"].data), once=str(form.once.data)
            )
        if form.refusal is None and not form.errors:
            return redirect(url_for("panels.members", code=code), 303)
    body = render_template(
        "panels/members.html",
        table=table,
        form=form,
        giving=form if "office" in form else None,
        press=lambda: Press(formdata=None),
        offices=OFFICES,
        seats=may_seat(g.worker, table),
    )
    return body, form.status


@bp.get("/<code>/figures")
@needs("panel.take-part", records="case")
def how_it_goes(code: str) -> ResponseReturnValue:
    """How often each agency came, and how many actions were done by their day: of what the reader sees."""
    with reading(g.worker) as session:
        table = get_panel(session, g.worker, code)
        found = figures(session, table)
    shown(found.case_ids)
    return render_template("panels/figures.html", table=table, found=found)


def _may_sit(session: Session, table: Table) -> list[SelectChoice]:
    """Workers of the agencies that have a seat, but for those who sit there."""
    there = [member.worker_id for member in table.members]
    rows = session.execute(
        select(Worker.reference, Worker.name, Agency.name.label("agency"))
        .join(Agency, Agency.id == Worker.agency_id)
        .where(
            Agency.code.in_([*table.panel.core, *table.panel.invited]),
            Worker.suspended_at.is_(None),
            Worker.id.not_in(there),
        )
        .order_by(Agency.name, Worker.name)
    )
    return [SelectChoice(row.reference, f"{row.agency}: {row.name}") for row in rows]
