"""My messages: what waits to be read, and a search through what I may read."""

from __future__ import annotations

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from coordination.access import needs, shown
from coordination.conversation.queries import finding
from coordination.db import reading

LONGEST = 100

bp = Blueprint("messages", __name__)


@bp.get("/messages")
@needs("case.read", records="cases")
def mine() -> ResponseReturnValue:
    """The cases with unread messages, or the messages that hold some words."""
    words = request.args.get("q", "").strip()[:LONGEST]
    hits: list[finding.Hit] = []
    cut = False
    with reading(g.worker) as session:
        if words and "\x00" not in words:
            hits, cut = finding.search(session, words)
        waiting = [] if words else finding.waiting(session, g.worker)
    shown([*(hit.case_id for hit in hits), *(one.case_id for one in waiting)])
    return render_template("conversation/messages.html", words=words, hits=hits, cut=cut, waiting=waiting)
