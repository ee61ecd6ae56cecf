"""An administrator's page: mail of their agency that did not go out."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.access import needs
from coordination.db import reading, writing
from coordination.notifications import queries
from coordination.notifications.commands import try_again

bp = Blueprint("unsent", __name__, url_prefix="/workers/messages")


@bp.get("")
@needs("workers.administer")
def not_out() -> ResponseReturnValue:
    """What did not go out, what may not have gone out, and what keeps failing."""
    with reading(g.worker) as session:
        page = queries.not_out(session)
    return render_template("notices/not_out.html", page=page, done=request.args.get("done"))


@bp.post("/<reference>/try-again")
@needs("workers.administer")
def again(reference: str) -> ResponseReturnValue:
    """Ask for another try."""
    with writing(g.worker) as session:
        try_again(session, g.worker.id, reference)
    return redirect(url_for("unsent.not_out", done="again"), 303)
