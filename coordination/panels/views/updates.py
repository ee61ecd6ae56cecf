"""What an agency was asked before a meeting, and its answer."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from coordination.access import needs, shown
from coordination.cases.queries.audiences import listed
from coordination.conversation.card_forms import NewsForm
from coordination.db import reading, writing
from coordination.panels.commands.asking import get_update, give_update
from coordination.panels.queries.asked import About, about

bp = Blueprint("updates", __name__, url_prefix="/panels/updates")


@bp.route("/<reference>", methods=["GET", "POST"])
@needs("task.work", records="case")
def update(reference: str) -> ResponseReturnValue:
    """Tell the panel what is new about one case, or that nothing is."""
    with reading(g.worker) as session:
        row = get_update(session, g.worker, reference)
        asked = about(session, g.worker, row)
    shown([row.case_id])
    form = NewsForm()
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            give_update(
                session,
                g.worker,
                reference,
                body=form.body.data or "",
                nothing_new=form.nothing_new,
                once=str(form.once.data),
            )
        if form.refusal is None and not form.errors:
            return redirect(_next(asked), 303)
    body = render_template("panels/update.html", row=row, asked=asked, form=form, readers=listed(asked.readers))
    return body, form.status


def _next(asked: About) -> str:
    """Whoever sits on the panel goes on with its agenda, anybody else with the case."""
    if asked.meeting is not None:
        return url_for("agenda.agenda", reference=asked.meeting)
    return url_for("cases.case", reference=asked.case_reference)
