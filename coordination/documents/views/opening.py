"""The documents of a case, and opening one."""

from __future__ import annotations

from flask import Blueprint, Response, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from coordination.access import needs, shown
from coordination.cases import queries as cases
from coordination.cases.queries.seats import take
from coordination.db import reading
from coordination.documents.content import KINDS
from coordination.documents.kept_apart import kept_apart
from coordination.documents.models import DocumentBody
from coordination.documents.queries.listing import documents, get
from coordination.documents.unopened import WHY_NOT
from coordination.errors import NotAllowed, NotVisible

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
    return kept_apart(content, found.name, KINDS[found.kind].media_type)


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
    return kept_apart(content, found.name, KINDS[found.kind].media_type)
