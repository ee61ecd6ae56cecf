"""One-time links: choosing a password after an invitation, or when the old one is forgotten."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template
from flask.typing import ResponseReturnValue

from coordination.access import needs
from coordination.audit.commands import record
from coordination.db import NOBODY, writing
from coordination.errors import Invalid
from coordination.identity import queries
from coordination.identity.commands import links, passwords, signing_in, tries
from coordination.identity.forms import ForgottenForm, NewPasswordForm
from coordination.identity.views.steps import client_address, door, password_was_right

bp = Blueprint("links", __name__)
NOT_THE_SAME = "The two passwords are not the same. Enter the new one twice."


@bp.get("/link/<token>")
@needs("anyone")
def follow(token: str) -> ResponseReturnValue:
    """Ask for a new password. Looking does not use the link up: mail programs look too."""
    with writing(NOBODY) as session:
        link = links.find(session, token)
    if link is None:
        return _over()
    return make_response(
        render_template("identity/choose_password.html", form=NewPasswordForm(formdata=None), link=link)
    )


@bp.post("/link/<token>")
@needs("anyone")
def choose(token: str) -> ResponseReturnValue:
    """Keep the new password, use the link up, and go on to the second step, which no link skips."""
    with writing(NOBODY) as session:
        link = links.find(session, token)
    if link is None:
        return _over()
    form = NewPasswordForm()
    if form.validate():
        with form.refusals():
            kept_hash = new_hash(form, (link.name, link.email))
            with writing(NOBODY) as session:
                if not links.use(session, token):
                    return _over()
                signing_in.set_password(session, door(), link.worker_id, kept_hash)
                record(session, "sign-in.password-set", chain=f"agency:{link.agency_id}", worker=link.worker_id)
                means = queries.means(session, door(), link.worker_id)
            if means is not None:
                return password_was_right(means, None, None)
            return _over()
    return make_response(render_template("identity/choose_password.html", form=form, link=link), 422)


def new_hash(form: NewPasswordForm, about: tuple[str, ...]) -> str:
    """The hash of the password that the form chose. Raises Invalid when it will not do."""
    chosen = form.new_password.data or ""
    if chosen != form.repeat_password.data:
        raise Invalid(NOT_THE_SAME, field="repeat_password")
    passwords.check(chosen, about)
    return passwords.hashed(chosen)


@bp.get("/forgotten-password")
@needs("anyone")
def forgotten() -> ResponseReturnValue:
    """Ask where to send a link."""
    return make_response(render_template("identity/forgotten.html", form=ForgottenForm(formdata=None)))


@bp.post("/forgotten-password")
@needs("anyone")
def send() -> ResponseReturnValue:
    """Have a link sent. The page is the same whether there is such an account or not."""
    form = ForgottenForm()
    if not form.validate():
        return make_response(render_template("identity/forgotten.html", form=form), 422)
    try:
        with writing(NOBODY) as session:
            tries.begin(session, door(), f"forgotten {form.email.data}", client_address())
            links.ask(session, door(), form.email.data)
    except tries.TooManyTries as no:
        form.form_errors.append(no.message)
        return make_response(render_template("identity/forgotten.html", form=form), no.status)
    return make_response(render_template("identity/link_sent.html", email=form.email.data))


def _over() -> ResponseReturnValue:
    return make_response(render_template("identity/link_over.html"), 410)
