"""What a page of a conversation does by itself: it asks for what is new, and says how far that has been seen."""

from __future__ import annotations

import re

from flask import Blueprint, Response, current_app, g, render_template, request
from flask.typing import ResponseReturnValue

from coordination.access import look_recorded, needs, shown
from coordination.cases.panels import added_sources
from coordination.conversation.commands.marking import mark_read
from coordination.conversation.forms import SeenForm
from coordination.conversation.queries.arrived import arrived
from coordination.conversation.queries.seats import take
from coordination.conversation.queries.thread import CARDS, SOURCES
from coordination.db import reading, writing

PLACE = re.compile("[0-9]{1,15}")

bp = Blueprint("arriving", __name__, url_prefix="/cases")


@bp.get("/<reference>/conversation/new")
@needs("case.read", records="case", by_itself=True, bar=False)
def new(reference: str) -> ResponseReturnValue:
    """The entries after a place, and whether there is more to show than these. Marks nothing as read."""
    after = request.args.get("after", "")
    own_page = request.args.get("lines") == "yes"
    with reading(g.worker) as session:
        seat = take(session, g.worker, reference)
        place = int(after) if PLACE.fullmatch(after) else seat.heard
        sources = (*SOURCES, *added_sources(current_app)) if own_page else (CARDS,)
        found = arrived(session, seat, place, sources=sources, whole_case=not own_page)
    anything = bool(found.entries or found.altered)
    shown([seat.case.id] if anything else [])
    if not anything:
        look_recorded()  # nothing of the case was shown
    return render_template("conversation/new_entries.html", seat=seat, found=found, whole=own_page)


@bp.post("/<reference>/conversation/seen-so-far")
@needs("case.read", by_itself=True, bar=False)
def seen(reference: str) -> ResponseReturnValue:
    """Note that what came while the page was open has been in view. Nothing beyond what the asker may see is marked."""
    form = SeenForm()
    if not form.validate():
        return Response(status=422)
    with writing(g.worker) as session:
        seat = take(session, g.worker, reference)
        seat.must_be_open()
        mark_read(session, seat, min(form.place, seat.heard))
    return Response(status=204)
