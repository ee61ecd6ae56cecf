"""What is true of every case after whatever happened to it, whichever way it went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.access import SignedIn
from coordination.audit.proof.cases import verify_case
from coordination.cases.commands.permitting import open_steps
from coordination.cases.models import CaseFile, CaseLine, HandOver, Participant
from coordination.cases.queries import Standing, get, standing
from coordination.cases.queries.asked import by_hand, comes_later, is_a_way
from coordination.cases.queries.loading import Loaded, load
from coordination.db import reading
from coordination.errors import NotVisible
from coordination.identity.models import Post, Team
from coordination.queues.commands.opening import waits_of
from coordination.queues.commands.working_out import CannotTell, work_out
from coordination.queues.models import Clock, Task
from tests.cases.any_kind import AnyCase
from workflows import vocabulary as words
from workflows.checks.time_alone import reads_the_day
from workflows.vocabulary import CARD_TASK, Move, Pathway
from workflows.wordwalk import every

BrowserOf = Callable[[SignedIn], FlaskClient]
PAGES = ("", "/timeline?check=record", "/conversation", "/documents", "/summary.pdf")
ELSEWHERE = ("waf-fire-safety", "waf-money-advice")
LISTS = ("/queues", "/my-work", "/cases", "/messages", "/notices", "/today")


@dataclass(frozen=True)
class Seen:
    """A case as the keeper sees it: all of it."""

    case: CaseFile
    lines: dict[str, str]
    tasks: list[Task]
    clocks: list[Clock]
    parts: list[Participant]
    waiting: list[HandOver]
    teams: dict[Any, str]
    # a worker who has a task: themselves, and every team of theirs
    holders_of: dict[Any, set[Any]]


def seen(case: AnyCase) -> Seen:
    with case.world.keeper() as session:
        open_tasks = session.scalars(select(Task).where(Task.case_id == case.case_id, Task.done_at.is_(None))).all()
        running = session.scalars(select(Clock).where(Clock.case_id == case.case_id, Clock.stopped_at.is_(None))).all()
        taking_part = select(Participant).where(Participant.case_id == case.case_id, Participant.until_at.is_(None))
        waiting = select(HandOver).where(HandOver.case_id == case.case_id, HandOver.answer.is_(None))
        return Seen(
            session.get_one(CaseFile, case.case_id),
            {row.line: row.stage for row in session.scalars(select(CaseLine).where(CaseLine.case_id == case.case_id))},
            list(open_tasks),
            list(running),
            list(session.scalars(taking_part)),
            list(session.scalars(waiting)),
            {row.id: row.code for row in session.execute(select(Team.id, Team.code))},
            {
                task.holder_id: {
                    task.holder_id,
                    *session.scalars(select(Post.team_id).where(Post.worker_id == task.holder_id)),
                }
                for task in open_tasks
                if task.holder_id
            },
        )


class Look:
    """One look at a case, by everybody who takes part: each reads it once, as its page does."""

    def __init__(self, case: AnyCase, pathway: Pathway) -> None:
        self.case, self.pathway, self.now = case, pathway, seen(case)
        self.pages: list[Loaded] = []
        self.dues: dict[str, dict[Any, list[str]]] = {}
        for who in {each.id: each for each in case.everybody()}.values():
            with suppress(NotVisible), reading(who, by_one_id=True) as session:
                self.pages.append(load(session, who, case.reference))
                self._work_out(session, who)

    def _work_out(self, session: Session, who: SignedIn) -> None:
        """When each deadline would be, if this worker were the one to move it."""
        now = standing(session, who, get(session, self.case.reference))
        for row in self.now.clocks:
            with suppress(CannotTell):
                worked, _ = work_out(
                    session, self.pathway.clock(row.rule), self.pathway, now.known, case_id=row.case_id,
                    started=row.started_at, happened=row.origin_at or row.started_at, waits=waits_of(row),
                    before=row.rests_on,
                )  # fmt: skip
                self.dues.setdefault(f"{row.rule} {row.id}", {}).setdefault(worked.at, []).append(who.name)

    @cached_property
    def shown(self) -> list[tuple[SignedIn, Standing, Move]]:
        """The steps on each of these pages."""
        return [(page.worker, page.now, move) for page in self.pages for move in open_steps(page)]

    def queues_of(self, who: SignedIn) -> list[str]:
        """The teams on the case of which this worker is one, by code."""
        return [self.now.teams[part.holder] for part in self.now.parts if part.holder in who.team_ids]

    def faults(self) -> list[str]:
        """What is not as it must be, in words; nothing when all is well."""
        found = [*self._of_tasks(), *self._of_deadlines()]
        moves = [move for _, _, move in self.shown]
        if self.now.case.ended_at is not None:
            found += _ended(self.pathway, self.now)
        else:
            found += _going_on(self.now, moves)
        with reading(self.pages[0].worker, by_one_id=True) as session:
            proof = verify_case(session, self.case.case_id)
        if not proof.whole:
            found.append(f"the record is not whole from event {proof.first_bad}")
        return found

    def _of_deadlines(self) -> Iterator[str]:
        """A deadline is the same whoever works it out: nobody takes what they do not read for what is not there."""
        for rule, dues in self.dues.items():
            if len(dues) > 1:
                yield f"at {self.now.lines} “{rule}” is another day for each: {dues}"

    def _of_tasks(self) -> Iterator[str]:
        """Every task waits for a team that takes part, whose people can do it, answer it, or say that it is not
        needed; and its own deadline runs."""
        now, here = self.now, {part.holder for part in self.now.parts}
        deadlines = Counter(task.clock_id for task in now.tasks)
        running = {row.id for row in now.clocks}
        can_be_done = {kind for _, _, move in self.shown if is_a_way(move) for kind in move.closes}
        for task in now.tasks:
            team = now.teams[task.team_id]
            if task.clock_id not in running:
                yield f"at {now.lines} “{task.kind}” of {team} waits, and its deadline has stopped"
            if deadlines[task.clock_id] > 1:
                yield f"at {now.lines} “{task.kind}” of {team} has its deadline with another task"
            if task.team_id not in here and task.holder_id not in here:
                yield f"“{task.kind}” waits for {team}, which takes no part"
            elif task.holder_id is not None and not here & now.holders_of[task.holder_id]:
                yield f"“{task.kind}” of {team} is held by somebody who takes no part"
            elif not task.kind.startswith(CARD_TASK) and task.kind not in can_be_done:
                theirs = [page for page in self.pages if task.team_id in page.worker.team_ids]
                if not theirs or self._waits_for_a_day(task.kind) or comes_later(theirs[0].now, task.kind):
                    continue
                if not by_hand(theirs[0].now, task.kind):
                    yield f"at {now.lines} nobody can do “{task.kind}” of {team}, nor say that it is not needed"

    def _waits_for_a_day(self, kind: str) -> bool:
        """Whether the step that does it is shown from a day on, such as a birthday."""
        return any(kind in move.closes and reads_the_day(move.when) for move in self.pathway.moves if move.when)


def _going_on(now: Seen, shown: list[Move]) -> Iterator[str]:
    """Somebody can bring it on, and somebody is told when nobody does."""
    if not any(move.line == "main" and move.to is not None for move in shown):
        yield f"at {now.lines} nobody is shown a step that leads on; there are {[each.kind for each in now.tasks]}"
    if not any(row.rings for row in now.clocks):
        yield f"at {now.lines} no deadline runs of which anybody is told, of {[row.rule for row in now.clocks]}"


def stays_after_an_end(pathway: Pathway) -> tuple[set[str], set[str]]:
    """The kinds of tasks and the deadlines that a definition itself opens with an end of the case, or after it."""
    ends = {stage.code for stage in pathway.stages if stage.ends and stage.line == "main"}
    late = [move for move in pathway.moves if move.to in ends or ends & set(move.from_) or move.line != "main"]
    tasks = {code for move in late for code in move.opens}
    tasks |= {prompt.task for prompt in pathway.prompts if prompt.task}
    kinds = {effect.kind for effect in every(tuple(late), words.OpensHandOver)}
    clocks = {code for move in late for code in move.starts}
    clocks |= {pathway.stage(move.to).clock for move in late if move.to and pathway.stage(move.to).clock}
    clocks |= {pathway.task(code).clock for code in tasks} | {pathway.hand_over(code).clock for code in kinds}
    return tasks, clocks


def _ended(pathway: Pathway, now: Seen) -> Iterator[str]:
    tasks, clocks = stays_after_an_end(pathway)
    over = [task.kind for task in now.tasks if task.kind not in tasks]
    if over:
        yield f"the case ended at {now.lines} and still asks for {over}"
    running = [
        row.rule for row in now.clocks if row.rule not in clocks and row.id not in {t.clock_id for t in now.tasks}
    ]
    if running:
        yield f"the case ended at {now.lines} and these deadlines run on: {running}"


def pages_open(look: Look, browser_of: BrowserOf, *, everywhere: bool) -> Iterator[str]:
    """Everybody who takes part opens the case and what hangs on it; for whoever does not, there is no such case."""
    for who in [page.worker for page in look.pages]:
        browser = browser_of(who)
        pages = [f"/cases/{look.case.reference}{page}" for page in (PAGES if everywhere else PAGES[:1])]
        for address in (*pages, *(LISTS if everywhere else ())):
            answer = browser.get(address)
            if answer.status_code != 200 and not (answer.status_code in (302, 303) and address in LISTS):
                yield f"{who.name} opens {address} and is answered {answer.status_code}"
    if everywhere:
        yield from _nobody_else(look, browser_of)


def _nobody_else(look: Look, browser_of: BrowserOf) -> Iterator[str]:
    here = {part.agency_id for part in look.now.parts}
    seen_by = {page.worker.id for page in look.pages}
    others = [who for who in look.case.everybody() if who.id not in seen_by]
    others += [who for who in (look.case.by(team) for team in ELSEWHERE) if who.agency_id not in here]
    for who in others:
        answer = browser_of(who).get(f"/cases/{look.case.reference}")
        if answer.status_code != 404:
            yield f"{who.name}, who takes no part, opens the case and is answered {answer.status_code}"
