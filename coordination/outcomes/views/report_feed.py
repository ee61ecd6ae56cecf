"""/data-package/…/board-report: a quarter's report for a program that holds a key. Nobody is signed in here."""

from __future__ import annotations

from flask import Blueprint, Response

from coordination.access import needs
from coordination.errors import NotVisible
from coordination.outcomes.commands.fetching import LATEST, NOT_THERE, fetch_report
from coordination.outcomes.report_package import FILES
from coordination.statistics.programs import NO_KEY, file_answer, key_sent, opened_with, refused
from workflows.measures.periods import MONTHS, from_code

bp = Blueprint("report_feed", __name__, url_prefix="/data-package")


@bp.get("/<partnership>/board-report/<quarter>/<name>")
@needs("anyone")
def fetch(partnership: str, quarter: str, name: str) -> Response:
    """One file of the report that was made of a quarter, or of the newest one.

    A quarter without a report is as one that never was.
    """
    token = key_sent()
    if token is None:
        return refused(NO_KEY)
    if name not in FILES or not _may_be_asked_for(quarter):
        raise NotVisible(NOT_THERE)
    made = opened_with(token, lambda session, door: fetch_report(session, door, token, partnership, quarter, name))
    return made if isinstance(made, Response) else file_answer(name, made)


def _may_be_asked_for(quarter: str) -> bool:
    if quarter == LATEST:
        return True
    found = from_code(quarter)
    return found is not None and found.months == MONTHS["quarterly"]
