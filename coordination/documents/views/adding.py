"""Adding a document, putting a new version in its place, and taking it away."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.access import needs, shown
from coordination.cases.queries.seats import Seat, take
from coordination.db import reading, writing
from coordination.documents.commands import adding
from coordination.documents.file_form import FileForm
from coordination.documents.forms import RemoveForm, adding_form
from coordination.documents.given import LARGEST_UPLOAD
from coordination.documents.models import Document
from coordination.documents.queries.listing import get
from coordination.errors import NotAllowed

bp = Blueprint("document_adding", __name__, url_prefix="/cases")


@bp.url_value_preprocessor
def _larger_than_other_pages(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """A file may be larger than what any other page is sent. Said before anything reads the form."""
    if request.method == "POST" and endpoint != "document_adding.remove":
        request.max_content_length = LARGEST_UPLOAD


@bp.route("/<reference>/documents/new", methods=["GET", "POST"])
@needs("case.read", records="case")
def new(reference: str) -> ResponseReturnValue:
    """Add a document. Who came from the conversation goes back there."""
    seat = _seat(reference)
    form = adding_form(seat)
    if form.validate_on_submit():
        with form.refusals():
            given = form.to_add()
            with writing(g.worker) as session:
                adding.add(session, g.worker, reference, given, once=str(form.once.data))
        if form.refusal is None:
            if _from_conversation():
                return redirect(url_for("conversation.conversation", reference=reference), 303)
            return redirect(url_for("documents.listing", reference=reference, done="added"), 303)
    page = render_template("documents/new.html", seat=seat, form=form, from_conversation=_from_conversation())
    return page, form.status


@bp.route("/<reference>/documents/<document>/replace", methods=["GET", "POST"])
@needs("case.read", records="document")
def replace(reference: str, document: str) -> ResponseReturnValue:
    """A new version of one's own document, for the same readers."""
    seat, found = _mine(reference, document)
    form = FileForm(data={"title": found.title})
    if form.validate_on_submit():
        with form.refusals():
            given = form.to_add()
            with writing(g.worker) as session:
                adding.replace(session, g.worker, reference, document, given, once=str(form.once.data))
        if form.refusal is None:
            return redirect(url_for("documents.listing", reference=reference, done="replaced"), 303)
    return render_template("documents/replace.html", seat=seat, document=found, form=form), form.status


@bp.route("/<reference>/documents/<document>/remove", methods=["GET", "POST"])
@needs("case.read", records="document")
def remove(reference: str, document: str) -> ResponseReturnValue:
    """Take one's own document away."""
    seat, found = _mine(reference, document)
    form = RemoveForm()
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            adding.remove(session, g.worker, reference, document, once=str(form.once.data))
        if form.refusal is None:
            return redirect(url_for("documents.listing", reference=reference, done="removed"), 303)
    return render_template("documents/remove.html", seat=seat, document=found, form=form), form.status


def _seat(reference: str) -> Seat:
    with reading(g.worker) as session:
        seat = take(session, g.worker, reference)
    shown([seat.case.id])
    if not seat.is_open:
        raise NotAllowed(adding.NOT_YET)
    if not seat.writes:
        raise NotAllowed(adding.NOTHING_TO_WRITE)
    return seat


def _mine(reference: str, document: str) -> tuple[Seat, Document]:
    with reading(g.worker) as session:
        seat = take(session, g.worker, reference)
        found = get(session, seat.case.id, document, g.worker.id)
    shown([seat.case.id])
    return seat, found


def _from_conversation() -> bool:
    return request.args.get("from") == "conversation"
