"""What came of an appointment, where that asks questions of its own: of each child and adult, and of the home."""

from __future__ import annotations

from flask import Blueprint, abort, g, render_template
from flask.typing import ResponseReturnValue

from coordination.access import needs
from coordination.cases.commands.permitting import faults, permitted
from coordination.cases.commands.visiting import outcome_of, record_visit
from coordination.cases.queries import signals
from coordination.cases.queries.stages import stages
from coordination.cases.views.meetings import open_to
from coordination.cases.views.moves import drawn_of
from coordination.cases.views.told import back_to_case
from coordination.db import writing
from coordination.errors import Invalid, MovedOn
from coordination.forms.answering import answers_form
from coordination.forms.each import asked_of_each

bp = Blueprint("visits", __name__, url_prefix="/cases")


@bp.route("/<reference>/appointments/<appointment>/outcome/<outcome>", methods=["GET", "POST"])
@needs("case.work", records="case")
def visit(reference: str, appointment: str, outcome: str) -> ResponseReturnValue:
    """The questions of this outcome. Its answers and the outcome are recorded together, or neither is."""
    page, row = open_to(reference, appointment)
    chosen = outcome_of(page.now.pathway, row.kind, outcome)
    if chosen is None or chosen.makes is None:
        abort(404)
    move = permitted(page.now, chosen.makes, with_appointment=True)
    # nothing is filled in beforehand: what an earlier visit found is not what this one finds
    form = answers_form((*asked_of_each(page.now.pathway, move, page.now.known), *move.asks), {}, {})
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                with writing(g.worker) as session:
                    record_visit(
                        session, g.worker, reference, appointment, row.kind, outcome, form.given(), once=form.once.data
                    )
                return back_to_case(reference, move.code)
            except Invalid as no:
                found = faults(page.now, move, form.given())
                form.show(found or [(no.field or "", no.message)])
            except MovedOn as no:
                form.form_errors.append(no.message)
                status = 409
    return render_template(
        "cases/move.html",
        page=page,
        move=move,
        form=form,
        drawn=drawn_of(page, move, form),
        moved_on=status == 409,
        stages=stages(page),
        whose_no="",
        name=signals.name_of(page),
    ), status
