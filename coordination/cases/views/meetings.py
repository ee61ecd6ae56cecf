"""Booking, moving and ending an appointment; writing down an attempt to reach the person."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, current_app, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from coordination.access import needs, shown
from coordination.cases.commands.appointments import book_on, move_to, record_outcome
from coordination.cases.commands.reaching import may_leave_no_message, record_attempt
from coordination.cases.commands.visiting import outcome_of
from coordination.cases.forms import ContactForm, appointment_form, outcome_form
from coordination.cases.queries import meetings, signals
from coordination.cases.queries.loading import Loaded, load
from coordination.cases.views.told import back_to_case
from coordination.db import reading, writing
from coordination.web.fields import Choice

bp = Blueprint("appointments", __name__, url_prefix="/cases")


@bp.route("/<reference>/appointments/book", methods=["GET", "POST"])
@needs("case.work", records="case")
def book(reference: str) -> ResponseReturnValue:
    """Book one. What stands against the time and place is said first, and may be overruled."""
    page = _load(reference)
    return _book(page, _form(page, [each.code for each in meetings.bookable(page)]), None)


@bp.route("/<reference>/appointments/<appointment>/move", methods=["GET", "POST"])
@needs("case.work", records="case")
def move(reference: str, appointment: str) -> ResponseReturnValue:
    """Move one: the old one stays, and says where it moved to."""
    page = _load(reference)
    row = _open(page, appointment)
    return _book(page, _form(page, [row.kind], row), row)


@bp.route("/<reference>/appointments/<appointment>/outcome", methods=["GET", "POST"])
@needs("case.work", records="case")
def outcome(reference: str, appointment: str) -> ResponseReturnValue:
    """Say what came of it. A missed one opens what is to be done next."""
    page = _load(reference)
    row = _open(page, appointment)
    kind = next(each for each in page.now.pathway.appointments if each.code == row.kind)
    form = outcome_form(
        [Choice(each.code, each.label) for each in kind.outcomes], note=not any(each.makes for each in kind.outcomes)
    )
    chosen = outcome_of(page.now.pathway, row.kind, str(form["outcome"].data or ""))
    if form.validate_on_submit() and chosen is not None and chosen.makes:
        place = url_for("visits.visit", reference=reference, appointment=appointment, outcome=chosen.code)
        return redirect(place, 303)
    if form.is_submitted() and not form.errors:
        with form.refusals(), writing(g.worker) as session:
            record_outcome(
                session,
                g.worker,
                reference,
                appointment,
                form["outcome"].data,
                once=form.once.data,
                note=form["note"].data if "note" in form else None,
            )
        if not form.errors:
            return back_to_case(reference, "appointment-ended")
    body = render_template("cases/outcome.html", page=page, form=form, row=row, kind=kind, name=signals.name_of(page))
    return body, 422 if form.errors else 200


@bp.route("/<reference>/contact", methods=["GET", "POST"])
@needs("case.work", records="case")
def contact(reference: str) -> ResponseReturnValue:
    """Write down an attempt to reach the person."""
    page = _load(reference)
    if not meetings.meetings(page).may_reach:
        abort(404)
    form = ContactForm()
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            record_attempt(
                session,
                g.worker,
                reference,
                how=str(form.how.data),
                outcome=str(form.outcome.data),
                note=form.note.data,
                once=form.once.data,
            )
        if not form.errors:
            return back_to_case(reference, "contact-written")
    body = render_template(
        "cases/contact.html",
        page=page,
        form=form,
        name=signals.name_of(page),
        no_message=may_leave_no_message(page.now),
    )
    return body, 422 if form.errors else 200


def open_to(reference: str, appointment: str) -> tuple[Loaded, Any]:
    """A case that the asker holds in full, and one of its appointments that they may book. No other is there."""
    page = _load(reference)
    return page, _open(page, appointment)


def _load(reference: str) -> Loaded:
    with reading(g.worker) as session:
        page = load(session, g.worker, reference)
    shown([page.case.id])
    if page.in_preview:
        abort(404)
    return page


def _open(page: Loaded, appointment: str) -> Any:
    row = next((row for row in page.rows["appointments"] if row.reference == appointment), None)
    if row is None or row.kind not in {kind.code for kind in meetings.bookable(page)}:
        abort(404)
    return row


def _form(page: Loaded, codes: list[str], row: Any = None) -> Any:
    kinds = [kind for kind in page.now.pathway.appointments if kind.code in codes]
    if not kinds:
        abort(404)
    modes = {mode.code: Choice(mode.code, mode.label) for kind in kinds for mode in kind.modes}
    form = appointment_form([Choice(kind.code, kind.label) for kind in kinds], list(modes.values()))
    if row is not None and not form.is_submitted():
        for name in ("kind", "starts_at", "place", "mode", "with_whom", "told_how"):
            form[name].process(None, getattr(row, name))
    return form


def _book(page: Loaded, form: Any, moves: Any) -> ResponseReturnValue:
    warnings: list[str] = []
    if form.validate_on_submit():
        kind = next(each for each in page.now.pathway.appointments if each.code == form["kind"].data)
        if form["mode"].data not in {mode.code for mode in kind.modes}:
            form["mode"].errors = [f"{kind.label} is not held that way. Choose another way."]
        warnings = meetings.against(
            page, form["starts_at"].data, moves=moves.reference if moves else None, mode=form["mode"].data
        )
        if page.case.ended_at is not None:
            warnings = []  # it cannot be booked any more, whatever the day: that alone is said
        if not form.errors and (not warnings or form["sure"].data):
            given = {name: form[name].data for name in ("kind", "starts_at", "place", "mode", "with_whom", "told_how")}
            with form.refusals(), writing(g.worker) as session:
                if moves is None:
                    book_on(session, g.worker, page.case.reference, warnings=warnings, once=form.once.data, **given)
                else:
                    move_to(
                        session, g.worker, page.case.reference, moves.reference, warnings=warnings,
                        once=form.once.data, **given,
                    )  # fmt: skip
            if not form.errors:
                return back_to_case(page.case.reference, "appointment-moved" if moves else "appointment-booked")
    body = render_template(
        "cases/book.html",
        page=page,
        form=form,
        moves=moves,
        warnings=warnings,
        cover=meetings.cover_gap(page),
        texting=meetings.texting_words(page, set_up=current_app.extensions["settings"].mail.texts_residents),
        name=signals.name_of(page),
    )
    return body, 422 if form.errors or warnings else 200
