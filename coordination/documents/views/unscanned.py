"""For administrators: how many of their agency's documents nobody can open, and why."""

from __future__ import annotations

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from coordination.access import needs
from coordination.db import reading
from coordination.documents.queries.unscanned import unscanned

bp = Blueprint("unscanned", __name__)


@bp.get("/scanning")
@needs("workers.administer")
def scanning() -> ResponseReturnValue:
    """Counts alone: no case, no title."""
    with reading(g.worker) as session:
        waiting = unscanned(session)
    return render_template("documents/scanning.html", waiting=waiting)
