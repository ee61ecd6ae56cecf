"""A hand-over that nobody answered runs out by its clock, and the work goes where the pathway says."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import jobs
from coordination.access import SignedIn
from coordination.cases import queries
from coordination.cases.commands import hand_overs
from coordination.cases.commands.leaving import end_parts
from coordination.cases.commands.moving import make_move
from coordination.cases.commands.same_release import tell_first_senders
from coordination.cases.commands.work import Work
from coordination.cases.models import CaseFile, HandOver
from coordination.cases.queries.copies import copies_of
from coordination.queues.commands.opening import close_tasks

SAY = "A request on your case ran out without an answer. Whoever asked has the work again."


def run_out(session: Session, worker: SignedIn, case_id: UUID, hand_over_id: UUID) -> bool:
    """End an open hand-over as expired, acting as somebody of the side that asked. False when it was answered before.

    Where the pathway names a move for this, the case makes it; else only the request ends. Whoever had not accepted
    sees the preview no more, and both the asking side and the first sender hear.
    """
    case = session.scalar(select(CaseFile).where(CaseFile.id == case_id).with_for_update(key_share=True))
    row = session.scalar(select(HandOver).where(HandOver.id == hand_over_id).with_for_update())
    if case is None or row is None or row.answer is not None or case.ended_at is not None:
        return False
    kind = queries.pathway_of(case).hand_over(row.kind)
    if kind.expired is not None:
        make_move(session, worker, case.reference, kind.expired, {}, once=f"ran-out:{row.reference}", ran_out=True)
    else:
        hand_overs.answer(session, worker, case, row, hand_overs.EXPIRED, reason=None, whose_no=None)
        close_tasks(session, worker.id, case.id, hand_overs.EXPIRED, hand_over_id=row.id)
        refuser = hand_overs.not_taken_by(session, row)
        if refuser is not None:
            now = queries.standing(session, worker, case)
            copies = copies_of(session, case, now.pathway, now.known, None)
            work = Work(session, worker, case, now.pathway, now.known, copies)
            end_parts(session, worker, work, [refuser], hand_overs.EXPIRED)
    jobs.later(
        session, worker.id, "tell_positions", queue=jobs.URGENT, case_id=case.id,
        positions=",".join(kind.from_), say=kind.expired_say, urgent="yes", by="time",
    )  # fmt: skip
    tell_first_senders(session, worker, case, say=SAY, event_id=row.id)
    return True
