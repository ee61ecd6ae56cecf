"""What became of my referrals, and what I sent."""

from __future__ import annotations

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from coordination.access import needs, shown
from coordination.db import reading
from coordination.documents.queries.listing import named
from coordination.referrals.queries import became, sent
from coordination.referrals.queries.copies import printed

bp = Blueprint("following", __name__)


@bp.get("/my-referrals")
@needs("referral.write", records="case")
def mine() -> ResponseReturnValue:
    """What became of my referrals, the newest word first."""
    with reading(g.worker) as session:
        page = became.what_became(session, g.worker.id, request.args.get("after"))
    shown([row.case_id for row in page.rows])
    return render_template("referrals/mine.html", page=page)


@bp.get("/my-referrals/<reference>")
@needs("referral.write", records="case")
def what_i_sent(reference: str) -> ResponseReturnValue:
    """One referral as its sender sent it, with what happens next."""
    with reading(g.worker) as session:
        referral = sent.of_case(session, g.worker.id, reference)
        there = named(session, referral.case_id, g.worker.id, referral.went_along)
    shown([referral.case_id])
    return render_template(
        "referrals/what_i_sent.html",
        referral=referral,
        there=there,
        sections=printed(referral.pathway, referral.answers),
    )
