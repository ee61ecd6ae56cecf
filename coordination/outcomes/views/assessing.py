"""One statement of a round: rating it, making an action of its gap; and two rounds beside each other."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from coordination.access import needs
from coordination.db import reading, writing
from coordination.errors import MovedOn, NotVisible
from coordination.outcomes.assessment_forms import RateForm, action_form, compare_form
from coordination.outcomes.commands.assessing import Given, rate
from coordination.outcomes.commands.closing_gaps import add_action
from coordination.outcomes.queries import assessment as queries
from coordination.outcomes.queries.reporting import members_of
from coordination.outcomes.views.assessment import assessed_in

bp = Blueprint("assessing", __name__, url_prefix="/self-assessment")


@bp.route("/<reference>/statements/<code>", methods=["GET", "POST"])
@needs("figures.give")
def statement(reference: str, code: str) -> ResponseReturnValue:
    """Rate a statement. Who comes second is told, keeps what they wrote, and reads what stands now."""
    with reading(g.worker) as session:
        found = queries.round_of(session, reference)
        asked = found.statement(code)
        history = queries.history(session, found, code)
    now = history[0] if history else None
    form = RateForm(data=_begun(now))
    if form.validate_on_submit():
        given = Given(form.rating.data or "", form.evidence.data or "", form.works.data or "", form.gap.data or "")
        with form.refusals(), writing(g.worker) as session:
            rate(session, g.worker, reference, code, given, seen=form.seen_revision, once=str(form.once.data))
        if form.refusal is None:
            return redirect(url_for("assessment.one", reference=reference, done="rated", _anchor=code), 303)
    overtaken = isinstance(form.refusal, MovedOn)
    if overtaken:
        with reading(g.worker) as session:
            history = queries.history(session, found, code)
        # whoever keeps theirs again has read what stands now
        form.seen.typed = str(history[0].revision if history else 0)
    page = render_template(
        "assessment/statement.html", form=form, round=found, statement=asked, history=history, overtaken=overtaken
    )
    return page, form.status


@bp.route("/<reference>/statements/<code>/action", methods=["GET", "POST"])
@needs("measures.keep")
def action(reference: str, code: str) -> ResponseReturnValue:
    """Make an action of the delivery plan out of a gap."""
    with reading(g.worker) as session:
        found = queries.round_of(session, reference)
        asked = found.statement(code)
        partnership = queries.partnership_of(session, found)
        members = members_of(session, partnership.id)
    rated = found.ratings.get(code)
    if rated is None or not rated.is_gap:
        raise NotVisible("This statement has no gap that an action could close.")
    form = action_form([(one.code, one.name) for one in members], rated.gap)
    if form.validate_on_submit() and form.due.data is not None:
        with form.refusals(), writing(g.worker) as session:
            made = add_action(
                session, g.worker, reference, code, what=form.what.data or "", agency=form.agency.data or "",
                due_on=form.due.data, once=str(form.once.data),
            )  # fmt: skip
        if form.refusal is None:
            return redirect(url_for("plan.one", code=made, partnership=partnership.code, done="added"), 303)
    page = render_template("assessment/action.html", form=form, round=found, statement=asked, rated=rated)
    return page, form.status


@bp.get("/compare")
@needs("plan.read")
def compare() -> ResponseReturnValue:
    """Two rounds beside each other, statement by statement; the last two unless others are chosen."""
    with reading(g.worker) as session:
        partnership, mine = assessed_in(session)
        rounds = queries.rounds_of(session, partnership)
    by_reference = {one.reference: one for one in rounds}
    now = rounds[0].reference if rounds else ""
    before = rounds[1].reference if len(rounds) > 1 else now
    form = compare_form([(one.reference, f"Round {one.number}") for one in rounds], before, now)
    form.validate()
    pair = [
        by_reference.get(form[name].data or "", by_reference.get(usual))
        for name, usual in (("before", before), ("now", now))
    ]
    return render_template(
        "assessment/compare.html",
        partnership=partnership,
        mine=mine,
        rounds=rounds,
        form_here=form,
        pair=pair,
        areas=queries.beside(pair[0], pair[1]) if pair[0] and pair[1] else [],
    )


def _begun(now: queries.Rated | None) -> dict[str, str]:
    """What the form begins with: the rating that holds, which the next one takes the place of."""
    if now is None:
        return {"seen": "0"}
    return {
        "rating": now.rating,
        "evidence": now.evidence,
        "works": now.works,
        "gap": now.gap,
        "seen": str(now.revision),
    }
