"""Giving a team something to do, from the composer's menu or with /task."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.access import needs
from coordination.conversation.commands.giving import CLOSED, give_task
from coordination.conversation.commands.keeping import keep
from coordination.conversation.given import ToPost
from coordination.conversation.queries.asking import teams_here
from coordination.conversation.task_form import task_form
from coordination.conversation.views.asking import open_seat
from coordination.db import reading, writing

bp = Blueprint("giving", __name__, url_prefix="/cases")


@bp.route("/<reference>/task", methods=["GET", "POST"])
@needs("case.work", records="case")
def task(reference: str) -> ResponseReturnValue:
    """What is to be done, by whom and by when; and who reads it. After /task it begins with what stood behind that."""
    begun = request.args.get("begun") == "yes"
    with reading(g.worker) as session:
        seat = open_seat(session, reference, CLOSED)
        teams = teams_here(session, seat)
    form = task_form(seat, teams, (seat.draft or {}) if begun else {})
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            given = give_task(session, g.worker, reference, form.to_do(), once=str(form.once.data))
            if begun:
                keep(session, seat, ToPost(body=""))
        if form.refusal is None:
            where = url_for(
                "conversation.conversation", reference=seat.case.reference, danger=given.danger, _anchor=f"m{given.seq}"
            )
            return redirect(where, 303)
    return render_template("conversation/give_task.html", seat=seat, form=form), form.status
