"""The pages on which somebody without an account tells of a concern. Nothing is shown here of what anybody sent."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination import clock
from coordination.access import needs
from coordination.concerns.commands.sending import PREFIX, TooMany, looks_odd, send, stamp
from coordination.concerns.forms import ConcernForm, concern_form
from coordination.concerns.queries.receivers import PublicPage, public_page, public_pages
from coordination.concerns.views.door import door
from coordination.db import NOBODY, reading, writing
from coordination.errors import NotVisible
from workflows.public_form import asked_of_sender, public_questions, wrong_in_public
from workflows.references import heard_as

bp = Blueprint("public_concerns", __name__, url_prefix="/concern")
# Every box of the page together takes less than a tenth of it.
LARGEST = 128 * 1024
CLOSED_MEANWHILE = (
    "This page was closed while you had it open, so nothing was sent. What you wrote is still here: copy it, and "
    "tell it to somebody you trust."
)


@bp.get("")
@needs("anyone")
def where() -> ResponseReturnValue:
    """Where is it? The pages there are, by partnership."""
    with reading(NOBODY) as session:
        pages = public_pages(session, door())
    return render_template("concerns/where.html", pages=pages)


@bp.route("/<partnership>/<kind>", methods=["GET", "POST"])
@needs("anyone")
def tell(partnership: str, kind: str) -> ResponseReturnValue:
    """The page itself. Whatever has to be put right is said beside its question, and every answer is kept."""
    if (request.content_length or 0) > LARGEST:
        abort(413)
    with reading(NOBODY) as session:
        page = public_page(session, door(), partnership, kind)
    if not page.taken and request.method == "GET":
        return render_template("concerns/closed.html", page=page, public=page.public)
    questions, today = public_questions(page.pathway), clock.today()
    kind_of_form = concern_form(questions, today.isoformat())
    if request.method == "GET":
        form = kind_of_form(formdata=None)
        form.stamped.data = stamp(door(), clock.now())
        return _drawn(page, form)
    form = kind_of_form()
    if not page.taken:
        form.form_errors.append(CLOSED_MEANWHILE)
        return _drawn(page, form), 409
    if not form.accepted():
        return _drawn(page, form), 422
    answers = form.given()
    asked = asked_of_sender(page.pathway, questions, answers, today)
    form.show_faults(wrong_in_public(page.pathway, questions, answers, today), asked)
    if any(field.errors for field in form.question_fields()):
        return _drawn(page, form), 422
    return _sent(page, form, answers)


@bp.get("/<partnership>/<kind>/sent/<reference>")
@needs("anyone")
def sent(partnership: str, kind: str, reference: str) -> ResponseReturnValue:
    """That it arrived. The same for everybody: it says nothing of what was sent, and nothing is looked up."""
    if heard_as(reference) != reference or not reference.startswith(f"{PREFIX}-"):
        raise NotVisible("There is no such page.")
    with reading(NOBODY) as session:
        page = public_page(session, door(), partnership, kind)
    return render_template("concerns/sent.html", page=page, public=page.public, reference=reference)


def _sent(page: PublicPage, form: ConcernForm, answers: dict[str, object]) -> ResponseReturnValue:
    odd = looks_odd(door(), hidden_box=form.website.data or "", stamped=form.stamped.data or "")
    try:
        with writing(NOBODY) as session:
            reference = send(
                session,
                door(),
                page,
                answers,
                once=form.once.data or "",
                address=request.remote_addr or "unknown",
                odd=odd,
            )
    except TooMany as no:
        form.form_errors.append(no.message)
        return _drawn(page, form), no.status
    where_to = url_for(
        "public_concerns.sent", partnership=page.partnership, kind=page.pathway.code, reference=reference
    )
    return redirect(where_to, 303)


def _drawn(page: PublicPage, form: ConcernForm) -> str:
    return render_template("concerns/tell.html", page=page, public=page.public, form=form)
