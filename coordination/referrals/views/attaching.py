"""Attaching a document to a draft, from its form, its chat or its answers, opening it and taking it away again."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.access import needs, shown
from coordination.db import reading, writing
from coordination.documents.given import LARGEST_UPLOAD
from coordination.documents.kept_apart import kept_apart
from coordination.documents.queries.attached import attached_to, bytes_of, one_of
from coordination.referrals.attach_form import DetachForm, attach_form
from coordination.referrals.commands.attaching import attach, take_away
from coordination.referrals.queries import drafts
from coordination.referrals.queries.written import Writing

bp = Blueprint("attaching", __name__)


@bp.url_value_preprocessor
def _larger_than_other_pages(endpoint: str | None, values: dict[str, Any] | None) -> None:
    if request.method == "POST" and endpoint == "attaching.new":
        request.max_content_length = LARGEST_UPLOAD


@bp.route("/refer/<reference>/documents/new", methods=["GET", "POST"])
@needs("referral.write")
def new(reference: str) -> ResponseReturnValue:
    """Attach a document to a draft. It goes along once the draft is sent, and with the draft if it never is."""
    with reading(g.worker) as session:
        draft = drafts.get(session, reference)
        attached = attached_to(session, draft.id)
    form = attach_form(draft)
    if form.validate_on_submit():
        with form.refusals():
            given = form.to_add()
            with writing(g.worker) as session:
                attach(session, g.worker, reference, given, once=str(form.once.data))
        if form.refusal is None:
            return redirect(_back(draft, added="yes"), 303)
    page = render_template("referrals/attach.html", draft=draft, attached=attached, form=form, back=_back(draft))
    return page, form.status


@bp.get("/refer/<reference>/documents/<document>/file")
@needs("referral.write", records="document")
def file(reference: str, document: str) -> ResponseReturnValue:
    """What was attached, for its writer alone: is it the right file? Each time with a look in the log."""
    with reading(g.worker) as session:
        draft = drafts.get(session, reference)
        one = one_of(session, draft.id, document)
        content = bytes_of(session, one)
    shown([])  # it belongs to no case yet
    return kept_apart(content, one.name, one.kind.media_type)


@bp.route("/refer/<reference>/documents/<document>/remove", methods=["GET", "POST"])
@needs("referral.write")
def remove(reference: str, document: str) -> ResponseReturnValue:
    """Asks once more, then takes a document away from a draft for good."""
    with reading(g.worker) as session:
        draft = drafts.get(session, reference)
        one = one_of(session, draft.id, document)
    form = DetachForm()
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            take_away(session, g.worker, reference, document)
        return redirect(_back(draft), 303)
    return render_template("referrals/detach.html", draft=draft, one=one, form=form, back=_back(draft)), form.status


def _back(draft: Writing, added: str | None = None) -> str:
    """The page that it was asked for from: the answers to check, the chat, a page of the form, or all of them.

    Those that do not list the documents are told that one was added.
    """
    came_from = request.args.get("page", "")
    if came_from == "check":
        return url_for("sending.check", reference=draft.reference, _anchor="documents")
    if came_from == "chat":
        return url_for("chat.resume", reference=draft.reference, added=added)
    if came_from in draft.pathway.topics:
        return url_for("writing.page", reference=draft.reference, code=came_from, added=added)
    return url_for("writing.tasks", reference=draft.reference, _anchor="documents")
