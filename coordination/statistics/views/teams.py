"""/team-figures: what happened on the cases of the team lead's own teams, on the screen alone."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from coordination import clock
from coordination.access import needs, shown
from coordination.db import reading
from coordination.statistics.queries import exact
from workflows import pathways
from workflows.publishing import in_words, month_of, next_month
from workflows.vocabulary.pathway import by_code

bp = Blueprint("team_figures", __name__, url_prefix="/team-figures")


@bp.get("")
@needs("figures.own-teams", records="exact figures", purpose="statistics")
def last_year() -> ResponseReturnValue:
    """The last twelve months, this one included. Whoever may not open a case does not find it here."""
    this = month_of(clock.today())
    before = month_of(this - timedelta(days=1))
    since = next_month(this.replace(year=this.year - 1))
    with reading(g.worker) as session:
        found = exact.on_cases_of_teams(session, g.worker, since)
    shown([])
    groups: dict[str, list[tuple[str, int, int, int]]] = {}
    for one in found:
        pathway = pathways.newest(one.pathway)
        kinds = by_code(pathway.milestones)
        label = kinds[one.kind].label if one.kind in kinds else one.kind
        counts = (one.by_month.get(this, 0), one.by_month.get(before, 0), sum(one.by_month.values()))
        groups.setdefault(pathway.title, []).append((label, *counts))
    columns = ["What happened", in_words(this), in_words(before), f"Since {in_words(since)}"]
    return render_template("exact_figures/teams.html", groups=groups, columns=columns)
