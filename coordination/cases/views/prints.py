"""The case on paper."""

from __future__ import annotations

from flask import Blueprint, Response, g

from coordination import clock
from coordination.access import needs, shown
from coordination.cases.commands.preparing import prepared
from coordination.cases.commands.printing import printed
from coordination.cases.commands.printing import summary as made
from coordination.cases.queries.loading import load
from coordination.cases.queries.timeline import timeline
from coordination.db import writing
from workflows.dates_in_words import moment_in_full

bp = Blueprint("prints", __name__, url_prefix="/cases")
EVENTS = 200


@bp.get("/<reference>/summary.pdf")
@needs("case.read", records="case")
def summary(reference: str) -> Response:
    """A summary that holds what its reader may read, and no more."""
    with writing(g.worker) as session:
        page = load(session, g.worker, reference)
        events = timeline(session, page, size=EVENTS)
        printed(session, page.case.id)
    shown([page.case.id])
    by = f"{g.worker.name}, {g.worker.agency_name}"
    response = Response(made(page, events, by, moment_in_full(clock.now())), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{page.case.reference}.pdf"'
    return response


@bp.get("/<reference>/preparation-sheet.pdf")
@needs("case.read", records="case")
def preparation_sheet(reference: str) -> Response:
    """What is held here, in the order of the form that is filled in elsewhere."""
    with writing(g.worker) as session:
        page = load(session, g.worker, reference)
        by = f"{g.worker.name}, {g.worker.agency_name}"
        sheet = prepared(session, page, by, moment_in_full(clock.now()))
    shown([page.case.id])
    response = Response(sheet, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{page.case.reference}-preparation.pdf"'
    return response
