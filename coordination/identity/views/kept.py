"""A form that meets an ended session is not lost.

What was typed goes into the sign-in page that answers it, sealed, and nowhere else: not into the address, not into the
database. After signing in as the same worker one button sends it to where it was going.
"""

from __future__ import annotations

import base64
import hashlib
import json
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from flask import current_app, make_response, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import validate_csrf
from wtforms import ValidationError

from coordination.identity.forms import SignInForm
from coordination.identity.queries import LONGEST, whose_session_ended
from coordination.web.errorpages import SECRETS, as_typed, session_ended, still_in_the_page

MOST = 150_000


def answer() -> ResponseReturnValue:
    """For a request without a living session: the sign-in page, with what was sent kept inside it."""
    if request.method != "POST":
        return session_ended("/?then=" + request.path if request.path != "/" else "/")
    if request.headers.get("HX-Request"):
        return session_ended("/")
    sealed = _seal()
    # signed out in another tab: whose it was is not known any more, but whoever typed it has it before them still
    open_still = None if sealed else still_in_the_page()
    if open_still is not None:
        return open_still
    form = SignInForm(formdata=None, kept=sealed, then="" if sealed else "/")
    page = make_response(
        render_template("identity/sign_in.html", form=form, ended=True, kept=bool(sealed), lost=not sealed)
    )
    page.status_code = 401
    return page


def give_back(sealed: str, worker_id: UUID) -> ResponseReturnValue:
    """A page with one button that sends what was kept, if it is this worker's own; otherwise on to the first page."""
    try:
        kept = json.loads(_box().decrypt(sealed.encode(), ttl=int(LONGEST.total_seconds())))
    except (InvalidToken, UnicodeEncodeError):
        return redirect("/", 303)
    if kept["worker"] != str(worker_id):
        return redirect("/", 303)
    return make_response(render_template("identity/kept.html", path=kept["path"], fields=kept["fields"]))


def _seal() -> str:
    """What was sent, sealed for the worker whose session it was; nothing when that is not certain.

    The form's own token is checked: otherwise another site could have its words sent under a worker's name.
    """
    whose = whose_session_ended(session.token)  # type: ignore[attr-defined]
    if whose is None or not _came_from_our_page():
        return ""
    fields = [(name, value) for name, value in as_typed() if name not in SECRETS | {"csrf_token"}]
    if not fields:
        return ""
    text = json.dumps({"worker": str(whose), "path": _path(), "fields": fields}).encode()
    return _box().encrypt(text).decode() if len(text) <= MOST else ""


def _came_from_our_page() -> bool:
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return False
    return True


def _path() -> str:
    return request.full_path if request.query_string else request.path


def _box() -> Fernet:
    secret = current_app.extensions["settings"].secret
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"kept forms " + secret.encode()).digest()))
