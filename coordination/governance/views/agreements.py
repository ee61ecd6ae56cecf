"""/settings/agreements: who may read whose information, switched on and off with a reason."""

from __future__ import annotations

from flask import Blueprint, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.access import needs
from coordination.db import reading, writing
from coordination.governance.commands.agreements import switch_agreement
from coordination.governance.forms import agreement_form
from coordination.governance.queries import agreements as queries
from coordination.governance.views.settings import partnership_of

bp = Blueprint("agreements", __name__, url_prefix="/settings/agreements")


@bp.get("")
@needs("settings.read")
def everything() -> ResponseReturnValue:
    """The agencies; with ?agency= what one gives and takes, a pathway at a time."""
    agency = request.args.get("agency") or None
    with reading(g.worker) as session:
        partnership, mine = partnership_of(session, request.args.get("partnership"))
        agencies = queries.agencies(session, partnership.id)
        covered = queries.pathways_of(session, partnership.id, agency) if agency else []
        asked = request.args.get("pathway")
        pathway = next((one for one in covered if one[0] == asked), covered[0] if covered else None)
        giving = queries.agreed(session, partnership.id, giver=agency, pathway=pathway[0]) if pathway else []
        taking = queries.agreed(session, partnership.id, taker=agency, pathway=pathway[0]) if pathway else []
    page = render_template(
        "settings/agreements.html",
        partnership=partnership,
        mine=mine,
        agencies=agencies,
        agency=next(((code, name) for code, name in agencies if code == agency), None),
        covered=covered,
        pathway=pathway,
        giving=giving,
        taking=taking,
        done=request.args.get("done"),
        may_change=g.worker.may("settings.change"),
    )
    return make_response(page)


@bp.route("/<partnership>/<pathway>/<giver>/<taker>", methods=["GET", "POST"])
@needs("settings.change")
def one(partnership: str, pathway: str, giver: str, taker: str) -> ResponseReturnValue:
    """One agreement, with its categories to tick."""
    with reading(g.worker) as session:
        held, _ = partnership_of(session, partnership)
        agreement = queries.one(session, held.id, pathway, giver, taker)
    form = agreement_form(
        [(part.category, part.words) for part in agreement.parts],
        [part.category for part in agreement.parts if part.on],
    )
    # Nothing ticked is easily sent by mistake, and it ends everything: that is asked once more.
    ask_again = False
    if form.validate_on_submit():
        ask_again = bool(agreement.on and not form.on.data and form.pressed != "sure")
    if form.is_submitted() and not form.errors and not ask_again:
        with form.refusals(), writing(g.worker) as session:
            switch_agreement(
                session, g.worker, held, agreement, form.on.data, reason=form.reason.data, once=form.once.data
            )
            return redirect(
                url_for("agreements.everything", partnership=held.code, agency=giver, pathway=pathway, done=1)
            )
    page = render_template(
        "settings/agreement.html", form=form, agreement=agreement, partnership=held, ask_again=ask_again
    )
    return make_response(page, 422 if form.is_submitted() and not ask_again else 200)
