"""Check your answers, send, and the page that says it arrived."""

from __future__ import annotations

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from coordination.access import needs, shown
from coordination.cases.queries import seats
from coordination.db import reading, writing
from coordination.documents.queries.listing import named
from coordination.errors import Invalid, MovedOn, NotVisible
from coordination.forms.printing import filled_print
from coordination.forms.words import in_words
from coordination.referrals.commands.submitting import closed_part_of, mark_of, part_of, see, submit
from coordination.referrals.forms import send_form
from coordination.referrals.queries import already, drafts, receiving, sent
from coordination.referrals.queries.copies import printed, sections_of
from coordination.referrals.queries.receiving import Receiving
from coordination.referrals.queries.sent import RingUp, nobody_reads
from coordination.referrals.queries.written import Writing
from coordination.web.filters import full_time
from coordination.web.forms import BaseForm

bp = Blueprint("sending", __name__)
CANNOT_ADD = "You cannot add to that case now: it was closed, or is not open to you. Check again, then send."


@bp.route("/refer/<reference>/check", methods=["GET", "POST"])
@needs("referral.write", records="case")
def check(reference: str) -> ResponseReturnValue:
    """Everything that was answered, what is still missing, who will see it, where it goes; and the button."""
    pressed, add_to = request.method == "POST", request.form.get("add_to")
    form: BaseForm | None = None
    try:
        # a press reads and sends in one transaction: what it read still stands when it is sent
        with writing(g.worker, by_one_id=True) if pressed else reading(g.worker) as session:
            row = drafts.row_of(session, reference, held=pressed)
            if row.ended_as == "submitted":
                return redirect(url_for("sending.sent_page", reference=row.reference))
            if row.ended_as is not None:
                raise NotVisible(drafts.NO_SUCH_DRAFT)
            seen = see(session, row)
            draft, attached, goes = seen.written, seen.attached, seen.goes
            part = part_of(session, draft)
            closed_part = closed_part_of(session, draft)
            # a press that opens a case of its own was shown them before, and is not kept waiting for them
            there = already.open_cases(session, draft) if not part and (not pressed or add_to) else []
            form = _form(draft, goes, part, add_to)
            if not form.validate_on_submit():
                pass
            elif add_to and add_to not in [case.reference for case in there]:
                form.form_errors.append(CANNOT_ADD)
            else:
                submit(
                    session,
                    g.worker,
                    reference,
                    once=form.once.data or "",
                    as_shown=form["as_shown"].data or "",
                    receiver=form["receiver"].data if "receiver" in form else None,
                    add_to=add_to,
                    seen=seen,
                )
                return redirect(url_for("sending.sent_page", reference=draft.reference))
    except (Invalid, MovedOn) as no:
        if form is None:
            raise
        form.refuse(no)
    if pressed and not part and not add_to:
        with reading(g.worker) as session:
            there = already.open_cases(session, draft)
    shown([case.id for case in there])
    form["as_shown"].data = mark_of(draft, attached)
    page = render_template(
        "referrals/check.html",
        alone=_alone(goes) if not part else [],
        draft=draft,
        attached=attached,
        form=form,
        sections=sections_of(draft),
        goes=goes,
        there=there,
        part=part,
        closed_part=closed_part,
        who=receiving.who_sees(draft.pathway),
        consents=_consents(draft),
    )
    return page, form.status


def _alone(goes: Receiving | None) -> list[RingUp]:
    """The receivers with nobody in them, who are rung: what is sent there nobody reads."""
    teams = [each.team_id for each in goes.receivers if each.team_id] if goes else []
    if not teams:
        return []
    with reading(g.worker) as session:
        return nobody_reads(session, teams)


def _form(draft: Writing, goes: Receiving | None, part: str | None, add_to: str | None) -> BaseForm:
    """The button, with what must be agreed to; the receivers where the sender must choose one."""
    choose = [(each.code, each.name) for each in goes.receivers] if goes and goes.must_choose and not part else []
    form = send_form(draft.pathway.declaration, tuple(choose))()
    if add_to and "receiver" in form:
        del form["receiver"]
    return form


@bp.get("/refer/<reference>/sent")
@needs("referral.write", records="case")
def sent_page(reference: str) -> ResponseReturnValue:
    """It arrived: the reference to quote, the receipt, what happens next and by when, and whom to ring."""
    with reading(g.worker) as session:
        referral = sent.of_draft(session, reference)
        may_add_documents = _is_open_to_sender(session, referral.case_reference)
        there = named(session, referral.case_id, g.worker.id, referral.went_along)
    shown([referral.case_id])
    return render_template("referrals/sent.html", referral=referral, there=there, may_add_documents=may_add_documents)


def _is_open_to_sender(session: Session, case_reference: str) -> bool:
    """Whether whoever sent it can add to the case; what was added to an open one may show them no more than that."""
    try:
        return seats.take(session, g.worker, case_reference).is_open
    except NotVisible:
        return False


@bp.get("/my-referrals/<reference>/copy.pdf")
@needs("referral.write", records="case")
def copy(reference: str) -> Response:
    """A copy of what this worker sent, as PDF."""
    with reading(g.worker) as session:
        referral = sent.of_case(session, g.worker.id, reference)
    shown([referral.case_id])
    about = [
        f"Case {referral.case_reference}, sent {full_time(referral.submitted_at)}. Receipt {referral.receipt}.",
        f"Printed by {g.worker.name}, {g.worker.agency_name}. Personal information: keep it safe.",
        *(["Added to an open case: this lists what was new or different."] if referral.added else []),
        "The same words are on the page “What I sent”, which a screen reader reads better than this file.",
    ]
    response = Response(
        filled_print(referral.pathway.title, about, printed(referral.pathway, referral.answers)),
        mimetype="application/pdf",
    )
    response.headers["Content-Disposition"] = f'inline; filename="{referral.case_reference}.pdf"'
    return response


def _consents(draft: Writing) -> list[tuple[str, str]]:
    return [
        (question.label, in_words(question, draft.answers[question.code]))
        for question in draft.pathway.asked_at_referral
        if question.kind == "consent" and draft.answers.get(question.code)
    ]
