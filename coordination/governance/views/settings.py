"""/settings: every setting with what it started from, what holds, and who changed it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from coordination.access import needs
from coordination.db import reading, writing
from coordination.errors import NotVisible
from coordination.governance.commands.settings import change_setting
from coordination.governance.forms import NumberSettingForm, SentenceSettingForm, WordSettingForm, choosing_form
from coordination.governance.queries import settings as queries
from coordination.governance.queries.settings import Listed
from coordination.identity.models import Partnership
from coordination.identity.queries import partnerships_of
from workflows import resident_words

bp = Blueprint("settings", __name__, url_prefix="/settings")
READERS = ("governance", "partnership-lead", "data-lead")


def partnership_of(session: Session, code: str | None) -> tuple[Partnership, list[Partnership]]:
    """The partnership whose settings are shown, and all that this worker may look at."""
    mine = partnerships_of(session, g.worker, READERS)
    for one in mine:
        if code in (None, one.code):
            return one, mine
    raise NotVisible("There is no partnership of that name whose settings you can see.")


@bp.get("")
@needs("settings.read")
def everything() -> ResponseReturnValue:
    """All settings of all pathways."""
    with reading(g.worker) as session:
        partnership, mine = partnership_of(session, request.args.get("partnership"))
        groups = queries.groups(session, partnership.id)
    page = render_template(
        "settings/all.html",
        partnership=partnership,
        mine=mine,
        groups=groups,
        may_change=g.worker.may("settings.change"),
        done=request.args.get("done"),
    )
    return make_response(page)


@bp.route("/<partnership>/<pathway>/<code>", methods=["GET", "POST"])
@needs("settings.change")
def one(partnership: str, pathway: str, code: str) -> ResponseReturnValue:
    """One setting: its history, and a form that gives it another value from a day on."""
    with reading(g.worker) as session:
        held, _ = partnership_of(session, partnership)
        setting = queries.one(session, held.id, pathway, code)
    form = _form_for(setting)
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            change_setting(
                session,
                g.worker,
                held,
                setting,
                form.value.data,
                from_day=form.from_day.data,
                reason=form.reason.data,
                once=form.once.data,
            )
            return redirect(url_for("settings.everything", partnership=held.code, done=setting.code))
    page = render_template("settings/one.html", form=form, setting=setting, partnership=held)
    return make_response(page, 422 if form.is_submitted() else 200)


def _form_for(setting: Listed) -> Any:
    if setting.choices:
        return choosing_form(setting.choices)
    if setting.pathway == queries.TO_THE_PERSON:
        words = SentenceSettingForm(data={"value": setting.now.value})
        words.value.description = (
            f"Write {resident_words.WHEN} where the time and the day are to stand. Name no service, place or number."
        )
        return words
    example = setting.default if setting.default is not None else setting.now.value
    form = NumberSettingForm() if isinstance(example, int) else WordSettingForm()
    if setting.unit:
        form.value.description = f"In {setting.unit}"
    return form
