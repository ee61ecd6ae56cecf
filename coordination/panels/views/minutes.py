"""Minutes: read by each member as far as they may, revised and approved by the chair, and on paper."""

from __future__ import annotations

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.access import needs, shown
from coordination.db import reading, writing
from coordination.errors import NotVisible
from coordination.panels.commands.minuting import approve, make_minutes
from coordination.panels.commands.printing import ask_for_print, others_in_words, title_of
from coordination.panels.forms import NoteForm, Press
from coordination.panels.queries.letters import letters_of
from coordination.panels.queries.minutes import get_print, may_be_approved, still_readable
from coordination.panels.queries.minutes import minutes as minutes_of
from coordination.panels.queries.seats import get_meeting, table_of
from coordination.panels.views.agenda import number
from coordination.web.forms import BaseForm

bp = Blueprint("minutes", __name__, url_prefix="/panels")


@bp.route("/meetings/<reference>/minutes", methods=["GET", "POST"])
@needs("panel.take-part", records="case")
def minutes(reference: str) -> ResponseReturnValue:
    """The newest minutes, or the revision that the address names."""
    form: BaseForm = NoteForm() if "revise" in request.form else Press()
    if form.is_submitted():
        answered = _pressed(reference, form)
        if answered is not None:
            return answered
    wanted = number(request.args.get("revision")) if "revision" in request.args else None
    with reading(g.worker) as session:
        meeting = get_meeting(session, reference)
        table = table_of(session, g.worker, meeting)
        found = minutes_of(session, meeting, wanted)
        letters = letters_of(session, meeting) if found else {}
        approvable = may_be_approved(session, meeting)
    shown([part.case_id for part in found.cases] if found else [])
    body = render_template(
        "panels/minutes.html",
        meeting=meeting,
        table=table,
        found=found,
        letters=letters,
        approvable=approvable,
        form=form if form.is_submitted() else None,
        press=lambda: Press(formdata=None),
        note=form if isinstance(form, NoteForm) else NoteForm(formdata=None),
        title=title_of(table, meeting),
        others=others_in_words(found.hidden) if found and found.hidden else "",
    )
    return body, form.status if form.is_submitted() else 200


@bp.get("/prints/<reference>")
@needs("panel.take-part", records="case")
def waiting(reference: str) -> ResponseReturnValue:
    """How far a print is. The page looks again by itself, and can be left."""
    with reading(g.worker) as session:
        row = get_print(session, reference)
    shown(row.case_ids)
    return render_template("panels/print.html", row=row)


@bp.get("/prints/<reference>/minutes.pdf")
@needs("panel.take-part", records="case")
def paper(reference: str) -> Response:
    """The print itself, as long as its reader may still see every case that it was made of."""
    with reading(g.worker) as session:
        row = get_print(session, reference)
        if row.body is None or not still_readable(session, row.case_ids):
            raise NotVisible("This print is not there any more, or you may read less by now. Ask for it again.")
    shown(row.case_ids)
    response = Response(row.body, mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="minutes.pdf"'
    return response


def _pressed(reference: str, form: BaseForm) -> ResponseReturnValue | None:
    if not form.validate():
        return None
    place = url_for("minutes.minutes", reference=reference)
    seen = number(form["seen"].data)
    with form.refusals(), writing(g.worker) as session:
        if form.pressed == "paper":
            place = url_for("minutes.waiting", reference=ask_for_print(session, g.worker, reference, seen))
        elif form.pressed == "approve":
            approve(session, g.worker, reference, revision=seen)
        elif form.pressed == "minutes":
            make_minutes(session, g.worker, reference, note="", seen=0, once=str(form.once.data))
        elif form.pressed == "revise":
            note = str(form["note"].data or "")
            make_minutes(session, g.worker, reference, note=note, seen=seen, once=str(form.once.data))
        else:
            return None
    return redirect(place, 303) if form.refusal is None else None
