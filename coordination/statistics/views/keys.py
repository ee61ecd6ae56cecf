"""/statistics/keys: the keys with which programs fetch figures, for the leads of a partnership and administrators."""

from __future__ import annotations

from flask import Blueprint, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination import clock
from coordination.access import needs
from coordination.db import reading, writing
from coordination.errors import Invalid, NotVisible
from coordination.identity.queries import partnerships_of
from coordination.statistics.commands.keys import NO_SUCH_KEY, make_key, revoke_key
from coordination.statistics.forms import KeyForm, RevokeForm
from coordination.statistics.queries.keys import KEEPERS, LEADS, is_kept, keys_of

bp = Blueprint("figure_keys", __name__, url_prefix="/statistics/keys")
NOT_YOURS = "There is no partnership of that name whose keys you keep."
FILES = {
    "figures.csv": "Every figure, a line for each",
    "dictionary.csv": "What each column and category means",
    "datapackage.json": "The description that programs read",
    "package.zip": "All three as one file",
}


@bp.route("", methods=["GET", "POST"])
@needs("figure-keys.keep")
def keys() -> ResponseReturnValue:
    """The keys there are. The form makes another, and the answer to it is the only page that ever shows the key."""
    form, token = KeyForm(), None
    with reading(g.worker) as session:
        mine = partnerships_of(session, g.worker, KEEPERS)
        asked = request.args.get("partnership")
        partnership = next((one for one in mine if asked in (None, one.code)), None)
        if partnership is None:
            raise NotVisible(NOT_YOURS)
        leads = partnership in partnerships_of(session, g.worker, LEADS)
    if form.validate_on_submit():
        with form.refusals(), writing(g.worker) as session:
            token = make_key(
                session,
                g.worker,
                partnership,
                form.used_for.data or "",
                form.opens.data,
                int(form.days.data or 0),
                once=form.once.data,
                leads=leads,
            )
    with reading(g.worker) as session:
        there = keys_of(session, partnership)
    page = render_template(
        "statistics/keys.html",
        form=KeyForm(formdata=None) if token else form,
        revoke=RevokeForm(formdata=None),
        partnership=partnership,
        mine=mine,
        leads=leads,
        keys=there,
        token=token,
        now=clock.now(),
        files={
            words: url_for("figure_feed.fetch", partnership=partnership.code, name=name, _external=True)
            for name, words in FILES.items()
        },
    )
    return make_response(page, 200 if token else form.status)


@bp.post("/<reference>/revoke")
@needs("figure-keys.keep")
def revoke(reference: str) -> ResponseReturnValue:
    """End a key at once."""
    with reading(g.worker) as session:
        if not is_kept(session, reference):
            raise NotVisible(NO_SUCH_KEY)
    if not RevokeForm().validate_on_submit():
        raise Invalid("This page is too old. Go back, load it again and press the button once more.")
    with writing(g.worker) as session:
        revoke_key(session, g.worker, reference)
    return redirect(url_for("figure_keys.keys", partnership=request.args.get("partnership"), done="revoked"), 303)
