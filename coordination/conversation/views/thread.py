"""The conversation of one case on a page of its own, and what its composer asks while somebody writes."""

from __future__ import annotations

import re
from dataclasses import replace

from flask import Blueprint, Response, current_app, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from coordination.access import look_recorded, needs, shown
from coordination.audit.commands import look
from coordination.cases.panels import added_sources
from coordination.cases.queries import get
from coordination.cases.queries.audiences import EVERYONE, people_in_words
from coordination.conversation.commands.keeping import keep
from coordination.conversation.commands.marking import mark_read
from coordination.conversation.commands.posting import post
from coordination.conversation.forms import MessageForm, SeenForm, message_form
from coordination.conversation.queries import seats
from coordination.conversation.queries.seats import Seat, take
from coordination.conversation.queries.thread import SOURCES
from coordination.conversation.queries.thread import asks as messages_asked
from coordination.conversation.views import slash
from coordination.conversation.views.showing import people_of, show
from coordination.db import reading, writing
from coordination.errors import Invalid, MovedOn
from coordination.queues.queries.alerted import somebody_hears
from coordination.together import read_ahead
from workflows.danger_words import DANGERS, NOBODY_HEARS

SEQUENCE = re.compile("[0-9]{1,9}")

bp = Blueprint("conversation", __name__, url_prefix="/cases")


@bp.route("/<reference>/conversation", methods=["GET", "POST"])
@needs("case.read", records="case")
def conversation(reference: str) -> ResponseReturnValue:
    """What is said on a case, and the place to say something."""
    before = request.args.get("before", "")
    place = int(before) if SEQUENCE.fullmatch(before) else None
    with writing(g.worker, by_one_id=True) as session:
        seat = _seat(session, reference, place)
        shown([seat.case.id])
        if request.method == "POST":
            seat.must_be_open()
        danger = DANGERS.get(request.args.get("danger", ""))
        closed = seat.case.ended_at is not None
        heard = danger is not None and not closed and somebody_hears(session, seat.case.id, danger.alert)
        page = show(session, seat, before=place, sources=(*SOURCES, *added_sources(current_app)))
        if request.method == "GET":
            if page.form is not None and place is None and page.thread.newest:
                mark_read(session, seat, page.thread.newest)
            purpose: str = conversation.needs.purpose  # type: ignore[attr-defined]
            look(session, g.worker.token, str(request.endpoint), purpose, g.shown_cases)
            look_recorded()
    if page.form is not None and page.form.is_submitted():
        where = _sent(seat, page.form)
        if where is not None:
            return redirect(where, 303)
    status = page.form.status if page.form is not None else 200
    seen_so_far = SeenForm(formdata=None)
    body = render_template(
        "conversation/conversation.html",
        seat=seat,
        talk=page,
        danger=danger,
        alerted=(danger.alerted if heard else NOBODY_HEARS) if danger else "",
        seen_so_far=seen_so_far,
    )
    return body, status


def _seat(session: Session, reference: str, before: int | None) -> Seat:
    """A seat in the conversation of a case, read together with the page of it that is shown."""
    case = get(session, reference)
    read_ahead(session, {**seats.asks(g.worker, case), **messages_asked(case.id, before=before)})
    return seats.seat_on(session, g.worker, case)


def _sent(seat: Seat, form: MessageForm) -> str | None:
    """Send or keep what was written. Where to go next, or None with what to put right on the form."""
    reference = seat.case.reference
    here = url_for("conversation.conversation", reference=reference)
    if form.pressed == "keep":
        if not form.may_be_kept():
            return None
        with writing(g.worker) as session:
            keep(session, take(session, g.worker, reference), form.to_post())
        return f"{here}?choose=yes#composer" if request.form.get("keep") == "choose" else f"{here}#composer"
    if not form.validate():
        return None
    body = str(form["body"].data or "")
    word = slash.word_of(body)
    if word is not None:
        rest = slash.behind(body)
        where = slash.address(word, reference, begun=bool(rest))
        if where is None:
            form["body"].errors = [slash.UNKNOWN.format(word=word)]
            return None
        with writing(g.worker) as session:  # what stands behind the word is not lost, and the word is done with
            keep(session, take(session, g.worker, reference), replace(form.to_post(), body=rest))
        return where
    with form.refusals(), writing(g.worker) as session:
        posted = post(session, g.worker, reference, form.to_post(), once=str(form.once.data))
    if form.refusal is None:
        return f"{here}?danger={posted.danger}#m{posted.seq}" if posted.danger else f"{here}#m{posted.seq}"
    form.look_again(seat)
    return None


@bp.post("/<reference>/conversation/keep")
@needs("case.read")
def keep_draft(reference: str) -> ResponseReturnValue:
    """Keep what is being written, as it is written."""
    with writing(g.worker) as session:
        seat = take(session, g.worker, reference)
        seat.must_be_open()
        form = message_form(seat)
        if not form.may_be_kept():
            return Response(" ".join([*form.form_errors, *form["body"].errors]), 422, mimetype="text/plain")
        keep(session, seat, form.to_post())
    return Response(status=204)


@bp.get("/<reference>/conversation/people")
@needs("case.read")
def people(reference: str) -> ResponseReturnValue:
    """Who would read what is being written: nobody else is offered by name."""
    with reading(g.worker) as session:
        seat = take(session, g.worker, reference)
        seat.must_be_open()
        try:
            found = people_of(session, seat, request.args)
        except (Invalid, MovedOn) as no:
            return jsonify(said=no.message, people=[])
    offered = [
        {"reference": one.reference, "name": one.name, "agency": one.agency} for one in found if one.id != g.worker.id
    ]
    said = people_in_words(seat, found, request.args.get("audience", EVERYONE))
    return jsonify(said=said, people=offered)


@bp.post("/<reference>/conversation/seen")
@needs("case.read")
def seen(reference: str) -> ResponseReturnValue:
    """Note that what stands on the case's own page has been seen."""
    with writing(g.worker) as session:
        seat = take(session, g.worker, reference)
        seat.must_be_open()
        page = show(session, seat, sources=())
        if page.thread.newest:
            mark_read(session, seat, page.thread.newest)
    return redirect(url_for("cases.case", reference=reference, _anchor="conversation"), 303)
