"""What a case asks of teams: clocks and tasks by the pathway's own words, each rule once in one command."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.cases.commands.participants import holder_of, parts_of
from coordination.cases.models import CaseFile, Participant
from coordination.identity.models import Team, Worker
from coordination.queues.commands.opening import Copies, Holder, open_task, open_tasks, start_clock
from coordination.queues.commands.recording import record_of_task
from coordination.queues.models import Clock, Task
from workflows.truth import Known, truth
from workflows.vocabulary import Pathway, TaskKind


class Work:
    """Opens tasks and starts clocks of one case inside one command."""

    def __init__(
        self, session: Session, worker: SignedIn, case: CaseFile, pathway: Pathway, known: Known, copies: Copies
    ) -> None:
        self.session, self.worker, self.case = session, worker, case
        self.pathway, self.known, self.copies = pathway, known, copies
        self._clocks: dict[str, Clock] = {}
        self._of_tasks: set[UUID] = set()

    def clock(self, code: str, *, team_id: UUID | None = None, line: str | None = None) -> Clock:
        """The deadline of this rule: started now, unless this command has started it already."""
        if code not in self._clocks:
            self._clocks[code] = self._start(code, team_id, line)
        return self._clocks[code]

    def _start(self, code: str, team_id: UUID | None, line: str | None = None) -> Clock:
        rule = self.pathway.clock(code)
        return start_clock(
            self.session, rule, self.pathway, self.known, case_id=self.case.id, team_id=team_id, line=line
        )

    def _of_a_task(self, code: str, team_id: UUID) -> Clock:
        """A deadline of one task alone: what ends it must not silence the reminders of another, maybe another team's.

        The first task of this rule has that of the stage or of the hand-over, which it is there for.
        """
        mine = self.clock(code, team_id=team_id)
        if mine.id in self._of_tasks:
            mine = self._start(code, team_id)
        self._of_tasks.add(mine.id)
        return mine

    def open(
        self, kinds: Iterable[str], *, hand_over_id: UUID | None = None, receiver: Participant | None = None
    ) -> list[Task]:
        """Open these kinds of tasks, each in the queue of the team that holds its position on the case.

        A kind whose own condition does not hold, or that is open already, is left out. `receiver` is the team that
        a hand-over goes to: it gets the tasks of its position. Those that ask for the answer itself end with it.
        """
        wanted = [
            kind for kind in map(self.pathway.task, kinds) if kind.when is None or truth(kind.when, self.known) is True
        ]
        if not wanted:
            return []
        parts, already = parts_of(self.session, self.case.id), self._open_already()
        found: list[tuple[TaskKind, Participant, UUID | None, Clock]] = []
        for kind in wanted:
            theirs = receiver is not None and receiver.position == kind.position
            holder = receiver if theirs else self._team(parts, kind.position)
            if holder is not None and (kind.code, holder.holder) not in already:
                deadline = self._of_a_task(kind.clock, holder.holder)
                answers = theirs and kind.code in self.pathway.answering_tasks
                found.append((kind, holder, hand_over_id if answers else None, deadline))
        named = self._named(parts)
        return [
            open_task(
                self.session,
                kind=kind.code,
                asks=kind.label,
                team_id=holder.holder,
                clock=deadline,
                copies=self.copies,
                opened_by_id=self.worker.id,
                hand_over_id=passed_by,
                category=kind.category,
                held_by=named.get(kind.position),
            )
            for kind, holder, passed_by, deadline in found
        ]

    def open_prompted(self) -> list[Task]:
        """Open the task of every prompt that holds now. Each is opened once on a case: a prompt does not nag."""
        wanted = [
            prompt.task
            for prompt in self.pathway.prompts
            if prompt.task is not None and truth(prompt.when, self.known) is True
        ]
        if not wanted:
            return []
        self.session.flush()
        had = set(self.session.scalars(select(Task.kind).where(Task.case_id == self.case.id, Task.kind.in_(wanted))))
        return self.open(dict.fromkeys(kind for kind in wanted if kind not in had))

    def _team(self, parts: Sequence[Participant], position: str) -> Participant | None:
        """The team that does a position's work: the one that an answer names, else the first that holds it."""
        teams = [part for part in parts if part.holder_kind == "team"]
        asked = self.pathway.position(position).worked_by
        named = self.known.answers.get(asked) if asked else None
        if named:
            chosen = self.session.scalar(select(Team.id).where(Team.code == named))
            mine = next((part for part in teams if part.position == position and part.holder == chosen), None)
            if mine is not None:
                return mine
        return holder_of(teams, (position, *fallback(self.pathway)))

    def _named(self, parts: Sequence[Participant]) -> dict[str, Holder]:
        """The worker who has a position by name: what it has to do is theirs from the start. The newest, of several;
        nobody, where several sit in a position that is one body's."""
        sits = [part for part in parts if part.holder_kind == "worker"]
        alone = Counter(part.position for part in sits)
        by_name = {
            part.holder: part.position
            for part in sits
            if alone[part.position] == 1 or self.pathway.position(part.position).many
        }
        if not by_name:
            return {}
        rows = self.session.execute(select(Worker.id, Worker.name).where(Worker.id.in_(by_name)))
        names = {row.id: row.name for row in rows}
        return {position: Holder(holder, names[holder]) for holder, position in by_name.items() if holder in names}

    def _open_already(self) -> set[tuple[str, UUID]]:
        return {(task.kind, task.team_id) for task in open_tasks(self.session, self.case.id)}


