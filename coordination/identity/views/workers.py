"""An administrator's pages: the workers of the own agency."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, current_app, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination import clock
from coordination.access import needs
from coordination.db import reading, writing
from coordination.errors import Invalid, NotAllowed
from coordination.identity import queries
from coordination.identity.commands import links
from coordination.identity.commands import workers as commands
from coordination.identity.forms import InviteForm, PlaceForm, RolesForm, SureForm, with_teams
from coordination.identity.models import Team
from coordination.identity.queries import Colleague
from coordination.identity.role_words import GIVEN_BY_AN_AGENCY, ROLE_WORDS
from coordination.identity.views.steps import door
from coordination.web.forms import BaseForm

bp = Blueprint("workers", __name__, url_prefix="/workers")
AWAY = timedelta(days=30)


@bp.get("")
@needs("workers.administer")
def everybody() -> ResponseReturnValue:
    """Everybody of the agency, or with ?away=1 those who have not signed in for thirty days."""
    away = request.args.get("away") == "1"
    with reading(g.worker) as session:
        found = queries.workers(session)
        teams = {team.code: team.name for team in queries.teams_of(session, g.worker.agency_id)}
    since = clock.now() - AWAY
    gone = [one for one in found if one.suspended_at is None and one.away_since < since]
    somebody_in = queries.somebody_in(found)
    return render_template(
        "identity/workers.html",
        workers=gone if away else found,
        away=away,
        away_for=AWAY.days,
        gone=len(gone),
        teams=teams,
        nobody_in=[name for code, name in teams.items() if code not in somebody_in],
    )


@bp.get("/invite")
@needs("workers.administer")
def invite() -> ResponseReturnValue:
    """Ask who is new."""
    form = with_teams(InviteForm, _own_teams())(formdata=None)
    return make_response(render_template("identity/invite.html", form=form))


@bp.post("/invite")
@needs("workers.administer")
def send_invitation() -> ResponseReturnValue:
    """Make the account and show its link, once."""
    own = _own_teams()
    form = with_teams(InviteForm, own)()
    if form.validate():
        agency, team_ids = g.worker.agency_id, [team.id for team in own if team.code in form.teams.data]
        with form.refusals(), writing(g.worker) as session:
            who = commands.invite(session, agency, form.email.data, form.name.data, form.job_title.data, team_ids)
            commands.set_roles(session, agency, who, (), form.roles.data)
            token = links.make(session, door(), who, agency, "invitation")
            return _link_page(token, form.name.data, "invitation")
    return make_response(render_template("identity/invite.html", form=form), 422)


@bp.get("/<reference>")
@needs("workers.administer")
def one(reference: str) -> ResponseReturnValue:
    """One worker, and what can be changed."""
    return make_response(_page(reference))


def _page(reference: str, done: str | None = None) -> str:
    with reading(g.worker) as session:
        colleague = queries.colleague(session, reference)
        teams = {team.code: team.name for team in queries.teams_of(session, g.worker.agency_id)}
    return render_template(
        "identity/worker.html",
        colleague=colleague,
        teams=[teams.get(code, code) for code in colleague.teams],
        roles=[words for role, words in ROLE_WORDS.items() if role in colleague.roles],
        oneself=colleague.id == g.worker.id,
        form=SureForm(formdata=None),
        done=done or request.args.get("done"),
    )


@bp.post("/<reference>/link")
@needs("workers.administer")
def hand_over_link(reference: str) -> ResponseReturnValue:
    """A new link, shown once: for somebody whose invitation was lost, or who has forgotten the password."""
    colleague = _sent(reference)
    with writing(g.worker) as session:
        purpose = "handed-over" if colleague.password_set_at else "invitation"
        token = links.make(session, door(), colleague.id, g.worker.agency_id, purpose)
    return _link_page(token, colleague.name, purpose)


@bp.get("/<reference>/suspend")
@needs("workers.administer")
def sure_to_suspend(reference: str) -> ResponseReturnValue:
    """Say what suspending does, and ask."""
    return before_leaving("identity/suspend.html", SureForm(formdata=None), colleague_to_change(reference))


@bp.post("/<reference>/suspend")
@needs("workers.administer")
def suspend(reference: str) -> ResponseReturnValue:
    """Shut a leaver out at once."""
    colleague = _sent(reference)
    with writing(g.worker) as session:
        left = commands.suspend(session, g.worker.agency_id, colleague.id)
    return redirect(url_for("workers.one", reference=reference, done=f"suspended-{left.tasks}-{left.drafts}"), 303)


@bp.post("/<reference>/restore")
@needs("workers.administer")
def restore(reference: str) -> ResponseReturnValue:
    """Let somebody back in."""
    colleague = _sent(reference)
    with writing(g.worker) as session:
        commands.restore(session, g.worker.agency_id, colleague.id)
    return redirect(url_for("workers.one", reference=reference, done="restored"), 303)


@bp.get("/<reference>/teams")
@needs("workers.administer")
def teams(reference: str) -> ResponseReturnValue:
    """Ask which teams somebody works in from now on."""
    colleague = colleague_to_change(reference)
    form = with_teams(PlaceForm, _own_teams())(formdata=None, teams=colleague.teams)
    return before_leaving("identity/place.html", form, colleague)


@bp.post("/<reference>/teams")
@needs("workers.administer")
def place(reference: str) -> ResponseReturnValue:
    """Move somebody: what they had claimed in a team they leave goes back to its queue."""
    colleague = colleague_to_change(reference)
    own = _own_teams()
    form = with_teams(PlaceForm, own)()
    if form.validate():
        team_ids = [team.id for team in own if team.code in form.teams.data]
        with form.refusals(), writing(g.worker) as session:
            left = commands.place(session, g.worker.agency_id, colleague.id, team_ids)
            return redirect(url_for("workers.one", reference=reference, done=f"moved-{left.tasks}-{left.drafts}"), 303)
    return before_leaving("identity/place.html", form, colleague, 422)


@bp.get("/<reference>/roles")
@needs("workers.administer")
def roles(reference: str) -> ResponseReturnValue:
    """Ask what somebody may do from now on."""
    colleague = colleague_to_change(reference)
    form = RolesForm(formdata=None, roles=[role for role in colleague.roles if role in GIVEN_BY_AN_AGENCY])
    return make_response(render_template("identity/roles.html", form=form, colleague=colleague))


@bp.post("/<reference>/roles")
@needs("workers.administer")
def set_roles(reference: str) -> ResponseReturnValue:
    """Give and take roles; open sessions stand corrected at once."""
    colleague = colleague_to_change(reference)
    form = RolesForm()
    if form.validate():
        with form.refusals(), writing(g.worker) as session:
            commands.set_roles(session, g.worker.agency_id, colleague.id, colleague.roles, form.roles.data)
            return redirect(url_for("workers.one", reference=reference, done="roles"), 303)
    return make_response(render_template("identity/roles.html", form=form, colleague=colleague), 422)


def before_leaving(template: str, form: BaseForm, colleague: Colleague, status: int = 200) -> ResponseReturnValue:
    """A page from which somebody may leave a team. It names those in which nobody else is."""
    with reading(g.worker) as session:
        alone = queries.alone_in(session, colleague)
    return make_response(render_template(template, form=form, colleague=colleague, alone=alone), status)


def colleague_to_change(reference: str) -> Colleague:
    """Another worker of the agency. Raises NotAllowed for oneself, as the database does too."""
    with reading(g.worker) as session:
        colleague = queries.colleague(session, reference)
    if colleague.id == g.worker.id:
        raise NotAllowed(commands.NOT_YOURS)
    return colleague


def _sent(reference: str) -> Colleague:
    """The worker whom a plain button is about; the button's form may carry nothing that we did not ask for."""
    form = SureForm()
    if not form.validate():
        raise Invalid(form.form_errors[0])
    return colleague_to_change(reference)


def _own_teams() -> list[Team]:
    with reading(g.worker) as session:
        return queries.teams_of(session, g.worker.agency_id)


def _link_page(token: str, name: str, purpose: str) -> ResponseReturnValue:
    address = current_app.extensions["settings"].base_url + url_for("links.follow", token=token)
    hours = int(links.LASTS[purpose].total_seconds() // 3600)
    return make_response(render_template("identity/link_made.html", address=address, name=name, hours=hours))
