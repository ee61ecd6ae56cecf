"""/audit/my-agency: a lead sees what the agency's own people looked at and did."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, g, make_response, render_template
from flask.typing import ResponseReturnValue

from coordination.access import needs, shown
from coordination.db import reading
from coordination.errors import Invalid, NotVisible
from coordination.governance.forms import DayForm
from coordination.governance.queries import log, people
from coordination.governance.queries.log import Sought

bp = Blueprint("own_agency", __name__, url_prefix="/audit/my-agency")
NOBODY_OF_YOURS = "Nobody of your agency has that reference."


@bp.get("")
@needs("audit.own-agency", records="audit", purpose="audit")
def days() -> ResponseReturnValue:
    """Seven days of everybody, with what is unusual."""
    form = DayForm()
    good = form.validate()
    last = (form.day.data if good else None) or people.today()
    with reading(g.worker) as session:
        found = people.days_of_my_agency(session, g.worker, last)
    shown([])
    page = render_template(
        "audit/my_agency.html",
        form=form,
        found=found,
        first=last - timedelta(days=people.DAYS - 1),
        last=last,
        earlier=last - timedelta(days=people.DAYS),
        later=last + timedelta(days=people.DAYS) if last < people.today() else None,
        most=people.MOST_AN_HOUR,
    )
    return make_response(page, 200 if good else 422)


@bp.get("/<reference>/<day>")
@needs("audit.own-agency", records="audit", purpose="audit")
def one_day(reference: str, day: str) -> ResponseReturnValue:
    """One worker's day: the newest fifty things done and the newest fifty pages looked at."""
    on = _day(day)
    with reading(g.worker) as session:
        try:
            worker_id, name = log.worker_by(session, reference)
        except Invalid:
            # The same answer as for somebody of another agency: who works there is not told here.
            raise NotVisible(NOBODY_OF_YOURS) from None
        if not people.works_here(session, g.worker, worker_id):
            raise NotVisible(NOBODY_OF_YOURS)
        sought = Sought(worker_id=worker_id, day=on)
        done, looked = log.done(session, sought), log.looked_at(session, sought)
    shown([*done.case_ids, *looked.case_ids])
    return make_response(render_template("audit/one_day.html", name=name, day=on, done=done, looked=looked))


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise NotVisible("There is no such day. Go back and choose one from the list.") from None
