"""Opening what is protected, and shutting a worker out of a case."""

from __future__ import annotations

from flask import Blueprint, abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from coordination.access import needs, shown
from coordination.cases.commands import protecting
from coordination.cases.forms import LetBackForm, ReasonForm, ShutOutForm
from coordination.cases.queries import signals
from coordination.cases.queries.blocked import colleagues_on, shut_out_of
from coordination.cases.queries.loading import load
from coordination.cases.queries.sections import Protected, question_of
from coordination.db import reading, writing
from coordination.identity.queries import freshly_confirmed

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
        "cases/unmask.html", page=page, question=question, form=form, values=values, name=signals.name_of(page)
    )
    return body, 422 if form.errors else 200


@bp.route("/<reference>/shut-out", methods=["GET", "POST"])
@needs("case.block", records="case")
def shut_out(reference: str) -> ResponseReturnValue:
    """Choose the worker who must not see this case, and say why; or let one back in."""
    return _shutting(reference, ShutOutForm(), None)


@bp.post("/<reference>/let-back-in")
@needs("case.block", records="case")
def let_back_in(reference: str) -> ResponseReturnValue:
    """Choose the worker who may see it again."""
    return _shutting(reference, None, LetBackForm())


def _shutting(reference: str, out: ShutOutForm | None, back: LetBackForm | None) -> ResponseReturnValue:
    with reading(g.worker) as session:
        page = load(session, g.worker, reference)
        blocked = shut_out_of(session, page.case.id)
        others = colleagues_on(session, page, {one.reference for one in blocked})
    shown([page.case.id])
    sent = out if out is not None and out.is_submitted() else back
    out = out or ShutOutForm(formdata=None)
    back = back or LetBackForm(formdata=None)
    out.worker.choices = [SelectChoice(one.reference, f"{one.name}, {one.agency}") for one in others]
    back.worker.choices = [SelectChoice(one.reference, f"{one.name}, {one.agency}") for one in blocked]
    if sent is not None and sent.validate():
        who = str(sent.worker.data)
        with sent.refusals(), writing(g.worker) as session:
            if isinstance(sent, ShutOutForm):
                protecting.shut_out(session, g.worker, reference, who, str(sent.reason.data), once=sent.once.data)
            else:
                protecting.let_back_in(session, g.worker, reference, who, once=sent.once.data)
        if not sent.errors:
            return redirect(url_for("protecting.shut_out", reference=reference), 303)
    body = render_template("cases/shut_out.html", page=page, form=sent, out=out, back=back, blocked=blocked)
    return body, 422 if sent is not None and sent.errors else 200
