"""An administrator's pages for what is wrong about a worker: the name, the address, the agency."""

from __future__ import annotations

from flask import Blueprint, g, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from coordination.access import needs
from coordination.db import NOBODY, reading, writing
from coordination.errors import Invalid
from coordination.identity import queries
from coordination.identity.commands import addresses
from coordination.identity.commands import workers as commands
from coordination.identity.forms import CorrectForm, SureForm, with_agencies
from coordination.identity.models import Agency
from coordination.identity.queries import Colleague
from coordination.identity.views.workers import before_leaving, colleague_to_change

bp = Blueprint("particulars", __name__)
TAKEN_SINCE = "Another account has this address by now. Ask the administrator of your agency."


@bp.get("/workers/<reference>/details")
@needs("workers.administer")
def details(reference: str) -> ResponseReturnValue:
    """Ask what is right."""
    colleague = _here(reference)
    form = CorrectForm(formdata=None, name=colleague.name, job_title=colleague.job_title, email=colleague.email)
    return make_response(render_template("identity/details.html", form=form, colleague=colleague))


@bp.post("/workers/<reference>/details")
@needs("workers.administer")
def correct(reference: str) -> ResponseReturnValue:
    """Correct the name at once, and ask the new address whether it is theirs."""
    colleague = _here(reference)
    form = CorrectForm()
    if form.validate():
        with form.refusals(), writing(g.worker) as session:
            commands.correct(session, g.worker.agency_id, colleague.id, form.name.data, form.job_title.data or None)
            asks = form.email.data.lower() != colleague.email.lower()
            if asks:
                addresses.ask(session, g.worker.agency_id, colleague.id, form.email.data)
            done = "address" if asks else "corrected"
            return redirect(url_for("workers.one", reference=reference, done=done), 303)
    return make_response(render_template("identity/details.html", form=form, colleague=colleague), 422)


@bp.get("/workers/<reference>/agency")
@needs("workers.administer")
def agency(reference: str) -> ResponseReturnValue:
    """Say what moving does, and ask where to."""
    colleague = _here(reference)
    form = with_agencies(_others())(formdata=None)
    return before_leaving("identity/agency.html", form, colleague)


@bp.post("/workers/<reference>/agency")
@needs("workers.administer")
def move(reference: str) -> ResponseReturnValue:
    """Move somebody to another agency; from the next request on nothing of this one opens for them."""
    colleague, others = _here(reference), _others()
    form = with_agencies(others)()
    if form.validate():
        (chosen,) = [other for other in others if other.code == form.agency.data]
        with form.refusals(), writing(g.worker) as session:
            left = commands.move_away(session, g.worker.agency_id, colleague.id, chosen.id)
            done = f"left-{left.tasks}-{left.drafts}"
            return redirect(url_for("workers.one", reference=reference, done=done), 303)
    return before_leaving("identity/agency.html", form, colleague, 422)


@bp.get("/address/<token>")
@needs("anyone")
def address(token: str) -> ResponseReturnValue:
    """Ask whether this is their address. Looking does not use the link up: mail programs look too."""
    with writing(NOBODY) as session:
        waiting = addresses.find(session, token)
    if waiting is None:
        return _over()
    return make_response(render_template("identity/address.html", form=SureForm(formdata=None), waiting=waiting))


@bp.post("/address/<token>")
@needs("anyone")
def confirm_address(token: str) -> ResponseReturnValue:
    """Let it count, and have both addresses told."""
    with writing(NOBODY) as session:
        waiting = addresses.find(session, token)
    if waiting is None:
        return _over()
    form = SureForm()
    if form.validate():
        with writing(NOBODY) as session:
            confirmed = addresses.confirm(session, token, waiting)
        if confirmed:
            return make_response(render_template("identity/address_confirmed.html", waiting=waiting))
        form.form_errors.append(TAKEN_SINCE)
    return make_response(render_template("identity/address.html", form=form, waiting=waiting), 422)


def _here(reference: str) -> Colleague:
    """A worker of the agency. Raises Invalid for somebody who has moved away: their account here is over."""
    colleague = colleague_to_change(reference)
    if colleague.moved_at is not None:
        raise Invalid("This worker has moved to another agency. Their new account is in that agency’s hands.")
    return colleague


def _others() -> list[Agency]:
    with reading(g.worker) as session:
        return queries.other_agencies(session, g.worker.agency_id)


def _over() -> ResponseReturnValue:
    return make_response(render_template("identity/address_over.html"), 410)
