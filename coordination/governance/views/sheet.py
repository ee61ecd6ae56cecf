"""/audit/case/…/sharing-sheet: the sheet for the person, after somebody has thought about its safety."""

from __future__ import annotations

from flask import Blueprint, g, make_response, render_template
from flask.typing import ResponseReturnValue

from coordination.access import needs, shown
from coordination.audit.commands import record
from coordination.db import reading, writing
from coordination.governance.forms import SafetyForm
from coordination.governance.queries import log, sheet

bp = Blueprint("sheet", __name__, url_prefix="/audit/case")


@bp.get("/<reference>/sharing-sheet")
@needs("audit.own-agency", records="case", purpose="the person's own request")
def safety(reference: str) -> ResponseReturnValue:
    """Before anything is shown: is it safe for the person to hold this?"""
    with reading(g.worker) as session:
        case = log.case_to_audit(session, reference)
    shown([])
    return make_response(render_template("audit/safety.html", form=SafetyForm(), case=case))


@bp.post("/<reference>/sharing-sheet")
@needs("audit.own-agency", records="case", purpose="the person's own request")
def made(reference: str) -> ResponseReturnValue:
    """The sheet, when it is safe; else what to do instead."""
    form = SafetyForm()
    with reading(g.worker) as session:
        case = log.case_to_audit(session, reference)
    if not form.validate():
        shown([])
        return make_response(render_template("audit/safety.html", form=form, case=case), 422)
    if form.safe.data != "yes":
        shown([])
        return make_response(render_template("audit/not_safe.html", case=case))
    with writing(g.worker) as session:
        found = sheet.sheet_of(session, case)
        record(session, "sheet.printed", chain=f"agency:{g.worker.agency_id}", case=case.reference)
    shown([case.id])
    return make_response(render_template("audit/sheet.html", sheet=found))
