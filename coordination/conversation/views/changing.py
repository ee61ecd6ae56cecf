"""What a writer does to a message of their own, each on a small page: other words, fewer readers, none at all."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from coordination.access import needs, shown
from coordination.cases.queries.audiences import EVERYONE, Chosen, who_reads
from coordination.cases.queries.entries import Entry
from coordination.conversation.commands import changing
from coordination.conversation.forms import ReadersForm, RemoveForm, WordsForm, readers_form
from coordination.conversation.models import Message
from coordination.conversation.queries.narrowing import within
from coordination.conversation.queries.seats import Seat, take
from coordination.conversation.queries.thread import thread
from coordination.db import reading, writing
from coordination.web.forms import BaseForm

bp = Blueprint("changing", __name__, url_prefix="/cases")


@dataclass(frozen=True)
class Found:
    """A message of the asker's own and the place where it stands."""

    seat: Seat
    message: Message
    body: str
    shown: Entry | None
    readers: ReadersForm


@bp.route("/<reference>/conversation/<message>/words", methods=["GET", "POST"])
@needs("case.read", records="case")
def words(reference: str, message: str) -> ResponseReturnValue:
    """Put it in other words."""
    found = _find(reference, message)
    form = WordsForm(data={"body": found.body, "seen": changing.wording_tag(found.message)})
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            changing.edit(session, g.worker, reference, message, str(form["body"].data), seen=str(form["seen"].data),
                          once=str(form.once.data))  # fmt: skip
    return _answer(found, form, "conversation/words.html")


@bp.route("/<reference>/conversation/<message>/readers", methods=["GET", "POST"])
@needs("case.read", records="case")
def readers(reference: str, message: str) -> ResponseReturnValue:
    """Let fewer read it."""
    found = _find(reference, message)
    form = found.readers
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            given = form.readers(found.message.category)
            changing.narrow(session, g.worker, reference, message, given, once=str(form.once.data))
    return _answer(found, form, "conversation/readers.html")


@bp.route("/<reference>/conversation/<message>/remove", methods=["GET", "POST"])
@needs("case.read", records="case")
def remove(reference: str, message: str) -> ResponseReturnValue:
    """Take it out of the conversation."""
    found = _find(reference, message)
    form = RemoveForm()
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            changing.remove(session, g.worker, reference, message, once=str(form.once.data))
    return _answer(found, form, "conversation/remove.html")


def _find(reference: str, message: str) -> Found:
    with reading(g.worker) as session:
        seat = take(session, g.worker, reference)
        row = changing.my_message(session, g.worker, seat, message)
        shown([seat.case.id])
        body = changing.words_of(session, row) if row.removed_at is None else ""
        around = thread(session, seat, before=row.seq + 1, size=1)
        people = who_reads(session, seat, row.category, Chosen(EVERYONE))
        fewer = within(session, seat, people, row)
    entry = next((entry for entry in around.entries if entry.seq == row.seq), None)
    return Found(seat, row, body, entry, readers_form(seat, people, row, fewer))


def _answer(found: Found, form: BaseForm, template: str) -> ResponseReturnValue:
    if form.is_submitted() and not form.errors and form.refusal is None:
        where = url_for(
            "conversation.conversation", reference=found.seat.case.reference, _anchor=f"m{found.message.seq}"
        )
        return redirect(where, 303)
    return render_template(template, seat=found.seat, found=found, form=form), form.status
