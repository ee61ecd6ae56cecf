"""The second step: a code from an authenticator, and setting one up."""

from __future__ import annotations

from collections.abc import Callable

import segno
from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.orm import Session

from coordination.access import needs
from coordination.audit.commands import record
from coordination.db import NOBODY, writing
from coordination.identity import queries
from coordination.identity.commands import recovery, second_step, signing_in, tries
from coordination.identity.forms import CodeForm, RecoveryForm, SecondStepForm
from coordination.identity.views.steps import client_address, door, enter, local_path, token

bp = Blueprint("second_step", __name__)
WRONG = "That code did not work. Enter the code that your authenticator shows now; each works once, for half a minute."
NOT_A_RECOVERY_CODE = "That is not one of your recovery codes, or it was used before. Try another one."


@bp.get("/sign-in/code")
@needs("anyone")
def ask() -> ResponseReturnValue:
    """Ask for the code of somebody whose password was right."""
    who = _halfway()
    if who is None:
        return redirect("/")
    if who.totp_confirmed_at is None:
        return redirect(url_for("second_step.set_up", then=local_path(request.args.get("then"))))
    return page(then=request.args.get("then"))


def page(then: str | None, kept_text: str | None = None) -> ResponseReturnValue:
    """The page with the code field, carrying what was typed before the session ended."""
    form = CodeForm(formdata=None, then=local_path(then), kept=kept_text)
    return make_response(render_template("identity/code.html", form=form, then=form.then.data))


@bp.post("/sign-in/code")
@needs("anyone")
def answer() -> ResponseReturnValue:
    """Check the code; a right one signs in."""
    who = _halfway()
    if who is None or who.totp_secret is None or who.totp_confirmed_at is None:
        return redirect("/", 303)
    form = CodeForm()
    status = 422
    if form.validate():
        try:
            if _check(who, who.totp_secret, form.code.data):
                return enter(who, form.then.data, form.kept.data)
            form.code.errors = [WRONG]
        except tries.TooManyTries as no:
            form.form_errors.append(no.message)
            status = no.status
    return make_response(render_template("identity/code.html", form=form, then=form.then.data), status)


def _check(who: queries.Means, secret: str, code: str) -> bool:
    return _tried(who, lambda session: second_step.use(session, door(), who.worker_id, secret, code))


def _tried(who: queries.Means, is_right: Callable[[Session], bool]) -> bool:
    with writing(NOBODY) as session:
        # Counted apart from passwords: whoever guesses at a colleague's password cannot shut this door.
        try_id = tries.begin(session, door(), f"code {who.worker_id}", client_address())
    with writing(NOBODY) as session:
        right = is_right(session)
        if right:
            tries.forgive(session, door(), try_id)
        else:
            signing_in.fail(session, "code", who.agency_id, who.worker_id)
    return right


@bp.get("/sign-in/set-up")
@needs("anyone")
def set_up() -> ResponseReturnValue:
    """Show the secret to somebody who has no authenticator yet."""
    who = _halfway()
    if who is None:
        return redirect("/")
    if who.totp_confirmed_at is not None:
        return redirect(url_for("second_step.ask"))
    return set_up_page(who, SecondStepForm(formdata=None, then=local_path(request.args.get("then"))))


@bp.post("/sign-in/set-up")
@needs("anyone")
def finish_set_up() -> ResponseReturnValue:
    """Take the authenticator into use and sign in."""
    who = _halfway()
    if who is None or who.totp_confirmed_at is not None:
        return redirect("/", 303)
    form = SecondStepForm()
    if form.validate() and confirmed(who, form):
        enter(who, form.then.data)
        return codes_page(who, local_path(form.then.data))
    return set_up_page(who, form, 422)


@bp.get("/sign-in/recovery")
@needs("anyone")
def recover() -> ResponseReturnValue:
    """Ask for a code on paper."""
    if _halfway() is None:
        return redirect("/")
    form = RecoveryForm(formdata=None, then=local_path(request.args.get("then")))
    return make_response(render_template("identity/recovery.html", form=form))


@bp.post("/sign-in/recovery")
@needs("anyone")
def recovered() -> ResponseReturnValue:
    """Sign in with a code on paper, and go on to a new authenticator: the old one is probably lost."""
    who = _halfway()
    if who is None:
        return redirect("/", 303)
    form = RecoveryForm()
    status = 422
    if form.validate():
        try:
            if _tried(who, lambda session: recovery.use(session, door(), who.worker_id, form.code.data or "")):
                return enter(who, url_for("account.second_step"))
            form.code.errors = [NOT_A_RECOVERY_CODE]
        except tries.TooManyTries as no:
            form.form_errors.append(no.message)
            status = no.status
    return make_response(render_template("identity/recovery.html", form=form), status)


def codes_page(who: queries.Means, then: str | None) -> ResponseReturnValue:
    """New recovery codes, shown this once."""
    with writing(NOBODY) as session:
        codes = recovery.renew(session, door(), who.worker_id)
    return make_response(render_template("identity/recovery_codes.html", codes=codes, then=then or "/"))


def confirmed(who: queries.Means, form: SecondStepForm) -> bool:
    """Whether the code was right and the new authenticator is in use; otherwise the form says what to do."""
    try:
        with writing(NOBODY) as session:
            try_id = tries.begin(session, door(), f"code {who.worker_id}", client_address())
    except tries.TooManyTries as no:
        form.form_errors.append(no.message)
        return False
    with writing(NOBODY) as session:
        if second_step.confirm(session, door(), who.worker_id, form.code.data):
            tries.forgive(session, door(), try_id)
            record(session, "sign-in.second-step-set", chain=f"agency:{who.agency_id}", worker=who.worker_id)
            return True
    form.code.errors = [WRONG]
    return False


def set_up_page(who: queries.Means, form: SecondStepForm, status: int = 200) -> ResponseReturnValue:
    """The secret as a square code and in letters, and a field for the first code."""
    with writing(NOBODY) as session:
        secret = second_step.offer(session, door(), who.worker_id)
    drawn = segno.make(second_step.address_for_authenticator(secret, who.email), micro=False)
    svg = drawn.svg_inline(scale=4, border=3, svgclass="square-code", dark="#0b0c0c", light="#ffffff")
    square = Markup(svg)  # noqa: S704 (drawn by us, from characters of an address that a QR code only counts)
    groups = " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
    body = render_template("identity/set_up.html", form=form, square=square, secret=groups, who=who)
    return make_response(body, status)


def _halfway() -> queries.Means | None:
    worker_id = queries.halfway(token())
    if worker_id is None:
        return None
    with writing(NOBODY) as session:
        return queries.means(session, door(), worker_id)
