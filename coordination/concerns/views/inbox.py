"""The public inbox of a team: the list, one concern, and the presses that take it up, turn it down or clear it away."""

from __future__ import annotations

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination import clock
from coordination.access import look_recorded, needs, shown
from coordination.audit.commands import look
from coordination.concerns.commands import deciding
from coordination.concerns.forms import FindForm, PressForm, clear_form, turn_down_form
from coordination.concerns.queries.inbox import DONE, MARKED, WAITING, Received, concern, inbox
from coordination.concerns.queries.receivers import public_pages
from coordination.concerns.views.door import door
from coordination.db import at_once, reading, writing
from coordination.errors import NotVisible
from coordination.web.filters import due
from coordination.web.forms import BaseForm
from workflows.references import heard_as

bp = Blueprint("concerns", __name__, url_prefix="/concerns")


@bp.get("")
@needs("concern.read", records="concerns")
def listed() -> ResponseReturnValue:
    """What waits, and by when it is looked at. With a reference in the address: that concern."""
    shown([])
    find = FindForm()
    if find.reference.data:
        reference = heard_as(find.reference.data)
        try:
            with reading(g.worker) as session:
                return redirect(
                    url_for("concerns.read", reference=concern(session, g.worker, reference or "").reference)
                )
        except NotVisible as no:
            find.reference.errors = [no.message]
    which = request.args.get("show", WAITING)
    return _list(which if which in (WAITING, DONE) else WAITING, find)


@bp.route("/marked", methods=["GET", "POST"])
@needs("concern.clear", records="concerns")
def marked() -> ResponseReturnValue:
    """Those that may not be true, and clearing away those that are not."""
    shown([])
    with reading(g.worker) as session:
        rows = inbox(session, g.worker, MARKED)
    form = clear_form([(row.reference, " · ".join(row.at_a_glance)) for row in rows])()
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            deciding.clear(
                session,
                g.worker,
                form["concerns"].data,
                reason=form["reason"].data or "",
                words=form["words"].data or "",
            )
            return redirect(url_for("concerns.listed", show=DONE, done="cleared"), 303)
    return _list(MARKED, FindForm(), form), form.status


@bp.get("/<reference>")
@needs("concern.read", records="concern")
def read(reference: str) -> ResponseReturnValue:
    """One concern: its words once somebody has opened it, and before that only what the list shows."""
    with reading(g.worker) as session:
        found = concern(session, g.worker, reference)
    return _page(found, PressForm(formdata=None))


@bp.post("/<reference>/open")
@needs("concern.read", records="concern")
def open_it(reference: str) -> ResponseReturnValue:
    """Open it to read it. That it was opened, and by whom, is recorded."""
    _press(reference)
    with writing(g.worker) as session:
        deciding.open_it(session, g.worker, reference)
    return redirect(url_for("concerns.read", reference=reference), 303)


@bp.post("/<reference>/take-up")
@needs("referral.write", records="concern")
def take_up(reference: str) -> ResponseReturnValue:
    """Begin a referral with what was sent, and go on to it."""
    form = _press(reference)
    with writing(g.worker) as session:
        draft = deciding.take_up(session, g.worker, reference, once=form.once.data or "")
    return redirect(url_for("writing.tasks", reference=draft), 303)


@bp.route("/<reference>/turn-down", methods=["GET", "POST"])
@needs("concern.read", records="concern")
def turn_down(reference: str) -> ResponseReturnValue:
    """Why nothing is done about it, and that nothing is."""
    with reading(g.worker) as session:
        found = concern(session, g.worker, reference)
    form = turn_down_form(found.public.why_not)()
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            deciding.turn_down(
                session, g.worker, reference, reason=form["reason"].data or "", words=form["words"].data or ""
            )
            return redirect(url_for("concerns.listed", done="turned-down"), 303)
    _looked_at(found)
    return render_template("concerns/turn_down.html", found=found, form=form), form.status


@bp.post("/<reference>/put-back")
@needs("concern.read", records="concern")
def put_back(reference: str) -> ResponseReturnValue:
    """Let it wait again."""
    _press(reference)
    with writing(g.worker) as session:
        deciding.put_back(session, g.worker, reference)
    return redirect(url_for("concerns.read", reference=reference), 303)


def _list(which: str, find: FindForm, form: BaseForm | None = None) -> str:
    with reading(g.worker) as session:
        rows = inbox(session, g.worker, which)
        apart = len(inbox(session, g.worker, MARKED)) if which == WAITING else 0
        mine = set(g.worker.team_ids)
        closed = [page for page in public_pages(session, door()) if not page.taken and mine & page.team_ids]
    now = clock.now()
    return render_template(
        "concerns/inbox.html",
        rows=[(row, due(row.due.at, now) if row.due.at else None) for row in rows],
        which=which,
        apart=apart,
        find=find,
        form=form,
        closed=closed,
        may_clear=g.worker.may("concern.clear"),
        may_count=g.worker.may("concern.count"),
        done=request.args.get("done"),
    )


def _page(found: Received, press: PressForm) -> str:
    _looked_at(found)
    now = clock.now()
    return render_template(
        "concerns/concern.html",
        found=found,
        press=press,
        opened=found.row.opened_at is not None,
        due=due(found.due.at, now) if found.due.at and found.waits else None,
    )


def _looked_at(found: Received) -> None:
    """The look names the concern, which is on no case yet."""
    with at_once() as connection:
        look(connection, g.worker.token, request.endpoint or "", f"public inbox, {found.reference}", [])
    look_recorded()
    shown([])


def _press(reference: str) -> PressForm:
    shown([])
    form = PressForm()
    if not form.validate():
        abort(400)
    return form
