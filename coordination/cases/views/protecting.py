"""Opening what is protected, and shutting a worker out of a case."""

from __future__ import annotations

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from coordination.access import needs, shown
from coordination.cases import queries
from coordination.cases.commands import protecting
from coordination.cases.forms import ReasonForm, let_back_form, shut_out_form
from coordination.cases.queries import signals
from coordination.cases.queries.blocked import ShutOut, colleagues_on, shut_out_of
from coordination.cases.queries.loading import Loaded, load
from coordination.cases.queries.protected import protected_values
from coordination.cases.queries.sections import Protected, question_of
from coordination.db import reading, writing
from coordination.identity.queries import CONFIRMED_FOR, freshly_confirmed
from coordination.web.forms import BaseForm

bp = Blueprint("protecting", __name__, url_prefix="/cases")


@bp.route("/<reference>/protected/<field>", methods=["GET", "POST"])
@needs("case.work", records="protected address")
def unmask(reference: str, field: str) -> ResponseReturnValue:
    """Ask why, ask who it is again, and show it once."""
    with reading(g.worker) as session:
        page = load(session, g.worker, reference)
    shown([page.case.id])
    question = question_of(page, field)
    if question is None or not any(row.field == field and row.protected for row in page.rows["answers"]):
        abort(404)
    if not freshly_confirmed(g.worker):
        here = url_for("protecting.unmask", reference=reference, field=field)
        return redirect(url_for("account.confirm", then=here), 303)
    form = ReasonForm()
    values: list[Protected] = []
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            found = protecting.unmask(session, g.worker, reference, field, str(form.reason.data))
            values = [Protected(value, unlocked=True) for value in found]
    body = render_template(
        "cases/unmask.html",
        page=page,
        question=question,
        form=form,
        values=values,
        shown_for=CONFIRMED_FOR,
        name=signals.name_of(page),
    )
    return body, 422 if form.errors else 200


@bp.get("/<reference>/protected/<field>/still")
@needs("case.work", by_itself=True, bar=False)
def still_opens(reference: str, field: str) -> ResponseReturnValue:
    """Nothing, while what an open page shows may still be read by the worker for whom it was made (`of`).

    The page asks by itself and hides it on any other answer: its worker may have signed out in another tab, been
    suspended or shut out, or no longer hold the category.
    """
    with reading(g.worker) as session:
        if not protected_values(session, queries.get(session, reference).id, field):
            abort(404)
    return "", 204 if request.args.get("of") == g.worker.reference else 403


@bp.get("/<reference>/shut-out")
@needs("case.block", records="case")
def shutting_out(reference: str) -> ResponseReturnValue:
    """Who is shut out now, and who could be."""
    page, blocked, out, back = _who(reference)
    done = request.args.get("done")
    return render_template("cases/shut_out.html", page=page, form=None, out=out, back=back, blocked=blocked, done=done)


@bp.post("/<reference>/shut-out")
@needs("case.block", records="case")
def shut_out(reference: str) -> ResponseReturnValue:
    """Hide the case from the chosen worker."""
    page, blocked, out, back = _who(reference)
    if out.validate():
        with out.refusals(), writing(g.worker) as session:
            who, why = str(out["worker"].data), str(out["reason"].data)
            protecting.shut_out(session, g.worker, reference, who, why, once=out.once.data)
        if not out.errors:
            return redirect(url_for("protecting.shutting_out", reference=reference, done="out"), 303)
    return render_template("cases/shut_out.html", page=page, form=out, out=out, back=back, blocked=blocked), 422


@bp.post("/<reference>/let-back-in")
@needs("case.block", records="case")
def let_back_in(reference: str) -> ResponseReturnValue:
    """Show the case to the chosen worker again."""
    page, blocked, out, back = _who(reference)
    if back.validate():
        with back.refusals(), writing(g.worker) as session:
            protecting.let_back_in(session, g.worker, reference, str(back["worker"].data), once=back.once.data)
        if not back.errors:
            return redirect(url_for("protecting.shutting_out", reference=reference, done="back"), 303)
    return render_template("cases/shut_out.html", page=page, form=back, out=out, back=back, blocked=blocked), 422


def _who(reference: str) -> tuple[Loaded, list[ShutOut], BaseForm, BaseForm]:
    with reading(g.worker) as session:
        page = load(session, g.worker, reference)
        blocked = shut_out_of(session, page.case.id)
        others = colleagues_on(session, page, {one.reference for one in blocked})
    shown([page.case.id])
    out = shut_out_form([SelectChoice(one.reference, f"{one.name}, {one.agency}") for one in others])
    back = let_back_form([SelectChoice(one.reference, f"{one.name}, {one.agency}") for one in blocked])
    return page, blocked, out, back
