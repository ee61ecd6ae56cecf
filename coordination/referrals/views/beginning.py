"""What has happened, the list of drafts, deleting one, and the blank form on paper."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from flask import Blueprint, Response, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination import clock
from coordination.access import needs
from coordination.db import reading, writing
from coordination.errors import NotVisible
from coordination.forms.printing import blank_print
from coordination.referrals.commands import drafting
from coordination.referrals.forms import DeleteForm, NotSureForm, begin_form, suggested_form
from coordination.referrals.queries import drafts
from coordination.referrals.queries.carrying import lent_by
from coordination.referrals.queries.sender import teams_to_choose
from workflows import pathways
from workflows.choosing import MET, WHOM, WORRY, suggest

bp = Blueprint("referrals", __name__)
# The three questions in their order, each with the words of its answers.
SAID = {"whom": WHOM, "met": MET, "worry": WORRY}


@bp.route("/refer", methods=["GET", "POST"])
@needs("referral.write")
def begin() -> ResponseReturnValue:
    """What has happened? Choosing begins a draft. With `about` in the address it is about a person of whom the worker
    has written already, and what they wrote of the person is carried over."""
    offered, about = pathways.offered(), request.args.get("about")
    teams = _teams()
    form = begin_form(offered, teams)()
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            reference = drafting.begin(
                session,
                g.worker,
                form["pathway"].data or "",
                once=form.once.data or "",
                about=about,
                team=form["team"].data if teams else None,
            )
            began = "chat.resume" if form.pressed == "by_chat" else "writing.tasks"
            return redirect(url_for(began, reference=reference))
    with reading(g.worker) as session:
        waiting = drafts.open_drafts(session, g.worker.id)
        lent = lent_by(session, g.worker, about) if about else None
    page = render_template("referrals/begin.html", form=form, offered=offered, drafts=waiting, lent=lent)
    return page, form.status


@bp.route("/refer/which", methods=["GET", "POST"])
@needs("referral.write")
def which() -> ResponseReturnValue:
    """Three questions for somebody who is not sure, and what their answers suggest. Nothing of it is kept."""
    form = NotSureForm()
    about = request.args.get("about")
    if not form.validate_on_submit():
        return render_template("referrals/which.html", form=form, about=about), form.status
    teams = _teams()
    found = suggest(pathways.offered(), *(str(form[name].data) for name in ("whom", "met", "worry")))
    return render_template(
        "referrals/suggested.html",
        form=suggested_form(found, teams)(formdata=None),
        found=found,
        best=any(each.best for each in found),
        contacts=current_app.extensions["contacts"](),
        answers=[(form[name].label.text, SAID[name][str(form[name].data)]) for name in SAID],
        about=about,
    )


def _teams() -> list[tuple[str, str]]:
    """The teams of whoever is in several: only they are asked which of them sends."""
    if len(g.worker.team_ids) < 2:
        return []
    with reading(g.worker) as session:
        return teams_to_choose(session, g.worker)


@bp.get("/refer/drafts")
@needs("referral.write")
def open_drafts() -> ResponseReturnValue:
    """The worker's drafts, and those that a leaver's work passed on to them."""
    with reading(g.worker) as session:
        waiting = drafts.open_drafts(session, g.worker.id)
    return render_template("referrals/drafts.html", drafts=waiting, deleted=request.args.get("done") == "deleted")


@bp.route("/refer/<reference>/delete", methods=["GET", "POST"])
@needs("referral.write")
def delete(reference: str) -> ResponseReturnValue:
    """Asks once more, then deletes a draft for good."""
    form = DeleteForm()
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            drafting.throw_away(session, g.worker, reference)
            return redirect(url_for("referrals.open_drafts", done="deleted"), 303)
    with reading(g.worker) as session:
        draft = drafts.get(session, reference)
    page = render_template("referrals/delete.html", form=form, draft=draft)
    return page, form.status


@bp.get("/refer/<code>/blank.pdf")
@needs("referral.write")
def blank(code: str) -> Response:
    """The empty form on paper, for a visit without a signal."""
    try:
        pathway = pathways.newest(code)
    except LookupError:
        raise NotVisible("There is no such form.") from None
    response = Response(_blank_of(pathway.code, pathway.version, clock.today()), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{pathway.code}-blank.pdf"'
    return response


@lru_cache(maxsize=32)
def _blank_of(code: str, version: int, today: date) -> bytes:
    """The same for everybody who asks on a day, and much work to lay out."""
    return blank_print(pathways.of(code, version), today)
