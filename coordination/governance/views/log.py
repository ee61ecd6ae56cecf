"""/audit: governance searches the log. Every search is itself in the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import Blueprint, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from coordination.access import needs, shown
from coordination.audit.queries import last_verified
from coordination.db import reading
from coordination.errors import Invalid, NotVisible
from coordination.governance.forms import SearchForm
from coordination.governance.queries import log as queries
from coordination.governance.queries.log import Sought

bp = Blueprint("audit", __name__, url_prefix="/audit")


@bp.get("")
@needs("audit.search", records="audit", purpose="audit")
def search() -> ResponseReturnValue:
    """What was done, or with ?show=looks who looked; by case, worker and day, fifty a page."""
    form = SearchForm()
    looks = request.args.get("show") == "looks"
    found, proof, sought = None, None, Sought()
    with reading(g.worker) as session:
        verified = last_verified(session)
        if form.validate():
            try:
                sought = _sought(session, form)
                found = (queries.looked_at if looks else queries.done)(session, sought)
                proof = queries.proof_of(session, sought.case) if sought.case else None
            except Invalid as no:
                _put(form, no.field or "worker", no.message)
            except NotVisible as no:
                _put(form, "case", no.message)
    shown([*([sought.case.id] if sought.case else []), *(found.case_ids if found else [])])
    page = render_template(
        "audit/search.html",
        form=form,
        looks=looks,
        found=found,
        proof=proof,
        verified=verified,
        sought=sought,
        address=_address,
    )
    return make_response(page, 422 if form.error_summary() else 200)


def _sought(session: Session, form: SearchForm) -> Sought:
    sought = Sought(day=form.day.data)
    if form.case.data:
        sought = replace(sought, case=queries.case_to_audit(session, form.case.data))
    if form.worker.data:
        sought = replace(sought, worker_id=queries.worker_by(session, form.worker.data)[0])
    return replace(sought, after=_after(request.args.get("after", "")))


def _after(written: str) -> tuple[datetime, str] | None:
    """The place in the list that an address carries."""
    if not written:
        return None
    moment, _, place = written.partition("~")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or not place.isascii() or not place.isprintable() or len(place) > 100:
        raise Invalid("This address does not lead to a page of the log. Search again.", field="case")
    return at, place


def _address(**changes: Any) -> str:
    """This page's address with some of its parts changed; None takes a part away."""
    from urllib.parse import urlencode

    parts = {**request.args.to_dict(), **changes}
    return "/audit?" + urlencode({name: value for name, value in parts.items() if value})


def _put(form: SearchForm, field: str, sentence: str) -> None:
    form[field].errors = [*form[field].errors, sentence]
