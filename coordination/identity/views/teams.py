"""/teams: every team of the partnership with its hours and telephone, and for its own people how it is reached."""

from __future__ import annotations

from flask import Blueprint, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination import clock
from coordination.access import needs
from coordination.db import reading, writing
from coordination.errors import NotVisible
from coordination.identity import teams as queries
from coordination.identity.commands import duty
from coordination.identity.models import Team
from coordination.identity.team_form import answers_of, team_form

bp = Blueprint("teams", __name__, url_prefix="/teams")
LONGEST = 100


@bp.get("")
@needs("signed-in")
def everybody() -> ResponseReturnValue:
    """Every team that the asker may have to do with, by agency; with ?q= those that have these words."""
    words = request.args.get("q", "").strip()[:LONGEST]
    with reading(g.worker) as session:
        found = queries.teams_by_agency(session, g.worker, words)
    return render_template("identity/teams.html", agencies=found, words=words)


@bp.get("/<code>")
@needs("signed-in")
def one(code: str) -> ResponseReturnValue:
    """How one team is reached, and who answers in its place."""
    with reading(g.worker) as session:
        team, agency = queries.team_at(session, code)
        covering = (team.duty.get("cover") or {}).get("order", ())
        names = queries.names_of(session, [*covering, *(team.duty.get("deputies") or ())])
    return render_template(
        "identity/team.html",
        team=queries.in_words(team, agency),
        deputies=[(one, names[one]) for one in team.duty.get("deputies") or () if one in names],
        turns=queries.next_turns(team, names, clock.today()),
        may_change=duty.may_change(g.worker, team),
        done=request.args.get("done"),
    )


@bp.get("/<code>/change")
@needs("teams.change")
def ask(code: str) -> ResponseReturnValue:
    """Ask how the team is reached from now on."""
    team, agency, others = _their_own(code)
    form = team_form(others)(formdata=None, shown=duty.as_shown(team), **answers_of(team))
    return make_response(render_template("identity/team_change.html", form=form, team=queries.in_words(team, agency)))


@bp.post("/<code>/change")
@needs("teams.change")
def change(code: str) -> ResponseReturnValue:
    """Keep it. Who tells the team of what is late or urgent follows it at once."""
    team, agency, others = _their_own(code)
    form = team_form(others)()
    if form.validate():
        with form.refusals(), writing(g.worker) as session:
            changed = duty.change(session, g.worker, code, form.given(), shown=form.shown.data or "")
        if not form.errors:
            return redirect(url_for("teams.one", code=code, done="changed" if changed else "same"), 303)
    page = render_template("identity/team_change.html", form=form, team=queries.in_words(team, agency))
    return make_response(page, form.status)


def _their_own(code: str) -> tuple[Team, str, list[tuple[str, str]]]:
    """The team, its agency's name, and the teams that could answer in its place. As if there were none for others."""
    with reading(g.worker) as session:
        team, agency = queries.team_at(session, code)
        if not duty.may_change(g.worker, team):
            raise NotVisible("Only the lead of this team, or an administrator of its agency, can change this.")
        return team, agency, queries.colleagues_of(session, team)
