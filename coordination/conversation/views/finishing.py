"""Saying that a task is done, and what came of it."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.access import needs, shown
from coordination.cases.commands.finishing import must_be_open, task_of_mine
from coordination.conversation.commands.finishing import finish_with_outcome
from coordination.conversation.outcome_form import outcome_form
from coordination.conversation.queries.seats import take
from coordination.db import reading, writing

bp = Blueprint("finishing", __name__, url_prefix="/cases")


@bp.route("/<reference>/tasks/<task>/outcome", methods=["GET", "POST"])
@needs("task.work", records="case")
def outcome(reference: str, task: str) -> ResponseReturnValue:
    """What came of a task, in the words of whoever did it, for those whom they choose."""
    with reading(g.worker) as session:
        seat = take(session, g.worker, reference)
        shown([seat.case.id])
        seat.must_be_open()
        found = task_of_mine(session, g.worker, seat.case, task)
        if request.method == "GET":
            must_be_open(found)
    form = outcome_form(seat, seat.pathway.task(found.kind))
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            readers = form.readers(form.category_chosen)
            ended = finish_with_outcome(
                session, g.worker, reference, task, form.words, readers, once=str(form.once.data)
            )
        if form.refusal is None and ended.danger:
            where = url_for(
                "conversation.conversation", reference=reference, danger=ended.danger, _anchor=f"m{ended.seq}"
            )
            return redirect(where, 303)
        if form.refusal is None:
            return redirect(url_for("cases.case", reference=reference, done="task-finished"), 303)
    return render_template("conversation/outcome.html", seat=seat, task=found, form=form), form.status
