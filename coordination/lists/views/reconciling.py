"""The three lists: told of by both, by a referral alone, by the prison's record alone."""

from __future__ import annotations

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from coordination.access import needs, shown
from coordination.db import reading
from coordination.errors import NotVisible
from coordination.lists import queries
from coordination.lists.queries.reconciling import three_lists

bp = Blueprint("reconciling", __name__, url_prefix="/lists")


@bp.get("/reconciliation")
@needs("release-list.reconcile", records="list")
def reconciliation() -> ResponseReturnValue:
    """For the team lead of a single point of contact team."""
    with reading(g.worker) as session:
        team = queries.contact_team(session, g.worker)
        if team is None:
            raise NotVisible("These lists are for single point of contact teams.")
        areas = three_lists(session, team)
    shown([row.case_id for three in areas for row in three.all])
    return render_template("lists/reconciliation.html", team=team, areas=areas)
