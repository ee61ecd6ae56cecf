"""The pages with which two colleagues help somebody who lost the telephone and the recovery codes."""

from __future__ import annotations

from flask import Blueprint, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.access import needs
from coordination.db import reading, writing
from coordination.errors import NotVisible
from coordination.identity import queries
from coordination.identity.commands import lost_telephones as commands
from coordination.identity.commands.lost_telephones import Lost
from coordination.identity.forms import LostTelephoneForm, VouchForm
from coordination.identity.queries import Colleague, freshly_confirmed

bp = Blueprint("lost_telephones", __name__)


@bp.get("/workers/<reference>/lost-telephone")
@needs("workers.administer")
def report(reference: str) -> ResponseReturnValue:
    """Say what will happen, and ask how the administrator knows that it is them."""
    form = LostTelephoneForm(formdata=None)
    return make_response(render_template("identity/lost_telephone.html", form=form, colleague=_colleague(reference)))


@bp.post("/workers/<reference>/lost-telephone")
@needs("workers.administer")
def keep(reference: str) -> ResponseReturnValue:
    """Ask a second colleague."""
    colleague = _colleague(reference)
    form = LostTelephoneForm()
    if form.validate():
        with form.refusals(), writing(g.worker) as session:
            commands.report(session, g.worker.agency_id, colleague.id, form.known_by.data)
            return redirect(url_for("workers.one", reference=reference, done="telephone"), 303)
    return make_response(render_template("identity/lost_telephone.html", form=form, colleague=colleague), 422)


@bp.get("/lost-telephones")
@needs("workers.vouch")
def waiting() -> ResponseReturnValue:
    """The colleagues for whom one's own word is asked."""
    with reading(g.worker) as session:
        found = commands.waiting(session)
    return make_response(
        render_template("identity/lost_telephones.html", lost=found, done=request.args.get("done") or "")
    )


@bp.get("/lost-telephones/<reference>")
@needs("workers.vouch")
def look(reference: str) -> ResponseReturnValue:
    """Ask whether it is them, after asking the colleague's own password again."""
    lost = _lost(reference)
    if not freshly_confirmed(g.worker):
        return redirect(url_for("account.confirm", then=url_for("lost_telephones.look", reference=reference)))
    return make_response(render_template("identity/vouch.html", form=VouchForm(formdata=None), lost=lost))


@bp.post("/lost-telephones/<reference>")
@needs("workers.vouch")
def answer(reference: str) -> ResponseReturnValue:
    """Let the worker set up another authenticator, or leave everything as it is."""
    lost = _lost(reference)
    if not freshly_confirmed(g.worker):
        return redirect(url_for("account.confirm", then=url_for("lost_telephones.look", reference=reference)), 303)
    form = VouchForm()
    if form.validate():
        is_them = form.is_them.data == "yes"
        with form.refusals(), writing(g.worker) as session:
            commands.answer(session, g.worker.agency_id, reference, is_them, form.known_by.data)
            return redirect(url_for("lost_telephones.waiting", done="them" if is_them else "not-them"), 303)
    return make_response(render_template("identity/vouch.html", form=form, lost=lost), 422)


def _colleague(reference: str) -> Colleague:
    with reading(g.worker) as session:
        return queries.colleague(session, reference)


def _lost(reference: str) -> Lost:
    with reading(g.worker) as session:
        for lost in commands.waiting(session):
            if lost.reference == reference:
                return lost
    raise NotVisible("Nothing waits for your answer here. Somebody else may have answered already.")
