"""My account > Notices: what I am mailed about, and when."""

from __future__ import annotations

import json

from flask import Blueprint, g, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from coordination.access import needs
from coordination.db import reading, writing
from coordination.notifications.choices import ALL_SORTS, choices_of
from coordination.notifications.firsts import firsts_of
from coordination.notifications.forms import NoticesForm, filled

bp = Blueprint("notice_choices", __name__, url_prefix="/account/notices")


@bp.get("")
@needs("signed-in")
def choose() -> ResponseReturnValue:
    """The choices as they are now."""
    with reading(g.worker) as session:
        firsts = firsts_of(session, [g.worker.id])[g.worker.id]
    return _page(filled(choices_of(g.worker.preferences, firsts)))


@bp.post("")
@needs("signed-in")
def keep() -> ResponseReturnValue:
    """Keep them."""
    form = NoticesForm()
    if not form.validate():
        return _page(form, 422)
    with writing(g.worker) as session:
        session.execute(
            text("select set_my_preference('notices', cast(:value as jsonb))"),
            {"value": json.dumps(form.as_preferences())},
        )
    return redirect(url_for("account.mine", done="notices"), 303)


def _page(form: NoticesForm, status: int = 200) -> ResponseReturnValue:
    return make_response(render_template("notices/choices.html", form=form, sorts=ALL_SORTS), status)
