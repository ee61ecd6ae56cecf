"""My account: who I am here, where I am signed in, my password and my second step."""

from __future__ import annotations

import json
from uuid import UUID

from flask import Blueprint, abort, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from coordination.access import needs
from coordination.audit.commands import record
from coordination.db import NOBODY, reading, writing
from coordination.errors import Invalid
from coordination.identity import queries
from coordination.identity.commands import passwords, signing_in, tries
from coordination.identity.forms import ChangePasswordForm, ConfirmForm, SecondStepForm, ShortcutsForm
from coordination.identity.queries import Means, freshly_confirmed
from coordination.identity.role_words import ROLE_WORDS
from coordination.identity.views.links import new_hash
from coordination.identity.views.second_step import codes_page, confirmed, set_up_page
from coordination.identity.views.signing_in import signed_out
from coordination.identity.views.steps import client_address, door, local_path, token

bp = Blueprint("account", __name__)
NOT_YOUR_PASSWORD = "That is not your password. Check it and try again."  # noqa: S105 (a sentence)


@bp.get("/account")
@needs("signed-in")
def mine() -> ResponseReturnValue:
    """Everything about one's own account on one page."""
    means = my_means()
    with reading(g.worker) as session:
        sessions = queries.my_sessions(session)
        teams = [team.name for team in queries.teams_of(session, g.worker.agency_id) if team.id in g.worker.team_ids]
    return render_template(
        "identity/account.html",
        means=means,
        sessions=sessions,
        teams=teams,
        roles=[ROLE_WORDS[role] for role in ROLE_WORDS if role in g.worker.roles],
        shortcuts=g.worker.preferences.get("shortcuts") == "on",
        may_vouch=g.worker.may("workers.vouch"),
        done=request.args.get("done"),
    )


@bp.get("/session")
@needs("signed-in")
def lives() -> ResponseReturnValue:
    """Nothing, while the session lives: what a covered page asks before it shows itself again.

    Refused to anybody but the worker for whom that page was made (`of`): at a computer that several people use, the
    session that lives may be a colleague's.
    """
    return ("", 204) if request.args.get("of", g.worker.reference) == g.worker.reference else ("", 403)


@bp.get("/session/still")
@needs("signed-in", by_itself=True, bar=False)
def still_lives() -> ResponseReturnValue:
    """The same for a page that somebody comes back to. It asks by itself, so it keeps no session alive."""
    return lives()


@bp.get("/account/password")
@needs("signed-in")
def password() -> ResponseReturnValue:
    """Ask for the old password and a new one."""
    return make_response(render_template("identity/change_password.html", form=ChangePasswordForm(formdata=None)))


@bp.post("/account/password")
@needs("signed-in")
def change_password() -> ResponseReturnValue:
    """Keep the new password and end every other session."""
    form, means = ChangePasswordForm(), my_means()
    if form.validate():
        with form.refusals():
            my_password_is(form.password.data or "", means)
            kept_hash = new_hash(form, (means.name, means.email))
            with writing(g.worker) as session:
                signing_in.set_password(session, door(), g.worker.id, kept_hash, keep_token=token())
                record(session, "sign-in.password-set", chain=f"agency:{g.worker.agency_id}", worker=g.worker.id)
            return redirect(url_for("account.mine", done="password"), 303)
    return make_response(render_template("identity/change_password.html", form=form), 422)


@bp.get("/account/second-step")
@needs("signed-in")
def second_step() -> ResponseReturnValue:
    """A new authenticator; the old one works until a code of the new one was shown."""
    if not freshly_confirmed(g.worker):
        return redirect(url_for("account.confirm", then=url_for("account.second_step")))
    return set_up_page(my_means(), SecondStepForm(formdata=None))


@bp.post("/account/second-step")
@needs("signed-in")
def change_second_step() -> ResponseReturnValue:
    """Take the new authenticator into use."""
    if not freshly_confirmed(g.worker):
        return redirect(url_for("account.confirm", then=url_for("account.second_step")), 303)
    form, means = SecondStepForm(), my_means()
    if form.validate() and confirmed(means, form):
        return codes_page(means, url_for("account.mine", done="second-step"))
    return set_up_page(means, form, 422)


@bp.get("/confirm")
@needs("signed-in")
def confirm() -> ResponseReturnValue:
    """Confirm it is you. Any page may send a worker here, with `then`, when `freshly_confirmed` says no."""
    form = ConfirmForm(formdata=None, then=local_path(request.args.get("then")))
    return make_response(render_template("identity/confirm.html", form=form))


@bp.post("/confirm")
@needs("signed-in")
def confirm_now() -> ResponseReturnValue:
    """Check the password and go on to where the worker was going."""
    form = ConfirmForm()
    if form.validate():
        with form.refusals():
            my_password_is(form.password.data or "", my_means())
            with writing(g.worker) as session:
                signing_in.confirm(session, door(), token())
            return redirect(local_path(form.then.data) or url_for("account.mine"), 303)
    return make_response(render_template("identity/confirm.html", form=form), 422)


@bp.post("/account/sessions/<which>/end")
@needs("signed-in")
def end_session(which: str) -> ResponseReturnValue:
    """Sign out of one other browser."""
    with writing(g.worker) as session:
        session.execute(text("select end_my_session(:which)"), {"which": which})
        record(session, "sign-in.ended", chain=f"agency:{g.worker.agency_id}", everywhere=False)
    return redirect(url_for("account.mine", done="session"), 303)


@bp.post("/account/sign-out-everywhere")
@needs("signed-in")
def sign_out_everywhere() -> ResponseReturnValue:
    """End every session of this worker, this one too."""
    with writing(g.worker) as session:
        signing_in.end(session, token(), g.worker.agency_id, everywhere=True)
    return signed_out()


@bp.get("/account/shortcuts")
@needs("signed-in")
def shortcuts() -> ResponseReturnValue:
    """Whether single keys do things; off until switched on, because speech and switch control type single keys too."""
    return _shortcuts(ShortcutsForm(formdata=None, shortcuts=g.worker.preferences.get("shortcuts", "off")))


@bp.post("/account/shortcuts")
@needs("signed-in")
def set_shortcuts() -> ResponseReturnValue:
    """Keep the choice."""
    form = ShortcutsForm()
    if not form.validate():
        return _shortcuts(form, 422)
    with writing(g.worker) as session:
        session.execute(
            text("select set_my_preference('shortcuts', cast(:value as jsonb))"),
            {"value": json.dumps(form.shortcuts.data)},
        )
    return redirect(url_for("account.mine", done="shortcuts"), 303)


def _shortcuts(form: ShortcutsForm, status: int = 200) -> ResponseReturnValue:
    return make_response(render_template("identity/shortcuts.html", form=form), status)


def my_means() -> Means:
    """How the worker who asks signs in."""
    with writing(NOBODY) as session:
        found = queries.means(session, door(), UUID(str(g.worker.id)))
    if found is None:
        abort(403)
    return found


def my_password_is(typed: str, means: Means) -> None:
    """Raise Invalid unless this is the password; a wrong one counts like a sign-in that failed."""
    try:
        with writing(NOBODY) as session:
            try_id = tries.begin(session, door(), means.email, client_address())
    except tries.TooManyTries as no:
        raise Invalid(no.message, field="password") from None
    right = passwords.matches(typed, means.password_hash)
    with writing(NOBODY) as session:
        if right:
            tries.forgive(session, door(), try_id)
        else:
            signing_in.fail(session, "password", means.agency_id, means.worker_id)
    if not right:
        raise Invalid(NOT_YOUR_PASSWORD, field="password")
