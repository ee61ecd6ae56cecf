"""A referral about the person of a case, begun on that case or from a message in its conversation."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.access import needs, shown
from coordination.conversation.queries.own import words_of_mine
from coordination.db import reading, writing
from coordination.referrals.commands.linking import begin_from_case
from coordination.referrals.forms import linked_form
from coordination.referrals.queries.from_case import case_to_refer_from, may_carry, others
from workflows.carrying import ACCOUNT

bp = Blueprint("linking", __name__)


@bp.route("/cases/<reference>/refer", methods=["GET", "POST"])
@needs("referral.write", records="case")
def refer(reference: str) -> ResponseReturnValue:
    """What has happened? Each choice says what it takes along from the case."""
    message = request.args.get("message") or None
    with reading(g.worker) as session:
        case = case_to_refer_from(session, g.worker, reference)
        words = words_of_mine(session, g.worker.id, case.id, message) if message else ""
        offered = [(pathway, may_carry(session, g.worker, case, pathway)) for pathway in others(case)]
    shown([case.id])
    form = linked_form(offered, with_words=ACCOUNT if words else {})()
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            draft = begin_from_case(
                session, g.worker, reference, str(form["pathway"].data), message, once=str(form.once.data)
            )
            return redirect(url_for("writing.tasks", reference=draft), 303)
    return render_template("referrals/linked.html", case=case, form=form, words=words), form.status
