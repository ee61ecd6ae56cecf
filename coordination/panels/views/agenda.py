"""Before the meeting: the agenda, which is each member's own reading list; for the chair also its order and gaps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination import clock
from coordination.access import needs, shown
from coordination.db import reading, writing
from coordination.errors import MovedOn
from coordination.panels.commands.deciding import declare_interest
from coordination.panels.commands.listing import add as add_case
from coordination.panels.commands.planning import fill, publish, reorder, set_lane
from coordination.panels.commands.printing import others_in_words, title_of
from coordination.panels.commands.taking_off import put_back, take_off
from coordination.panels.forms import InterestForm, Press, PutOffForm, add_form
from coordination.panels.models import Meeting
from coordination.panels.queries.items import Agenda, ItemShown
from coordination.panels.queries.items import agenda as agenda_of
from coordination.panels.queries.seats import Table, get_meeting, table_of
from coordination.web.filters import full_date
from coordination.web.forms import BaseForm

bp = Blueprint("agenda", __name__, url_prefix="/panels/meetings")


@bp.route("/<reference>", methods=["GET", "POST"])
@needs("panel.take-part", records="case")
def agenda(reference: str) -> ResponseReturnValue:
    """The agenda in its order. The chair's buttons change it, and it says when somebody else did meanwhile."""
    form: BaseForm = PutOffForm() if "put_off" in request.form else Press()
    if form.is_submitted():
        answered = _pressed(reference, form)
        if answered is not None:
            return answered
    return _page(reference, form, "panels/agenda.html")


@bp.route("/<reference>/board", methods=["GET", "POST"])
@needs("panel.take-part", records="case")
def board(reference: str) -> ResponseReturnValue:
    """The same cases by the week that they turn on: what is talked about, what is only noted, what is put off."""
    form: BaseForm = PutOffForm() if "put_off" in request.form else Press()
    if form.is_submitted():
        answered = _pressed(reference, form, place="agenda.board")
        if answered is not None:
            return answered
    return _page(reference, form, "panels/board.html")


@bp.route("/<reference>/add", methods=["GET", "POST"])
@needs("panel.take-part", records="case")
def add(reference: str) -> ResponseReturnValue:
    """Put a case on the agenda by hand; after publishing it is a late paper."""
    meeting, table = chaired(reference)
    shown([])
    form = add_form(table.agencies, meeting.version)
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            row = add_case(
                session,
                g.worker,
                reference,
                str(form["reference"].data),
                form["agencies"].data,
                seen=number(form["seen"].data),
                once=str(form.once.data),
            )
            shown([row.case_id])
        if form.refusal is None and not form.errors:
            return redirect(url_for("agenda.agenda", reference=reference), 303)
    body = render_template("panels/add.html", meeting=meeting, table=table, form=form, title=title_of(table, meeting))
    return body, form.status


@bp.route("/<reference>/items/<item>/interest", methods=["GET", "POST"])
@needs("panel.take-part", records="case")
def interest(reference: str, item: str) -> ResponseReturnValue:
    """Say that one knows somebody in a case. From then on it is not there."""
    with reading(g.worker) as session:
        meeting = get_meeting(session, reference)
        table = table_of(session, g.worker, meeting)
        found = _only(agenda_of(session, g.worker, meeting, only=item))
    shown([found.case_id])
    form = InterestForm()
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            declare_interest(session, g.worker, reference, item, once=str(form.once.data))
        if form.refusal is None:
            return redirect(url_for("agenda.agenda", reference=reference), 303)
    body = render_template(
        "panels/interest.html", meeting=meeting, table=table, item=found, form=form, title=title_of(table, meeting)
    )
    return body, form.status


def _pressed(reference: str, form: BaseForm, place: str = "agenda.agenda") -> ResponseReturnValue | None:
    """Do what the button says. None when the page has to be shown with something to put right."""
    if not form.validate():
        return None
    item, seen = str(form["item"].data or ""), number(form["seen"].data)
    does: dict[str | None, Callable[[Any], object]] = {
        "up": lambda s: reorder(s, g.worker, reference, item, "up", seen),
        "down": lambda s: reorder(s, g.worker, reference, item, "down", seen),
        "note": lambda s: set_lane(s, g.worker, reference, item, "note", seen),
        "discuss": lambda s: set_lane(s, g.worker, reference, item, "discuss", seen),
        "off": lambda s: take_off(s, g.worker, reference, item, seen),
        "put_off": lambda s: take_off(s, g.worker, reference, item, seen, because=str(form["why"].data)),
        "back": lambda s: put_back(s, g.worker, reference, item, seen),
        "fill": lambda s: fill(s, g.worker, reference, seen),
        "publish": lambda s: publish(s, g.worker, reference, seen),
    }
    wanted = does.get(form.pressed)
    if wanted is None:
        return None
    with form.refusals(), writing(g.worker) as session:
        wanted(session)
    if form.refusal is not None:
        return None
    return redirect(url_for(place, reference=reference, _anchor=f"item-{item}" if item else None), 303)


def _page(reference: str, form: BaseForm, template: str) -> ResponseReturnValue:
    with reading(g.worker) as session:
        meeting = get_meeting(session, reference)
        table = table_of(session, g.worker, meeting)
        found = agenda_of(session, g.worker, meeting)
    visible = table.chairs or meeting.published_at is not None
    if not visible:
        found = Agenda((), 0)
    shown([item.case_id for item in found.items])
    needed = found.discussed * table.kind.minutes_each
    body = render_template(
        template,
        meeting=meeting,
        table=table,
        agenda=found,
        form=form if form.is_submitted() else None,
        press=lambda: Press(formdata=None),
        put_off=form if isinstance(form, PutOffForm) else PutOffForm(formdata=None),
        title=title_of(table, meeting),
        needed=needed,
        too_much=needed - meeting.length_minutes,
        missing=sum(item.missing for item in found.listed if not item.is_over),
        others=others_in_words(found.hidden) if found.hidden else "",
        weeks=_weeks(found.listed),
        taken_off=[item for item in found.items if item.state == "removed"],
        visible=visible,
        not_opened=meeting.began_at is None and meeting.starts_at < clock.now() - timedelta(days=1),
    )
    return body, form.status if form.is_submitted() else 200


def _weeks(items: tuple[ItemShown, ...]) -> list[tuple[str, list[ItemShown]]]:
    """The cases by the week of their day, those without one last."""
    found: dict[date | None, list[ItemShown]] = {}
    for item in items:
        monday = item.key_date - timedelta(days=item.key_date.weekday()) if item.key_date else None
        found.setdefault(monday, []).append(item)
    weeks = sorted(found.items(), key=lambda pair: pair[0] or date.max)
    return [(f"Week of {full_date(monday)}" if monday else "No day known", each) for monday, each in weeks]


def _only(found: Agenda) -> ItemShown:
    if not found.items:
        raise MovedOn("This case is not on the agenda any more.")
    return found.items[0]


def chaired(reference: str) -> tuple[Meeting, Table]:
    """A meeting and its panel, for whoever chairs it. Raises NotAllowed for anybody else."""
    with reading(g.worker) as session:
        meeting = get_meeting(session, reference)
        table = table_of(session, g.worker, meeting)
    table.must_chair()
    return meeting, table


def number(text: object) -> int:
    """A whole number that a page carried; -1 for anything else, which no version is."""
    said = str(text or "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else -1
