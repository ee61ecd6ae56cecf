"""The meeting itself: who is there, one case at a time, what is decided and who does what."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import needs, shown
from coordination.cases.commands.permitting import faults, known_move
from coordination.cases.queries.loading import Loaded, load
from coordination.db import reading, writing
from coordination.errors import Invalid, MovedOn, NotVisible
from coordination.live.listening import listening
from coordination.live.queries import listens_at_meeting
from coordination.live.signals import MEETING
from coordination.panels.commands.acting import give_action
from coordination.panels.commands.attending import attend, leave_table
from coordination.panels.commands.deciding import Decided, decide, decision_in
from coordination.panels.commands.printing import others_in_words, title_of
from coordination.panels.commands.running import begin, reopen, show
from coordination.panels.forms import DecideForm, Press, action_form, decide_form, meanings
from coordination.panels.models import Meeting
from coordination.panels.queries.closing import may_reopen
from coordination.panels.queries.items import ItemShown, agenda
from coordination.panels.queries.minutes import to_approve
from coordination.panels.queries.owners import owners
from coordination.panels.queries.quorum import quorum
from coordination.panels.queries.seats import OFFICES, Table, get_meeting, table_of
from coordination.panels.queries.summary import summary
from coordination.panels.queries.told import how_many_told
from coordination.panels.views.agenda import number
from coordination.web.forms import BaseForm
from workflows.local_time import day_of

bp = Blueprint("meeting", __name__, url_prefix="/panels/meetings")


@bp.route("/<reference>/live", methods=["GET", "POST"])
@needs("panel.take-part", records="case")
def live(reference: str) -> ResponseReturnValue:
    """The meeting as everybody at the table sees it, with the case that is on the table."""
    form = Press()
    if form.is_submitted():
        answered = _pressed(reference, form)
        if answered is not None:
            return answered
    return _page(reference, None, form if form.is_submitted() else None)


@bp.route("/<reference>/items/<item>", methods=["GET", "POST"])
@needs("panel.take-part", records="case")
def item(reference: str, item: str) -> ResponseReturnValue:
    """One case of the meeting. The chair writes down what is decided, and who does what by when."""
    return _page(reference, item, None)


@bp.get("/<reference>/changed")
@needs("panel.take-part", by_itself=True)
def changed(reference: str) -> ResponseReturnValue:
    """Which state the meeting is in, as a mark that tells nothing else: screens ask whether theirs is old."""
    with reading(g.worker) as session:
        meeting = get_meeting(session, reference)
        mark = _mark(session, meeting, table_of(session, g.worker, meeting))
    answer = jsonify({"mark": mark})
    answer.cache_control.no_store = True
    return answer


@bp.get("/<reference>/stream")
@needs("panel.take-part", by_itself=True)
def stream(reference: str) -> Response:
    """That the meeting has moved on, for those who sit on its panel. What has changed a page asks for itself."""
    worker = g.worker
    with reading(worker) as session:
        meeting_id = get_meeting(session, reference).id
    return listening(MEETING, meeting_id, lambda: listens_at_meeting(worker, meeting_id))


def _mark(session: Session, meeting: Meeting, table: Table) -> str:
    here = quorum(session, meeting, table)
    return f"{meeting.version}.{len(here.present)}.{len(here.here)}.{how_many_told(session, meeting.id)}"


def _pressed(reference: str, form: Press) -> ResponseReturnValue | None:
    if not form.validate():
        return None
    who = str(form.item.data) if form.item.data else None
    place = url_for("meeting.live", reference=reference)
    with form.refusals(), writing(g.worker) as session:
        if form.pressed == "begin":
            begin(session, g.worker, reference)
        elif form.pressed == "came":
            attend(session, g.worker, reference, who)
        elif form.pressed == "left":
            leave_table(session, g.worker, reference, who)
        elif form.pressed == "show":
            show(session, g.worker, reference, str(who), seen=number(form.seen.data))
        elif form.pressed == "reopen":
            reopen(session, g.worker, reference)
        else:
            return None
    return redirect(place, 303) if form.refusal is None else None


def _page(reference: str, item: str | None, form: Any) -> ResponseReturnValue:
    with reading(g.worker) as session:
        meeting = get_meeting(session, reference)
        table = table_of(session, g.worker, meeting)
        found = agenda(session, g.worker, meeting)
        here = quorum(session, meeting, table)
        mark = _mark(session, meeting, table)
        one = _one(found.listed, item)
        page = load(session, g.worker, one.case_reference) if one is not None else None
        forms = _forms(session, table, meeting, one, page)
        waiting = to_approve(session, meeting)
        reopens = table.chairs and may_reopen(session, meeting)
    if item is not None and one is None:
        raise NotVisible("There is no such case on this agenda that you can open.")
    shown([each.case_id for each in found.listed])
    deciding, acting = forms
    if one is not None and page is not None and deciding is not None and acting is not None:
        answered = _written(reference, table, one, page, deciding, acting)
        if answered is not None:
            return answered
        form = next((each for each in (deciding, acting) if each.is_submitted() and each.pressed), form)
        if form is not None and form.status == 409:
            # what the other chair wrote stands beside what this one still has in the form
            with reading(g.worker) as session:
                one = _one(agenda(session, g.worker, meeting).listed, one.reference) or one
    offices = {member.worker_id: OFFICES[member.office] for member in table.members}
    body = render_template(
        "panels/meeting.html",
        meeting=meeting,
        table=table,
        agenda=found,
        one=one,
        about=summary(page) if page is not None else None,
        here=here,
        offices=offices,
        mine=any(each.worker_id == g.worker.id for each in here.here),
        mark=mark,
        deciding=deciding,
        acting=acting,
        meanings=meanings(deciding) if deciding is not None else [],
        form=form,
        press=lambda: Press(formdata=None),
        title=title_of(table, meeting),
        others=others_in_words(found.hidden) if found.hidden else "",
        on_its_own=item is not None,
        waiting=waiting,
        reopens=reopens,
        too_early=meeting.began_at is None and day_of(meeting.starts_at) > clock.today(),
    )
    return body, form.status if form is not None else 200


def _one(items: tuple[ItemShown, ...], reference: str | None) -> ItemShown | None:
    if reference is not None:
        return next((each for each in items if each.reference == reference), None)
    return next((each for each in items if each.on_table), None)


def _forms(
    session: Session, table: Table, meeting: Meeting, one: ItemShown | None, page: Loaded | None
) -> tuple[DecideForm | None, BaseForm | None]:
    """The chair's forms for this case, while the meeting is open."""
    running = meeting.began_at is not None and meeting.ended_at is None
    if one is None or page is None or not running or not table.chairs:
        return None, None
    feed = table.kind.feed(page.case.pathway)
    if feed is None:
        return None, None
    able = owners(session, g.worker, one.case_id, feed.category)
    deciding = decide_form(page.pathway, feed, able, page.now.answers, one.version, sent="decide" in request.form)
    acting = action_form(able, table.kind.actions, sent="act" in request.form)
    return deciding, acting


def _written(
    reference: str, table: Table, one: ItemShown, page: Loaded, deciding: DecideForm, acting: Any
) -> ResponseReturnValue | None:
    place = url_for("meeting.item", reference=reference, item=one.reference)
    if deciding.is_submitted() and deciding.pressed == "decide":
        if deciding.validate():
            return _decided(reference, table, one, page, deciding)
    elif acting.is_submitted() and acting.pressed == "act" and acting.validate():
        with acting.refusals(), writing(g.worker) as session:
            give_action(
                session,
                g.worker,
                reference,
                one.reference,
                text=str(acting["text"].data or (acting["often"].data if "often" in acting else None) or ""),
                owner=str(acting["owner"].data),
                due_on=acting["due_on"].data,
                once=str(acting.once.data),
            )
        if acting.refusal is None:
            return redirect(f"{place}#actions", 303)
    return None


def _decided(
    reference: str, table: Table, one: ItemShown, page: Loaded, form: DecideForm
) -> ResponseReturnValue | None:
    code = str(form["decision"].data)
    answers = form.answers_for(code)
    decided = Decided(
        decision=code,
        reason=str(form["reason"].data or ""),
        dissent=str(form["dissent"].data or ""),
        lead=form["lead"].data,
        review_on=form["review_on"].data,
        answers=answers,
    )
    try:
        with writing(g.worker) as session:
            decide(
                session, g.worker, reference, one.reference, decided,
                seen=number(form["seen"].data), once=str(form.once.data),
            )  # fmt: skip
    except Invalid as no:
        form.refusal = no
        feed = table.kind.feed(page.case.pathway)
        chosen = decision_in(feed, code) if feed else None
        said: list[tuple[str, str]] = []
        if chosen is not None and chosen.move is not None and (no.field is None or no.field in answers_of(form)):
            move = known_move(page.now, chosen.move)
            said = faults(page.now, move, {**chosen.gives, **answers})
        form.show(said or [(no.field or "", no.message)])
        return None
    except MovedOn as no:
        form.refusal = no
        form.form_errors.append(no.message)
        return None
    return redirect(url_for("meeting.live", reference=reference), 303)


def answers_of(form: DecideForm) -> frozenset[str]:
    """The questions of a decision's own step that the form asks."""
    return frozenset(question.code for question in form.asks)
