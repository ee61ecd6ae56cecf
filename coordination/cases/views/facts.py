"""A new value of a dated fact: what it moves is said before it is saved."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from flask import Blueprint, abort, g, render_template
from flask.typing import ResponseReturnValue

from coordination.access import needs, shown
from coordination.cases.commands.dating import NewValue, OnlyLooking, give_value
from coordination.cases.forms import fact_form
from coordination.cases.queries import signals
from coordination.cases.queries.loading import Loaded, load
from coordination.cases.views.told import back_to_case
from coordination.db import reading, writing
from coordination.web.fields.dates import moment

bp = Blueprint("facts", __name__, url_prefix="/cases")


@bp.route("/<reference>/dates/<code>", methods=["GET", "POST"])
@needs("case.work", records="case")
def record(reference: str, code: str) -> ResponseReturnValue:
    """Look at which deadlines a new date would move, and then save it."""
    with reading(g.worker) as session:
        page = load(session, g.worker, reference)
    shown([page.case.id])
    history = next((each for each in signals.histories(page) if each.code == code), None)
    if history is None or not history.may_write:
        abort(404)
    form = fact_form(page.now.pathway.fact(code))
    moved: list[str] | None = None
    if form.validate_on_submit():
        new = _new(code, form)
        with form.refusals():
            try:
                with writing(g.worker) as session:
                    give_value(session, g.worker, reference, new, once=form.once.data, only_look=bool(form.pressed))
                return back_to_case(reference, "date-recorded")
            except OnlyLooking as found:
                moved = found.moved
    return _page(page, history, form, moved), 422 if form.errors else 200


def _new(code: str, form: Any) -> NewValue:
    day, at = form["value"].data, form["at"].data if "at" in form else None
    value = moment(day, at).isoformat() if isinstance(at, time) else day.isoformat()
    given = {name: form[name].data for name in ("kind", "source", "confidence") if name in form}
    return NewValue(fact=code, value=value if not isinstance(day, datetime) else day.isoformat(), **given)


def _page(page: Loaded, history: signals.History, form: Any, moved: list[str] | None) -> str:
    return render_template(
        "cases/fact.html",
        page=page,
        history=history,
        form=form,
        moved=moved,
        name=signals.name_of(page),
        suggestion=signals.suggestion(page),
    )
