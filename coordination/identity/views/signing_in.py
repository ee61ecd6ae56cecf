"""The front door: e-mail address and password, and the way out."""

from __future__ import annotations

from flask import Blueprint, current_app, g, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import HTTPException

from coordination.access import Needs, needs
from coordination.db import NOBODY, new_id, writing
from coordination.identity import queries
from coordination.identity.commands import passwords, signing_in, tries
from coordination.identity.forms import SignInForm
from coordination.identity.views.steps import client_address, door, local_path, password_was_right, token
from coordination.web.sessions import forget_token

bp = Blueprint("sign_in", __name__)
WRONG = "We could not sign you in with this e-mail address and password. Check both, then try again."
OTHER_WAY = " If you need to get in now, ask for a link under “I have forgotten my password”."
HOMES = ("/today",)


@bp.get("/")
@needs("anyone")
def front_door() -> ResponseReturnValue:
    """The sign-in form; for somebody who is signed in, their first page."""
    if current_user.is_authenticated:
        return redirect(local_path(request.args.get("then")) or url_for("sign_in.home"))
    form = SignInForm(formdata=None, then=local_path(request.args.get("then")))
    return render_template("identity/sign_in.html", form=form, ended="then" in request.args, kept=False)


@bp.post("/")
@needs("anyone")
def sign_in() -> ResponseReturnValue:
    """Check the password. Whatever is wrong, the answer is the same and takes as long."""
    form = SignInForm()
    status = 422
    if form.validate():
        try:
            found = _check(form.email.data, form.password.data or "")
        except tries.TooManyTries as no:
            form.form_errors.append(no.message + OTHER_WAY)
            status = no.status
        else:
            if found is not None:
                return password_was_right(found, form.then.data, form.kept.data)
            form.form_errors.append(WRONG)
    page = render_template("identity/sign_in.html", form=form, ended=False, kept=bool(form.kept.data))
    return make_response(page, status)


def _check(email: str, password: str) -> queries.Means | None:
    with writing(NOBODY) as session_:
        try_id = tries.begin(session_, door(), email, client_address())
        known = queries.by_address(session_, door(), email)
    right = passwords.matches(password, known.password_hash if known else None)
    with writing(NOBODY) as session_:
        # Somebody who is suspended has no means, whatever they know. A stranger is looked for too: that takes time.
        means = queries.means(session_, door(), known.worker_id if known else new_id())
        if right and means is not None:
            tries.forgive(session_, door(), try_id)
            return means
        why = "unknown" if known is None else "suspended" if means is None else "password"
        signing_in.fail(session_, why, means.agency_id if means else None, known.worker_id if known else None)
    return None


@bp.get("/home")
@needs("signed-in")
def home() -> ResponseReturnValue:
    """The worker's first page: today's work where there is such a page, otherwise what they may do here."""
    for address in HOMES:
        if _opens(address):
            return redirect(address)
    return render_template("identity/home.html")


def _opens(address: str) -> bool:
    """Whether there is such a page and this worker may open it."""
    try:
        endpoint, _ = current_app.url_map.bind("").match(address, "GET")
    except HTTPException:
        return False
    mark: Needs | None = getattr(current_app.view_functions[endpoint], "needs", None)
    return mark is not None and g.worker.may(mark.permission)


@bp.post("/sign-out")
@needs("signed-in")
def out() -> ResponseReturnValue:
    """End this session here and on the server, and let the browser forget what it showed."""
    with writing(g.worker) as session_:
        signing_in.end(session_, token(), g.worker.agency_id)
    return signed_out()


def signed_out() -> ResponseReturnValue:
    """To the front door, with nothing left behind in the browser."""
    forget_token(session)
    answer = redirect("/", 303)
    # not "cookies": the session's is taken away by name, and the browser should still be known at the next sign-in
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer
