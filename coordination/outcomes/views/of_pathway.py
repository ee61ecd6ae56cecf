"""/measures/of/…: every exact count of one kind of referral, for the partnership's data lead, on screen alone."""

from __future__ import annotations

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from coordination import clock
from coordination.access import needs, shown
from coordination.db import reading
from coordination.errors import NotVisible
from coordination.identity.queries import partnerships_of
from coordination.outcomes.queries.every_count import every_count as counted
from coordination.outcomes.queries.exact import quarters_counted
from coordination.outcomes.queries.partnerships import APPROVERS, one_of
from workflows import pathways
from workflows.measures.every_count import TELLS

bp = Blueprint("measures_of", __name__, url_prefix="/measures/of")
QUARTERS = 4


@bp.get("/<code>")
@needs("figures.approve", records="figures", purpose="exact figures")
def every_count(code: str) -> ResponseReturnValue:
    """This quarter so far, and those before it that are over."""
    if code not in TELLS:
        raise NotVisible("There is no such list of exact counts.")
    today = clock.today()
    with reading(g.worker) as session:
        mine = partnerships_of(session, g.worker, APPROVERS)
        partnership = one_of(mine, request.args.get("partnership"))
        quarters = quarters_counted(today, QUARTERS)
        found = counted(session, partnership, code, quarters, today)
    shown([])
    return render_template(
        "measures/every_count.html",
        partnership=partnership,
        mine=mine,
        pathway=pathways.newest(code),
        so_far=found[0],
        over=found[1:],
    )
