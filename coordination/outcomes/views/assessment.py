"""/self-assessment: rounds of it, what each asks and how it was rated, and two rounds beside each other."""

from __future__ import annotations

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import needs
from coordination.db import reading, writing
from coordination.identity.models import Partnership
from coordination.identity.queries import partnerships_of
from coordination.outcomes.assessment_forms import CloseForm, OpenForm
from coordination.outcomes.assessment_print import print_round
from coordination.outcomes.commands.assessing import close_round, open_round
from coordination.outcomes.queries import assessment as queries
from coordination.outcomes.queries.partnerships import KEEPERS, READERS, one_of, where_my_agency_belongs
from workflows import self_assessment

bp = Blueprint("assessment", __name__, url_prefix="/self-assessment")


def assessed_in(session: Session) -> tuple[Partnership, list[Partnership]]:
    """Whose rounds are shown, and all whose rounds this worker may look at: as a reader of measures, or as a member."""
    readable = partnerships_of(session, g.worker, READERS)
    mine = [*readable, *(one for one in where_my_agency_belongs(session, g.worker) if one not in readable)]
    return one_of(mine, request.args.get("partnership")), mine


@bp.get("")
@needs("plan.read")
def rounds() -> ResponseReturnValue:
    """Every round of a partnership, the newest first."""
    with reading(g.worker) as session:
        partnership, mine = assessed_in(session)
        found = queries.rounds_of(session, partnership)
        keeps = partnership in partnerships_of(session, g.worker, KEEPERS)
    return render_template(
        "assessment/rounds.html",
        partnership=partnership,
        mine=mine,
        rounds=found,
        keeps=keeps,
        one_is_open=any(one.closed_at is None for one in found),
        edition=self_assessment.newest(),
        today=clock.today(),
    )


@bp.route("/open", methods=["GET", "POST"])
@needs("measures.keep")
def open_one() -> ResponseReturnValue:
    """Open the next round."""
    with reading(g.worker) as session:
        partnership = one_of(partnerships_of(session, g.worker, KEEPERS), request.args.get("partnership"))
        before = queries.rounds_of(session, partnership)
    form = OpenForm()
    if form.validate_on_submit() and form.due.data is not None:
        with form.refusals(), writing(g.worker) as session:
            reference = open_round(session, g.worker, partnership, form.due.data, once=str(form.once.data))
        if form.refusal is None:
            return redirect(url_for("assessment.one", reference=reference, done="opened"), 303)
    page = render_template(
        "assessment/open.html", form=form, partnership=partnership, edition=self_assessment.newest(), before=before
    )
    return page, form.status


@bp.get("/<reference>")
@needs("plan.read")
def one(reference: str) -> ResponseReturnValue:
    """One round: every statement with how it was rated, by whom, what shows it, and what became of its gap."""
    with reading(g.worker) as session:
        found = queries.round_of(session, reference)
        partnership = queries.partnership_of(session, found)
        actions = queries.actions_from(session, partnership, found)
        keeps = partnership in partnerships_of(session, g.worker, KEEPERS)
        member = partnership in where_my_agency_belongs(session, g.worker)
    return render_template(
        "assessment/round.html",
        round=found,
        partnership=partnership,
        actions=actions,
        keeps=keeps,
        may_rate=member and g.worker.may("figures.give") and found.closed_at is None,
        today=clock.today(),
        done=request.args.get("done"),
    )


@bp.get("/<reference>/round.pdf")
@needs("plan.read")
def paper(reference: str) -> Response:
    """The round on paper, as it stands now."""
    with reading(g.worker) as session:
        found = queries.round_of(session, reference)
        partnership = queries.partnership_of(session, found)
        actions = queries.actions_from(session, partnership, found)
    response = Response(print_round(found, partnership.name, actions, clock.now()), mimetype="application/pdf")
    name = f"self-assessment-{partnership.code}-round-{found.number}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@bp.route("/<reference>/close", methods=["GET", "POST"])
@needs("measures.keep")
def close(reference: str) -> ResponseReturnValue:
    """Say what closing does, and close the round."""
    with reading(g.worker) as session:
        found = queries.round_of(session, reference)
        partnership = queries.partnership_of(session, found)
    form = CloseForm()
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            close_round(session, g.worker, reference, once=str(form.once.data))
        if form.refusal is None:
            return redirect(url_for("assessment.one", reference=reference, done="closed"), 303)
    return render_template("assessment/close.html", form=form, round=found, partnership=partnership), form.status
