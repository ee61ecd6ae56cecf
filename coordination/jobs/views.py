"""`GET /healthz`: is the product well? For watchdogs and load balancers; no sign-in and nothing about a person.

It stands with the jobs because most of what can fail in silence is theirs. It asks PostgreSQL alone: that Valkey
answers is what the relay last saw, so that a frozen Valkey holds no thread of the web.
"""

from __future__ import annotations

from flask import Flask, Response, current_app, jsonify
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from coordination.access import needs
from coordination.db import NOBODY, reading
from coordination.jobs.queries import not_well, swept_in_part
from coordination.jobs.relay import ALARM_AFTER


@needs("anyone")
def healthz() -> Response:
    """200 when everything is well, else 503 and what is not, each with a sentence. A warning alone leaves it at 200."""
    try:
        with reading(NOBODY) as session:
            found = not_well(session)
            found |= current_app.extensions["log_not_whole"](session)
            warned = current_app.extensions["copies_behind"](session) | swept_in_part(session)
            failing = session.scalar(select(func.failing_jobs(ALARM_AFTER)))
    except SQLAlchemyError:
        found, failing, warned = {"database": "The database does not answer."}, None, {}
    answer = jsonify({"well": not found, "not_well": found, "warnings": warned, "jobs_that_keep_failing": failing})
    answer.status_code = 503 if found else 200
    answer.cache_control.no_store = True
    return answer


def register(app: Flask) -> None:
    """Put the page into the application."""
    app.add_url_rule("/healthz", "healthz", healthz)
