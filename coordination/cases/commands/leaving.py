"""Before somebody's part ends: what they had still to do goes to whoever has the case, and nobody waits in vain."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.cases.commands import hand_overs
from coordination.cases.commands.participants import holder_of, is_own, leave, parts_of
from coordination.cases.commands.work import Work, fallback, let_go, pass_on
from coordination.cases.models import HandOver, Participant
from coordination.identity.models import Post, Team
from coordination.queues.commands.opening import close_tasks, open_tasks
from coordination.queues.commands.recording import record_of_task
from workflows.vocabulary import BY_HAND, CARD_TASK

WITHDRAWN = "withdrawn"


def end_parts(session: Session, worker: SignedIn, work: Work, parts: Sequence[Participant], reason: str) -> None:
    """End these parts of a case, once what hangs on them has been given up. The worker's own ends last of all."""
    _give_up_work(session, worker, work, parts, reason)
    for part in parts:
        leave(session, part, reason, last=is_own(worker, part))


def make_way(session: Session, worker: SignedIn, work: Work, earlier: Sequence[Participant], reason: str) -> None:
    """Somebody else is named for what these were named for: what they had to do in it waits for whoever comes, and
    they leave, also where they go on seeing the case as one of a team."""
    for part in earlier:
        for task in open_tasks(session, work.case.id):
            of_position = not task.kind.startswith((CARD_TASK, BY_HAND))
            if task.holder_id == part.holder and of_position and work.pathway.task(task.kind).position == part.position:
                let_go(task)
                record_of_task(session, "task.handed-back", task)
    end_parts(session, worker, work, earlier, reason)


def _give_up_work(session: Session, worker: SignedIn, work: Work, leaving: Sequence[Participant], reason: str) -> None:
    """Take back what these were asked to take on, and pass on what they had to do.

    A team that goes on in another position keeps all of it. Nothing is passed on to whoever leaves as well.
    """
    case_id = work.case.id
    stay = [part for part in parts_of(session, case_id) if part.id not in {each.id for each in leaving}]
    here = {part.holder for part in stay}
    for gone in dict.fromkeys(
        part.holder for part in leaving if part.holder_kind == "team" and part.holder not in here
    ):
        for row in session.scalars(
            select(HandOver).where(HandOver.case_id == case_id, HandOver.to_team_id == gone, HandOver.answer.is_(None))
        ).all():
            hand_overs.withdraw(session, worker, work.case, row, reason=reason)
            close_tasks(session, worker.id, case_id, WITHDRAWN, hand_over_id=row.id)
        heir = holder_of([part for part in stay if part.holder_kind == "team"], fallback(work.pathway))
        if heir is not None:
            _inherit(session, worker, case_id, gone, session.get_one(Team, heir.holder))
    for gone in [part.holder for part in leaving if part.holder_kind == "worker" and part.holder not in here]:
        _put_back(session, case_id, gone, here)


def _inherit(session: Session, worker: SignedIn, case_id: UUID, gone: UUID, heir: Team) -> None:
    """What a team had to do in its position is the heir's; what it was asked in a card or by a colleague ends with it,
    and what the heir has to do already is not asked twice."""
    asked = open_tasks(session, case_id)
    already = {task.kind for task in asked if task.team_id == heir.id}
    theirs = [task for task in asked if task.team_id == gone and not task.kind.startswith((CARD_TASK, BY_HAND))]
    twice = [task.id for task in theirs if task.kind in already]
    if twice:
        close_tasks(session, worker.id, case_id, "left", task_ids=twice)
    for task in theirs:
        if task.done_at is None:
            pass_on(session, task, heir)


def _put_back(session: Session, case_id: UUID, worker_id: UUID, here: set[UUID]) -> None:
    """What somebody had by name waits in its team's queue again, unless they see the case as one of a team."""
    held = [task for task in open_tasks(session, case_id) if task.holder_id == worker_id]
    if not held:
        return
    teams = session.scalars(select(Post.team_id).where(Post.worker_id == worker_id, Post.until_at.is_(None))).all()
    if here & set(teams):
        return
    for task in held:
        let_go(task)
        record_of_task(session, "task.handed-back", task)
