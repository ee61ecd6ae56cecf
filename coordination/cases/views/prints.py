"""The case on paper."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, g

from coordination import clock
from coordination.access import needs, shown
from coordination.cases.commands.preparing import prepared
from coordination.cases.commands.printing import appointment_letter, printed
from coordination.cases.commands.printing import summary as made
from coordination.cases.queries import meetings
from coordination.cases.queries.loading import load
from coordination.cases.queries.safe_contact import speaks_against
from coordination.cases.queries.timeline import timeline
from coordination.db import writing
from coordination.errors import NotAllowed
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


@bp.get("/<reference>/appointments/<appointment>/letter.pdf")
@needs("case.work", records="case")
def letter(reference: str, appointment: str) -> Response:
    """A letter to the person about an appointment, where post is safe. That it was sent is written down by hand."""
    with writing(g.worker) as session:
        page = load(session, g.worker, reference)
        row: Any = next((row for row in page.rows["appointments"] if row.reference == appointment), None)
        if row is None or page.in_preview or row.kind not in {kind.code for kind in meetings.bookable(page)}:
            abort(404)
        against = speaks_against(page.case, page.now.pathway, page.now.known, "letter", row)
        if against:
            raise NotAllowed(f"No letter may be sent. {against}")
        printed(session, page.case.id, "letter about an appointment")
        sheet = appointment_letter(session, page, row.starts_at)
    shown([page.case.id])
    response = Response(sheet, mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="letter.pdf"'
    return response
