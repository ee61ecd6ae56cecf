"""A meeting is closed on a page that says what is not decided and what nobody does; moved or called off before that."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from coordination.access import needs, shown
from coordination.db import reading, writing
from coordination.panels.commands.being_open import must_be_running
from coordination.panels.commands.calling_off import call_off
from coordination.panels.commands.moving import move
from coordination.panels.commands.printing import others_in_words, title_of
from coordination.panels.commands.running import end
from coordination.panels.forms import CallOffForm, CloseForm, MoveForm
from coordination.panels.queries.closing import closing
from coordination.panels.queries.seats import get_meeting, table_of
from coordination.panels.views.agenda import chaired, number

bp = Blueprint("closing", __name__, url_prefix="/panels/meetings")


@bp.route("/<reference>/close", methods=["GET", "POST"])
@needs("panel.take-part", records="case")
def close(reference: str) -> ResponseReturnValue:
    """Look once more, then close the meeting."""
    form = CloseForm()
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            end(session, g.worker, reference, once=str(form.once.data))
        if form.refusal is None:
            return redirect(url_for("minutes.minutes", reference=reference), 303)
    with reading(g.worker) as session:
        meeting = get_meeting(session, reference)
        table = table_of(session, g.worker, meeting)
        table.must_chair()
        must_be_running(meeting)
        found = closing(session, g.worker, table, meeting)
    named = [*found.undecided, *found.without_actions, *(item for item, _ in found.without_owner)]
    shown(list(dict.fromkeys(item.case_id for item in named)))
    body = render_template(
        "panels/close.html",
        meeting=meeting,
        table=table,
        found=found,
        form=form,
        title=title_of(table, meeting),
        others=others_in_words(found.hidden) if found.hidden else "",
    )
    return body, form.status


@bp.route("/<reference>/move", methods=["GET", "POST"])
@needs("panel.take-part")
def moved(reference: str) -> ResponseReturnValue:
    """Say when or where a meeting is held instead, before anybody has opened it."""
    meeting, table = chaired(reference)
    form = MoveForm(data={"starts_at": meeting.starts_at, "place": meeting.place, "seen": meeting.version})
    if form.validate_on_submit() and form.starts_at.data is not None:
        with form.refusals(), writing(g.worker) as session:
            move(
                session,
                g.worker,
                reference,
                starts_at=form.starts_at.data,
                place=str(form.place.data),
                seen=number(form.seen.data),
                once=str(form.once.data),
            )
        if form.refusal is None and not form.errors:
            return redirect(url_for("agenda.agenda", reference=reference), 303)
    body = render_template("panels/move.html", meeting=meeting, form=form, title=title_of(table, meeting))
    return body, form.status


@bp.route("/<reference>/call-off", methods=["GET", "POST"])
@needs("panel.take-part")
def called_off(reference: str) -> ResponseReturnValue:
    """Say why a meeting does not take place, before anybody has opened it."""
    meeting, table = chaired(reference)
    form = CallOffForm(data={"seen": meeting.version})
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            call_off(
                session, g.worker, reference, str(form.why.data), seen=number(form.seen.data), once=str(form.once.data)
            )
        if form.refusal is None and not form.errors:
            return redirect(url_for("agenda.agenda", reference=reference), 303)
    body = render_template("panels/call_off.html", meeting=meeting, form=form, title=title_of(table, meeting))
    return body, form.status
