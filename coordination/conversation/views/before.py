"""What a message said before it was changed or removed, for those with the governance role who may read the message."""

from __future__ import annotations

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from coordination.access import needs, shown
from coordination.conversation.queries import before
from coordination.db import reading

bp = Blueprint("before", __name__, url_prefix="/cases")


@bp.get("/<reference>/conversation/<message>/before")
@needs("audit.search", records="case", purpose="audit")
def words(reference: str, message: str) -> ResponseReturnValue:
    """Every wording of one message, the newest first. That it was opened stands in the log."""
    with reading(g.worker) as session:
        found = before.wordings(session, reference, message)
        shown([found.case_id])
    return render_template("conversation/before.html", found=found)
