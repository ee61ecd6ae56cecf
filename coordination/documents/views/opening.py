"""The documents of a case, and opening one: as a file that is kept apart from our pages, never shown inside them."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, Response, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from werkzeug.http import dump_options_header

from coordination.access import needs, shown
from coordination.cases import queries as cases
from coordination.cases.queries.seats import take
from coordination.db import reading
from coordination.documents.content import KINDS
from coordination.documents.models import DocumentBody
from coordination.documents.queries.listing import documents, get
from coordination.errors import NotAllowed, NotVisible

SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
WHY_NOT = {
    "waiting": "This document has not been scanned yet. It can be opened once the scanner has found nothing in it.",
    "quarantined": "No scanner is set up here, so nobody can open this document. Tell an administrator.",
    "refused": "The scanner found something harmful in this document, so nobody can open it. Ask for a fresh copy.",
}

bp = Blueprint("documents", __name__, url_prefix="/cases")


@bp.get("/<reference>/documents")
@needs("case.read", records="case")
def listing(reference: str) -> ResponseReturnValue:
    """Every document on a case that the asker may know of."""
    with reading(g.worker) as session:
        seat = take(session, g.worker, reference)
        shown([seat.case.id])
        found = documents(session, seat.case.id, g.worker.id) if seat.is_open else []
    return render_template("documents/documents.html", seat=seat, found=found, done=request.args.get("done"))


@bp.get("/<reference>/documents/<document>/file")
@needs("case.read", records="document")
def file(reference: str, document: str) -> ResponseReturnValue:
    """The bytes of one document, each time with a look in the log. What is not clean is opened by nobody."""
    with reading(g.worker) as session:
        seat = take(session, g.worker, reference)
        found = get(session, seat.case.id, document)
        shown([seat.case.id])
        if found.state != "clean":
            raise NotAllowed(WHY_NOT[found.state])
        content = session.scalar(select(DocumentBody.content).where(DocumentBody.document_id == found.id))
    if content is None or found.removed_at is not None:
        raise NotVisible("This document was removed.")
    return _kept_apart(content, found.name, KINDS[found.kind].media_type)


@bp.get("/<reference>/documents/<document>/original")
@needs("audit.search", records="document", purpose="audit")
def original(reference: str, document: str) -> Response:
    """What a document was before it was removed: for those with the governance role who could read it."""
    with reading(g.worker) as session:
        case = cases.get(session, reference)
        found = get(session, case.id, document)
        shown([case.id])
        if found.state != "clean":
            raise NotAllowed(WHY_NOT[found.state])
        content = session.scalar(select(DocumentBody.content).where(DocumentBody.document_id == found.id))
    if content is None or found.removed_at is None:
        raise NotVisible("There is no removed document here that you can open.")
    return _kept_apart(content, found.name, KINDS[found.kind].media_type)


def _kept_apart(content: bytes, name: str, media_type: str) -> Response:
    """A download that no browser opens inside our pages, runs, guesses at or keeps."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    names = dump_options_header("attachment", {"filename": plain})
    answer = Response(content, mimetype=media_type)
    answer.headers["Content-Disposition"] = f"{names}; filename*=UTF-8''{quote(name, safe='')}"
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer
