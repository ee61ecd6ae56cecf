"""The page of one case, its whole timeline, and opening it in full before accepting."""

from __future__ import annotations

import re

from flask import Blueprint, current_app, g, render_template, request
from flask.typing import ResponseReturnValue

from coordination.access import look_recorded, needs, shown
from coordination.audit.proof.cases import verify_case
from coordination.cases.commands.looking import looked, open_in_full
from coordination.cases.commands.permitting import open_steps
from coordination.cases.commands.protecting import may_shut_out
from coordination.cases.forms import PressForm, ReasonForm
from coordination.cases.panels import panels_beside
from coordination.cases.queries import asked, get, people, sections, signals
from coordination.cases.queries.choosing import already_here
from coordination.cases.queries.loading import Loaded, asks, load, loaded
from coordination.cases.queries.meetings import meetings
from coordination.cases.queries.stages import stages
from coordination.cases.queries.timeline import timeline, timeline_of
from coordination.cases.views.told import back_to_case, said_of
from coordination.db import reading, writing
from coordination.together import read_ahead

SEQUENCE = re.compile("[0-9]{1,9}")
NEWEST = 10  # events that stand on the page itself

bp = Blueprint("cases", __name__, url_prefix="/cases")


@bp.get("/<reference>")
@needs("case.read", records="case")
def case(reference: str) -> ResponseReturnValue:
    """Everything about a case that the asker may read."""
    with writing(g.worker, by_one_id=True) as session:
        found, beside = get(session, reference), panels_beside(current_app)
        ahead = dict(asks(g.worker, found, newest=NEWEST))
        for panel in beside:
            ahead |= panel.asks(g.worker, found)
        read_ahead(session, ahead)
        page = loaded(session, g.worker, found, newest=NEWEST)
        events = timeline_of(page, page.rows["events"], NEWEST)
        moves = open_steps(page)
        already = already_here(session, page.now, moves)
        panels = {panel.code: panel.read(session, page) for panel in beside}
        shown([page.case.id])
        looked(
            session,
            g.worker,
            page.case.id,
            route=str(request.endpoint),
            purpose=case.needs.purpose,  # type: ignore[attr-defined]
            case_ids=g.shown_cases,
        )
    look_recorded()
    tasks = asked.tasks(page, moves)
    return render_template(
        "cases/case.html",
        page=page,
        already=already,
        done=said_of(page.now.pathway, request.args.get("done")),
        stages=stages(page),
        name=signals.name_of(page),
        facts=signals.identity_facts(page),
        warnings=signals.warnings(page),
        mine=[task for task in tasks if task.mine],
        others=[task for task in tasks if not task.mine and task.done_at is None],
        finished=[task for task in tasks if task.done_at is not None],
        actions=asked.actions(page, moves),
        prompts=[*signals.prompts(page), *signals.days_since(page)],
        levels=signals.levels(page),
        alike=signals.same_place(page),
        ready=signals.ready(page),
        histories=signals.histories(page),
        suggestion=signals.suggestion(page),
        sections=sections.sections(page),
        people=people.people(page),
        appointments=meetings(page),
        may_shut_out=may_shut_out(g.worker, page.case),
        hand_overs=people.hand_overs(page),
        timeline=events,
        beside=beside,
        panels=panels,
        task_words={task: said for panel in beside for task, said in panel.task_words(panels[panel.code]).items()},
        press=PressForm(formdata=None),
    )


@bp.get("/<reference>/timeline")
@needs("case.read", records="case")
def whole_timeline(reference: str) -> ResponseReturnValue:
    """Everything that happened, a page at a time; with `check`, also whether the record of the case is whole."""
    before = request.args.get("before", "")
    with reading(g.worker) as session:
        page = load(session, g.worker, reference)
        events = timeline(session, page, int(before) if SEQUENCE.fullmatch(before) else None)
        proof = verify_case(session, page.case.id) if "check" in request.args else None
    shown([page.case.id])
    return render_template("cases/timeline.html", page=page, name=signals.name_of(page), timeline=events, proof=proof)


@bp.route("/<reference>/in-full", methods=["GET", "POST"])
@needs("case.work", records="case")
def in_full(reference: str) -> ResponseReturnValue:
    """Ask why the whole of it is needed before accepting, and open it."""
    with reading(g.worker) as session:
        page = load(session, g.worker, reference)
    shown([page.case.id])
    form = ReasonForm()
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            open_in_full(session, g.worker, reference, str(form.reason.data), once=form.once.data)
        if not form.errors:
            return back_to_case(reference, "opened-in-full")
    return _in_full(page, form), 422 if form.errors else 200


def _in_full(page: Loaded, form: ReasonForm) -> str:
    return render_template("cases/in_full.html", page=page, form=form)
