"""Having the board's report made, and saying in words what its small figures do not."""

from __future__ import annotations

from random import SystemRandom

from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.access import SignedIn
from coordination.audit.commands import record, remember, repeated
from coordination.db import new_id
from coordination.identity.models import Partnership
from coordination.outcomes.models import BoardReport, BoardSentence
from workflows.measures.periods import ReportingPeriod
from workflows.references import new_reference

CHANCE = SystemRandom()
PREFIX = "REP"


def ask_for_report(
    session: Session, worker: SignedIn, partnership: Partnership, quarter: ReportingPeriod, *, once: str
) -> str:
    """Ask for the report of a quarter; a job makes it as this worker. Returns its reference."""
    before = repeated(session, worker, once, ["report", partnership.code, quarter.code])
    if before is not None:
        return str(before["reference"])
    report = BoardReport(
        id=new_id(),
        reference=new_reference(PREFIX, CHANCE),
        partnership_id=partnership.id,
        period_from=quarter.start,
        period_until=quarter.end,
        asked_by_id=worker.id,
        asked_at=clock.now(),
        parts=0,
        parts_done=0,
    )
    session.add(report)
    session.flush()
    record(session, "board-report.asked", chain=f"agency:{worker.agency_id}", period=quarter.code)
    jobs.later(session, worker.id, "make_board_report", report_id=report.id)
    remember(session, worker, once, {"reference": report.reference})
    return report.reference


def say(
    session: Session,
    worker: SignedIn,
    partnership: Partnership,
    quarter: ReportingPeriod,
    subject: str,
    sentence: str,
    *,
    once: str,
) -> None:
    """Put a lead's own sentence beside a figure of none or a few. One that stands there already is kept as it was."""
    if repeated(session, worker, once, ["sentence", partnership.code, quarter.code, subject, sentence]) is not None:
        return
    session.add(
        BoardSentence(
            id=new_id(),
            partnership_id=partnership.id,
            subject=subject,
            period_from=quarter.start,
            period_until=quarter.end,
            sentence=sentence,
            said_by_id=worker.id,
            said_at=clock.now(),
        )
    )
    session.flush()
    record(
        session,
        "board-report.sentence",
        chain=f"agency:{worker.agency_id}",
        subject=subject,
        period=quarter.code,
    )
    remember(session, worker, once, {})
