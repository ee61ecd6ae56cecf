"""Letters of outcome, and what panels decided on the page of the case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, g
from sqlalchemy.orm import Session

from coordination.access import needs, shown
from coordination.cases.panels import Panel
from coordination.cases.queries.loading import Loaded
from coordination.db import writing
from coordination.panels.commands.letters import make_letter
from coordination.panels.queries.hanging_on_items import ActionShown, actions_of
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


@dataclass(frozen=True)
class OnTheCase:
    """What panels decided about a case, and what they agreed that somebody does."""

    decisions: Sequence[DecidedOn] = ()
    actions: Sequence[ActionShown] = ()


def read(session: Session, page: Loaded) -> OnTheCase:
    """What panels decided about this case. Nothing is asked of a case that has never come before one."""
    if page.in_preview or not _came_before_a_panel(page):
        return OnTheCase()
    actions = actions_of(session, [page.case.id]).get(page.case.id, ())
    return OnTheCase(decisions_on(session, page.case.id), actions)


def task_words(found: OnTheCase) -> Mapping[str, str]:
    """What was agreed, with the task that it is: whoever has it need not sit on the panel to read what to do."""
    return {one.task: one.text for one in found.actions}


def _came_before_a_panel(page: Loaded) -> bool:
    """Whether somebody takes part by name as those do who sit on a panel: a team may have that position otherwise."""
    feeds = [feed for kind in panel_kinds().values() for feed in kind.feeds if feed.pathway == page.case.pathway]
    by_name = {part.position for part in page.rows["parts"] if part.holder_kind == "worker"}
    return bool({feed.position for feed in feeds} & by_name)


PANEL = Panel("panel_decisions", "panels/decided_parts.html", read, task_words=task_words)