def pass_on_tasks(session: Session, pathway: Pathway, case_id: UUID, position: str, was: UUID, team: Team) -> None:
    """What a team had to do in a position that it has passed on waits in the queue of the team that took it up, by the
    same deadline. Nobody there has taken it yet, whoever held it before."""
    stays = {part.position for part in parts_of(session, case_id) if part.holder == was}
    for task in open_tasks(session, case_id):
        theirs = pathway.task(task.kind).position
        if task.team_id != was or theirs in stays or (stays and theirs != position):
            continue
        pass_on(session, task, team)


def pass_on_position(session: Session, pathway: Pathway, case_id: UUID, position: str, team: Team) -> None:
    """What other teams had to do in a position waits in the queue of the one that does its work from now on.

    They take part still, so that they can answer what only they know.
    """
    others = {part.holder for part in parts_of(session, case_id, [position])} - {team.id}
    for task in open_tasks(session, case_id):
        if task.team_id in others and pathway.task(task.kind).position == position:
            pass_on(session, task, team)


def give_to_named(
    session: Session, pathway: Pathway, case_id: UUID, position: str, worker: Holder, teams: Sequence[UUID]
) -> None:
    """What waits for whoever is named for a position, in a queue of the asker's, and nobody has taken, is theirs."""
    session.flush()  # the database asks whether they take part
    for task in open_tasks(session, case_id):
        if task.holder_id is None and task.team_id in teams and pathway.task(task.kind).position == position:
            task.holder_id, task.holder_name, task.claimed_at = worker.id, worker.name, clock.now()
            task.version += 1
            record_of_task(session, "task.assigned", task, to=worker.name)


def pass_on(session: Session, task: Task, team: Team) -> None:
    """Put a task into another team's queue, by the same deadline."""
    task.team_id = team.id
    let_go(task)
    if task.clock_id is not None:
        session.get_one(Clock, task.clock_id).team_id = team.id
    record_of_task(session, "task.assigned", task, to=team.name)


def let_go(task: Task) -> None:
    """Nobody has this task any more: it waits in its team's queue."""
    task.holder_id, task.holder_name, task.claimed_at = None, None, None
    task.version += 1


def fallback(pathway: Pathway) -> tuple[str, ...]:
    """Who gets what a position has to do that nobody holds yet: the work must never be without an owner."""
    return (pathway.holding, "referrer")
