"""Letters of outcome, and what panels decided on the page of the case."""

from __future__ import annotations

from flask import Blueprint, Response, g
from sqlalchemy.orm import Session

from coordination.access import needs, shown
from coordination.cases.panels import Panel
from coordination.cases.queries.loading import Loaded
from coordination.db import writing
from coordination.panels.commands.letters import make_letter
from coordination.panels.queries.letters import DecidedOn, decisions_on
from workflows.partnerships import panel_kinds

bp = Blueprint("letters", __name__, url_prefix="/panels")


@bp.get("/decisions/<reference>/letter.pdf")
@needs("case.read", records="case")
def letter(reference: str) -> Response:
    """The letter about one decision to whoever referred the case, holding what they may read."""
    with writing(g.worker) as session:
        found, body = make_letter(session, g.worker, reference)
    shown([found.case_id])
    response = Response(body, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{found.case_reference}-outcome.pdf"'
    return response


def read(session: Session, page: Loaded) -> list[DecidedOn]:
    """What panels decided about this case. Nothing is asked of a case that has never come before one."""
    if page.in_preview or not _came_before_a_panel(page):
        return []
    return decisions_on(session, page.case.id)


def _came_before_a_panel(page: Loaded) -> bool:
    """Whether somebody takes part by name as those do who sit on a panel: a team may have that position otherwise."""
    feeds = [feed for kind in panel_kinds().values() for feed in kind.feeds if feed.pathway == page.case.pathway]
    by_name = {part.position for part in page.rows["parts"] if part.holder_kind == "worker"}
    return bool({feed.position for feed in feeds} & by_name)


PANEL = Panel("panel_decisions", "panels/decided_parts.html", read)
