"""What a case asks of teams: clocks and tasks by the pathway's own words, each rule once in one command."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.cases.commands.participants import team_for
from coordination.cases.models import CaseFile, Participant
from coordination.identity.models import Worker
from coordination.queues.commands.opening import Copies, Holder, open_task, start_clock
from coordination.queues.models import Clock, Task
from workflows.truth import Known, truth
from workflows.vocabulary import Pathway

# who gets a task whose position nobody holds yet: the work must never be without an owner
FALLBACK = ("spoc", "referrer")


class Work:
    """Opens tasks and starts clocks of one case inside one command."""

    def __init__(
        self, session: Session, worker: SignedIn, case: CaseFile, pathway: Pathway, known: Known, copies: Copies
    ) -> None:
        self.session, self.worker, self.case = session, worker, case
        self.pathway, self.known, self.copies = pathway, known, copies
        self._clocks: dict[str, Clock] = {}

    def clock(self, code: str, *, team_id: UUID | None = None, line: str | None = None) -> Clock:
        """The deadline of this rule: started now, unless this command has started it already."""
        if code not in self._clocks:
            self._clocks[code] = start_clock(
                self.session,
                self.pathway.clock(code),
                self.pathway,
                self.known,
                case_id=self.case.id,
                team_id=team_id,
                line=line,
            )
            self.session.flush()
        return self._clocks[code]

    def open(
        self, kinds: Iterable[str], *, hand_over_id: UUID | None = None, receiver: Participant | None = None
    ) -> list[Task]:
        """Open these kinds of tasks, each in the queue of the team that holds its position on the case.

        A kind whose own condition does not hold, or that is open already, is left out. `receiver` is the team that
        a hand-over goes to: it gets the tasks of its position, with the hand-over.
        """
        opened = []
        for code in kinds:
            kind = self.pathway.task(code)
            if kind.when is not None and truth(kind.when, self.known) is not True:
                continue
            holder = receiver if receiver is not None and receiver.position == kind.position else None
            holder = holder or team_for(self.session, self.case.id, kind.position, FALLBACK)
            named = self._named(kind.position)
            if holder is None or self._is_open(code, holder.holder):
                continue
            opened.append(
                open_task(
                    self.session,
                    kind=code,
                    asks=kind.label,
                    team_id=holder.holder,
                    clock=self.clock(kind.clock, team_id=holder.holder),
                    copies=self.copies,
                    opened_by_id=self.worker.id,
                    hand_over_id=hand_over_id if holder is receiver else None,
                    category=kind.category,
                    held_by=named,
                )
            )
        return opened

    def open_prompted(self) -> list[Task]:
        """Open the task of every prompt that holds now. Each is opened once on a case: a prompt does not nag."""
        wanted = [
            prompt.task
            for prompt in self.pathway.prompts
            if prompt.task is not None and truth(prompt.when, self.known) is True
        ]
        if not wanted:
            return []
        had = set(self.session.scalars(select(Task.kind).where(Task.case_id == self.case.id, Task.kind.in_(wanted))))
        return self.open(dict.fromkeys(kind for kind in wanted if kind not in had))

    def _named(self, position: str) -> Holder | None:
        """The worker who has this position by name, so that what it has to do is theirs from the start."""
        row = self.session.execute(
            select(Worker.id, Worker.name)
            .join(Participant, Participant.holder == Worker.id)
            .where(
                Participant.case_id == self.case.id,
                Participant.position == position,
                Participant.holder_kind == "worker",
                Participant.until_at.is_(None),
            )
            .order_by(Participant.since.desc())
            .limit(1)
        ).one_or_none()
        return Holder(*row) if row else None

    def _is_open(self, kind: str, team_id: UUID) -> bool:
        there = select(Task.id).where(
            Task.case_id == self.case.id, Task.kind == kind, Task.team_id == team_id, Task.done_at.is_(None)
        )
        return self.session.scalar(there.limit(1)) is not None
