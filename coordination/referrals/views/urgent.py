"""Send this part now: what cannot wait leaves a draft when its writer presses, and never by itself."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from coordination.access import needs, shown
from coordination.db import reading, writing
from coordination.documents.queries.listing import named
from coordination.errors import Invalid
from coordination.queues.queries.alerted import somebody_hears
from coordination.referrals.commands.urgent_part import send_part
from coordination.referrals.forms import SendPartForm, send_part_form
from coordination.referrals.queries import drafts, ringing, sent
from coordination.referrals.queries.ringing import CannotWait
from coordination.referrals.queries.written import Writing

bp = Blueprint("urgent", __name__)


@bp.route("/refer/<reference>/send-part", methods=["GET", "POST"])
@needs("referral.write")
def part(reference: str) -> ResponseReturnValue:
    """The button that sends what is there, or what has to be answered first and whom to ring meanwhile."""
    with reading(g.worker) as session:
        draft = drafts.get(session, reference)
        now = ringing.cannot_wait(session, draft)
    form = send_part_form(now.choices if now and not now.sent_as else ())()
    if form.validate_on_submit():
        with form.refusals():
            return sends(reference, form.once.data or "", form["receiver"].data if "receiver" in form else None)
    return render_template("referrals/send_part.html", draft=draft, form=form, now=now), form.status


@bp.get("/refer/<reference>/part-sent")
@needs("referral.write", records="case")
def part_sent(reference: str) -> ResponseReturnValue:
    """The urgent part arrived: its case, what to do now, whom to ring, and the way back to the rest."""
    with reading(g.worker) as session:
        draft = drafts.get(session, reference)
        referral = sent.of_part(session, g.worker.id, draft)
        there = named(session, referral.case_id, g.worker.id, referral.went_along)
        heard = somebody_hears(session, referral.case_id)
    shown([referral.case_id])
    return render_template("referrals/part_sent.html", draft=draft, referral=referral, there=there, heard=heard)


def sends(reference: str, once: str, receiver: str | None = None) -> ResponseReturnValue:
    """Send the part and go to the page that says so. Raises Invalid with what stands against it."""
    with writing(g.worker) as session:
        send_part(session, g.worker, reference, once=once, receiver=receiver)
    return redirect(url_for("urgent.part_sent", reference=reference))


def sends_or_says_why(reference: str, once: str) -> ResponseReturnValue:
    """The same from a page of the form, whose answers are kept already: what stands against it is on its own page."""
    try:
        return sends(reference, once)
    except Invalid:
        return redirect(url_for("urgent.part", reference=reference))


@bp.app_template_global("cannot_wait")
def cannot_wait(draft: Writing) -> CannotWait | None:
    """What the pages of this draft say of what cannot wait. Reads nothing while nothing is urgent."""
    if not any(advice.alert for advice in draft.advice):
        return None
    with reading(g.worker) as session:
        return ringing.cannot_wait(session, draft)


@bp.app_template_global("send_part_form")
def bare_form() -> SendPartForm:
    """The button of a page that is no form of its own."""
    return SendPartForm(formdata=None)
