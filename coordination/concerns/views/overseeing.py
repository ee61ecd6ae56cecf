"""/concerns/how-many: how many concerns came without an account, for those who answer for them."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.access import needs
from coordination.concerns.commands.deciding import clear_for_a_team
from coordination.concerns.forms import clear_form
from coordination.concerns.queries.overseeing import Marked, marked_elsewhere
from coordination.concerns.queries.overseeing import counted as told
from coordination.concerns.queries.receivers import public_pages
from coordination.concerns.views.door import door
from coordination.db import reading, writing
from coordination.web.filters import full_time
from coordination.web.forms import BaseForm

bp = Blueprint("overseeing", __name__, url_prefix="/concerns/how-many")


@bp.get("")
@needs("concern.count")
def counted() -> ResponseReturnValue:
    """The numbers of the last twelve months; for information governance also what was marked, to clear it away."""
    return _page(None)


@bp.post("")
@needs("concern.oversee")
def clear() -> ResponseReturnValue:
    """Clear away what was marked and its team does not deal with, with a reason. Nothing of it is read here."""
    with reading(g.worker) as session:
        form = _clear_form(marked_elsewhere(session))
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            cleared = clear_for_a_team(
                session,
                g.worker,
                form["concerns"].data,
                reason=form["reason"].data or "",
                words=form["words"].data or "",
            )
            return redirect(url_for("overseeing.counted", cleared=cleared), 303)
    return _page(form), form.status


def _clear_form(rows: Sequence[Marked]) -> BaseForm:
    choices = [(row.reference, f"{row.team}, {full_time(row.received_at)}") for row in rows if not row.urgent]
    return clear_form(choices)()


def _page(form: BaseForm | None) -> str:
    with reading(g.worker) as session:
        numbers = told(session)
        marked = marked_elsewhere(session)
        pages = public_pages(session, door()) if g.worker.may("concern.oversee") else []
    if form is None and any(not row.urgent for row in marked):
        form = _clear_form(marked)
    return render_template(
        "concerns/how_many.html",
        numbers=numbers,
        marked=marked,
        pages=[page for page in pages if _governs(page.partnership)],
        form=form,
        cleared=request.args.get("cleared", type=int),
        has_inbox=g.worker.may("concern.read"),
    )


def _governs(partnership: str) -> bool:
    return partnership in g.worker.role_partnerships.get("governance", [])
