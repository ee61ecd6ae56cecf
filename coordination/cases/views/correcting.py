"""Correcting one answer."""

from __future__ import annotations

from flask import Blueprint, abort, g, render_template
from flask.typing import ResponseReturnValue

from coordination.access import needs, shown
from coordination.cases.commands.correcting import correct as put_right
from coordination.cases.commands.correcting import may_write, question_at
from coordination.cases.queries import answer_mark, signals
from coordination.cases.queries.loading import load
from coordination.cases.views.told import back_to_case, off_the_case
from coordination.db import reading, writing
from coordination.forms.answering import FROM_A_LIST, answers_form
from coordination.forms.values import kept
from coordination.forms.words import in_words

bp = Blueprint("correcting", __name__, url_prefix="/cases")


@bp.route("/<reference>/answers/<field>/<int:repeat>", methods=["GET", "POST"])
@needs("case.work", records="case")
def correct(reference: str, field: str, repeat: int) -> ResponseReturnValue:
    """Put a new answer in the place of this one. The old one stays readable."""
    with reading(g.worker) as session:
        page = load(session, g.worker, reference)
    shown([page.case.id])
    question = question_at(page.now, field)
    rows = [r for r in page.rows["answers"] if (r.field, r.repeat) == (field, repeat) and r.in_force]
    if question is None or not rows or question.kind in FROM_A_LIST or not may_write(page.now, question):
        abort(404)
    now = rows[0]
    form = answers_form((question,), {}, {} if now.protected else {question.code: now.value}, seen=answer_mark(now.id))
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            with form.refusals(), writing(g.worker) as session:
                still_there = put_right(
                    session,
                    g.worker,
                    reference,
                    field,
                    repeat,
                    kept(form[question.code].data),
                    seen=form["seen"].data or "",
                    once=form.once.data,
                )
            if not form.errors:
                return back_to_case(reference, "answer-corrected") if still_there else off_the_case()
            if form.kept:
                status = 409
                form["seen"].data = form.kept["seen"]
    there = in_words(question, form.kept["value"]) if form.kept and not now.protected else ""
    body = render_template(
        "cases/correct.html",
        page=page,
        question=question,
        asked_under=page.now.pathway.page_of.get(question.code),
        form=form,
        there=there,
        name=signals.name_of(page),
    )
    return body, status
