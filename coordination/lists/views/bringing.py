"""The page on which a list is brought in, and my lists."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from coordination.access import needs
from coordination.db import reading, writing
from coordination.lists import queries
from coordination.lists.commands.bringing import bring_in
from coordination.lists.forms import BringForm
from workflows.lists.columns import KINDS

bp = Blueprint("lists", __name__, url_prefix="/lists")


@bp.route("", methods=["GET", "POST"])
@needs("release-list.import")
def lists() -> ResponseReturnValue:
    """Bring a list in, or find one again."""
    form = BringForm()
    if form.validate_on_submit():
        content = form.content()
        if content is not None:
            with form.refusals(), writing(g.worker) as session:
                reference = bring_in(session, g.worker, str(form.kind.data), content, once=form.once.data)
            if form.refusal is None:
                return redirect(url_for("working.brought", reference=reference), 303)
    with reading(g.worker) as session:
        mine = queries.mine(session)
        team = queries.contact_team(session, g.worker)
    page = render_template("lists/lists.html", form=form, mine=mine, kinds=KINDS, team=team)
    return page, form.status
