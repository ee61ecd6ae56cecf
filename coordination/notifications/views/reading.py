"""Notices: what a worker was told, newest first. The link leads to the case's page, which decides what it shows."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.access import needs
from coordination.db import reading, writing
from coordination.notifications import commands, queries

bp = Blueprint("notices", __name__)


@bp.get("/notices")
@needs("signed-in")
def mine() -> ResponseReturnValue:
    """A page of my notices."""
    with reading(g.worker) as session:
        page = queries.page(session, g.worker.id, request.args.get("before"))
    return render_template("notices/notices.html", page=page)


@bp.post("/notices/read")
@needs("signed-in")
def read_all() -> ResponseReturnValue:
    """Mark everything as read that is not urgent."""
    with writing(g.worker) as session:
        commands.mark_all_read(session, g.worker.id)
    return redirect(url_for("notices.mine"), 303)


@bp.post("/notices/<reference>/read")
@needs("signed-in")
def read_one(reference: str) -> ResponseReturnValue:
    """Mark one as read."""
    with writing(g.worker) as session:
        commands.mark_read(session, g.worker.id, reference)
    return redirect(url_for("notices.mine", _anchor=f"notice-{reference}"), 303)


@bp.post("/notices/<reference>/acknowledge")
@needs("signed-in")
def acknowledge(reference: str) -> ResponseReturnValue:
    """Say that an urgent one was seen; it leaves the top of every page."""
    with writing(g.worker) as session:
        commands.acknowledge(session, g.worker.id, reference)
    return redirect(url_for("notices.mine", _anchor=f"notice-{reference}"), 303)
