"""The conversation of one case on a page of its own."""

from __future__ import annotations

import re

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.access import needs, shown
from coordination.conversation.commands.marking import mark_read
from coordination.conversation.commands.posting import post
from coordination.conversation.forms import MessageForm, message_form
from coordination.conversation.queries.audiences import EVERYONE, Chosen, who_reads
from coordination.conversation.queries.seats import Seat, take
from coordination.conversation.queries.thread import Thread, thread
from coordination.db import writing

SEQUENCE = re.compile("[0-9]{1,9}")

bp = Blueprint("conversation", __name__, url_prefix="/cases")


@bp.route("/<reference>/conversation", methods=["GET", "POST"])
@needs("case.read", records="case")
def conversation(reference: str) -> ResponseReturnValue:
    """What is said on a case, and the place to say something."""
    seat, said, form = _read(reference, request.args.get("before", ""))
    if form is not None and form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            posted = post(session, g.worker, reference, form.to_post(), once=form.once.data)
        if not form.errors and form.refusal is None:
            return redirect(url_for("conversation.conversation", reference=reference, _anchor=f"m{posted.seq}"), 303)
    if form is None and request.method == "POST":
        seat.must_be_open()
    return render_template("conversation/conversation.html", seat=seat, thread=said, form=form), (
        form.status if form is not None else 200
    )


def _read(reference: str, before: str) -> tuple[Seat, Thread | None, MessageForm | None]:
    with writing(g.worker) as session:
        seat = take(session, g.worker, reference)
        shown([seat.case.id])
        if not seat.is_open:
            return seat, None, None
        place = int(before) if SEQUENCE.fullmatch(before) else None
        said = thread(session, seat, before=place)
        if request.method == "GET" and place is None and said.newest:
            mark_read(session, seat, said.newest)
        people = who_reads(session, seat, "core", Chosen(EVERYONE))
    return seat, said, message_form(seat, people)
