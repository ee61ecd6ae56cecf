"""Making a move: the one gate, and the whole story of what follows, in order, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from coordination import clock, jobs
from coordination.access import SignedIn
from coordination.at_hand import at_hand
from coordination.audit.commands import Recorded, record, remember, repeated
from coordination.cases import queries
from coordination.cases.commands import answers as answering
from coordination.cases.commands import facts, hand_overs, milestones
from coordination.cases.commands.effects import Following, follow
from coordination.cases.commands.leaving import end_parts
from coordination.cases.commands.opening import joins
from coordination.cases.commands.participants import join_team, leave, parts_of, refresh_parts, sees_no_more
from coordination.cases.commands.permitting import (
    accepts,
    check,
    line_category,
    only_asked,
    permitted,
    reads_too_little,
    was_answered_to_get_here,
    why_not_theirs,
)
from coordination.cases.commands.protecting import leave_for_knowing_somebody
from coordination.cases.commands.scoring import keep_bands
from coordination.cases.commands.urgent import alert_by_answers
from coordination.cases.commands.work import Work, pass_on_tasks
from coordination.cases.models import CaseFile, CaseLine, CasePartnership, HandOver
from coordination.cases.queries import Standing
from coordination.cases.queries.copies import copies_of
from coordination.cases.queries.named import people_on
from coordination.db import new_id
from coordination.errors import Invalid, MovedOn, NotAllowed
from coordination.queues.commands.opening import (
    NOT_NEEDED,
    close_tasks,
    open_tasks,
    pause_clocks,
    resume_clocks,
    running_clocks,
    stop_clocks,
)
from coordination.together import read_ahead
from workflows.vocabulary import (
    AddsTicks,
    Forgets,
    LinksEarlier,
    Move,
    Pathway,
    SetsFact,
    SettlesAnswer,
    SilencesMessages,
    WithdrawsConsent,
)

NOT_TAKEN = "not-taken"
# effects after which more, or less, is known of the case than when the move began
STATES_MORE = (SetsFact, AddsTicks, LinksEarlier, SettlesAnswer, Forgets, WithdrawsConsent)


@dataclass(frozen=True)
class Moved:
    """What became of a move: where the line stands now, and the sentence to show."""

    reference: str
    stage: str
    said: str
    linked_reference: str | None = None
    # whether the case is not there any more for whoever made the move
    left: bool = False


def make_move(
    session: Session,
    worker: SignedIn,
    reference: str,
    move_code: str,
    given: Mapping[str, Any],
    *,
    once: str,
    ran_out: bool = False,
    with_appointment: bool = False,
) -> Moved:
    """Carry a case along its pathway. The same click twice is one move; a second person is told that it has moved on.

    With `ran_out` the hand-over that it answers ended without an answer: nobody is asked why, nobody said no.
    `with_appointment` says that what came of an appointment is recorded in the same transaction: some moves are made
    so alone.

    Raises NotVisible, NotAllowed, MovedOn or Invalid, each with a sentence; nothing has been written then.
    """
    # First of all: after a step by which somebody left, the case is not there for the same press a second time.
    before = repeated(session, worker, once, [reference, move_code, dict(given)])
    if before is not None:
        return Moved(**before)
    case = queries.get(session, reference, to_change=True)
    read_ahead(session, {**queries.asks(case), milestones.WRITTEN: {"case_id": case.id}})
    now = queries.standing(session, worker, case)
    move = permitted(now, move_code, with_appointment=with_appointment)
    if not ran_out:
        check(now, move, given)
        _nobody_is_left_unsafe(session, now, move)
    given = only_asked(now, move.asks, given)

    if move.drops:
        close_tasks(session, worker.id, case.id, NOT_NEEDED, kinds=move.drops)
    line, was_known = now.lines.get(move.line), now.known
    was = line.stage if line else ""
    answered = _answer_hand_over(session, worker, now, move, given, ran_out)
    if answered is not None and accepts(move):
        was_preview = reads_too_little(now, move)
        _open_to_the_accepting_team(session, now, answered)
        if was_preview and move.guards:
            check(queries.standing(session, worker, case), move, given)
    stated = _keep_what_was_given(session, worker, now, move, given)
    event = _write_down(session, now, move, given, was, ran_out)
    left = _enter_stage(session, now, move)

    session.flush()
    now = queries.after_move(session, worker, now, move.code)
    facts.count(session, case, now.pathway, now.known, stated, facts.spell_of(session, case.id))
    copies = copies_of(session, case, now.pathway, now.known, None)
    work = Work(session, worker, case, now.pathway, now.known, copies)
    _turn_work(session, now, move, left, work)
    made = Following(session, worker, now, move, given, work, event, answered)
    if answered is not None:
        _come_back(made, answered)
    if not ran_out:
        follow(made)
    more_to_settle = _follow_up(made)
    if given:
        alert_by_answers(session, worker.id, case, now.pathway, made.now.known, before=was_known)
    _count(session, made.now, move, given)
    if stated or more_to_settle:
        facts.settle(session, worker, case, because=move.code)
    elif case.ended_at is None:
        work.open_prompted()
    case.version += 1
    jobs.later(session, worker.id, "tell_of_event", event_id=event.id)
    refresh_parts(session, case, made.stage, copies.key_date)
    refuser = hand_overs.not_taken_by(session, answered) if answered is not None and case.ended_at is None else None
    if refuser is not None:
        end_parts(session, worker, work, [refuser], NOT_TAKEN)
    gone = made.leaves or sees_no_more(session, worker, case.id)
    said = move.done or f"{move.label}: done."
    moved = Moved(case.reference, move.to or was, said, made.linked_reference, gone)
    remember(session, worker, once, vars(moved), case.id)
    if made.leaves:
        leave_for_knowing_somebody(session, worker, case)
    return moved


def _nobody_is_left_unsafe(session: Session, now: Standing, move: Move) -> None:
    """An end drops what is still open. Raises Invalid for what must never be dropped: that is done first."""
    if move.to is None or move.line != "main" or not now.pathway.stage(move.to).ends:
        return
    if move.whose_no == "record" or any(isinstance(effect, SilencesMessages) for effect in move.effects):
        return
    first = {kind.code: kind.before_the_end for kind in now.pathway.tasks if kind.before_the_end}
    for task in open_tasks(session, now.case.id) if first else ():
        if task.kind in first and task.kind not in move.closes:
            raise Invalid(first[task.kind])


def _keep_what_was_given(
    session: Session, worker: SignedIn, now: Standing, move: Move, given: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The answers of the move, and the dated facts that they state. Returns these facts."""
    people = people_on(session, now.case) if given else {}
    answering.give(session, worker, now.case, now.pathway, given, person_ids=people)
    stated = list(facts.stated(now.pathway, given))
    for fact in stated:
        facts.keep(session, worker, now.case, now.pathway, fact, facts.spell_of(session, now.case.id))
    return stated


def _write_down(
    session: Session, now: Standing, move: Move, given: Mapping[str, Any], was: str, ran_out: bool
) -> Recorded:
    return record(
        session,
        "case.moved",
        case_id=now.case.id,
        category=line_category(now.pathway, move.line),
        line=move.line,
        move=move.code,
        was=was,
        now=move.to or was,
        reason=hand_overs.EXPIRED if ran_out else _reason(move, given),
        whose_no=None if ran_out else move.whose_no,
        outcome=_outcome(move, given),
    )


def _turn_work(session: Session, now: Standing, move: Move, left: str | None, work: Work) -> None:
    """Close and stop what the move ends, and start the clocks that it and the new stage ask for."""
    if move.closes:
        close_tasks(session, work.worker.id, now.case.id, "done", kinds=move.closes)
    if left is not None and move.to is not None:
        _turn_clocks(session, now, left, move.to)
    if move.stops:
        stop_clocks(session, now.case.id, move.stops)
    stage = now.pathway.stage(move.to) if move.to else None
    if stage is not None and stage.clock and not stage.ends and not _runs(session, now.case, stage.clock):
        work.clock(stage.clock, line=move.line)
    for code in move.starts:
        if not _runs(session, now.case, code):
            work.clock(code, line=move.line)


def _follow_up(made: Following) -> bool:
    """Who joins, whether the case ends, what band it now stands in, and the tasks of the move.

    Returns whether the effects stated something that deadlines or tasks may hang on.
    """
    session, worker, case, move, work = made.session, made.worker, made.case, made.move, made.work
    pathway = made.now.pathway
    stage = pathway.stage(move.to) if move.to else None
    states_more = any(isinstance(effect, STATES_MORE) for effect in move.effects)
    if states_more or any(score.kept_as for score in pathway.scores):
        made.read_again()
    if made.answered is not None and accepts(move) and not (stage is not None and stage.ends):
        joins(session, worker, case, pathway, made.now.known, "acceptance", made.stage)
    if stage is not None and stage.ends and move.line == "main":
        # Before what the move itself opens: a death is still reviewed, advice on staying safe is still given.
        _end(session, worker, case, pathway, _outcome(move, made.given) or stage.code)
    elif stage is not None and move.line == "main" and case.ended_at is not None:
        _goes_on(session, made.now)
    worked_on = case.ended_at is None and made.stage in _worked_on(pathway)
    rescored = worked_on and keep_bands(session, worker, made.now, work)
    if rescored:
        made.read_again()
    work.open([code for code in move.opens if code not in made.opened])
    return states_more or rescored


def _count(session: Session, now: Standing, move: Move, given: Mapping[str, Any]) -> None:
    """The milestones that the move writes, and those that its answers alone make true."""
    spell = facts.spell_of(session, now.case.id)
    spell_id = spell.id if spell else None
    milestones.write(session, now.case, now.pathway, now.known, move.writes, spell_id=spell_id)
    if given:
        milestones.write_answered(session, now.case, now.pathway, now.known, spell_id=spell_id)


def _answer_hand_over(
    session: Session, worker: SignedIn, now: Standing, move: Move, given: Mapping[str, Any], ran_out: bool
) -> HandOver | None:
    if move.hand_over is None or move.hand_over_answer is None:
        return None
    row = hand_overs.open_one(session, now.case.id, move.hand_over)
    if row is None:
        if was_answered_to_get_here(now, move):
            return None
        raise MovedOn("This has already been answered. The page of the case says what was decided.")
    said = hand_overs.EXPIRED if ran_out else move.hand_over_answer
    whose_no = None if ran_out else move.whose_no
    hand_overs.answer(session, worker, now.case, row, said, reason=_reason(move, given), whose_no=whose_no)
    if not ran_out and (why := why_not_theirs(move, row, {part.holder for part in now.parts})):
        raise NotAllowed(why)
    if row.answer is not None:
        close_tasks(session, worker.id, now.case.id, said, kinds=move.closes, hand_over_id=row.id)
        # what else was asked for the sake of the answer, which this answer did not do
        close_tasks(session, worker.id, now.case.id, said if ran_out else NOT_NEEDED, hand_over_id=row.id)
    return row


def _come_back(made: Following, answered: HandOver) -> None:
    """If nobody took what was passed on, whoever passed it on has it again, and decides as if for the first time."""
    row = hand_overs.wait_again(made.session, made.work, answered)
    if row is not None:
        parts = parts_of(made.session, made.case.id, [row.position])
        made.open_for(row, next(part for part in parts if part.holder == row.to_team_id))


def _open_to_the_accepting_team(session: Session, now: Standing, row: HandOver) -> None:
    """The team that accepted sees all of its categories from here on; whoever held the work before lets go of it."""
    case, pathway = now.case, now.pathway
    team = hand_overs.team_of(session, row)
    mine = join_team(session, case, pathway, team, row.position, now.lines["main"].stage)
    if not pathway.position(row.position).many:
        for other in parts_of(session, case.id, [row.position]):
            if other.id != mine.id:
                leave(session, other, "passed-on")
                pass_on_tasks(session, pathway, case.id, row.position, other.holder, team)
    if team.partnership_id is not None and team.partnership_id != case.partnership_id:
        _make_responsible(session, case, team.partnership_id)


def _make_responsible(session: Session, case: CaseFile, partnership_id: UUID) -> None:
    session.execute(
        update(CasePartnership)
        .where(CasePartnership.case_id == case.id, CasePartnership.until_at.is_(None))
        .values(until_at=clock.now())
    )
    session.add(CasePartnership(id=new_id(), case_id=case.id, partnership_id=partnership_id, from_at=clock.now()))
    case.partnership_id = partnership_id
    session.flush()


def _enter_stage(session: Session, now: Standing, move: Move) -> str | None:
    """Move the line on. Returns the stage that it left, if it left one."""
    if move.to is None:
        return None
    moment, stage, line = clock.now(), now.pathway.stage(move.to), now.lines.get(move.line)
    if line is None:
        row = CaseLine(case_id=now.case.id, line=move.line, stage=stage.code, since=moment)
        now.lines[move.line] = row
        session.add(row)
        at_hand(session, "lines", now.case.id, list[CaseLine]).append(row)
        return None
    left, line.stage, line.since = line.stage, stage.code, moment
    line.ended_at = moment if stage.ends else None
    return left if left != stage.code else None


def _turn_clocks(session: Session, now: Standing, left: str, entered: str) -> None:
    """The stage that was left stops its clock, unless that stands still in the new one or is the deadline of a task
    that is still open; what stood still for the old stage runs on, what waits on the new one stands."""
    old, new = now.pathway.stage(left), now.pathway.stage(entered)
    if old.clock and old.clock != new.clock and entered not in now.pathway.clock(old.clock).pauses:
        of_tasks = {task.clock_id for task in open_tasks(session, now.case.id)}
        stop_clocks(session, now.case.id, [old.clock], but=of_tasks)
    waits = {wait for rule in now.pathway.clocks for wait in rule.pauses}
    if left in waits:
        resume_clocks(session, now.pathway, now.known, now.case.id, left)
    if entered in waits:
        pause_clocks(session, now.pathway, now.known, now.case.id, entered)


def _runs(session: Session, case: CaseFile, rule: str) -> bool:
    """Whether a deadline of this rule is running: one that stood still goes on, and is not begun a second time."""
    return any(row.rule == rule and row.stopped_at is None for row in running_clocks(session, case.id))


def _end(session: Session, worker: SignedIn, case: CaseFile, pathway: Pathway, outcome: str) -> None:
    """Nothing that was owed is owed any more; everybody on the case keeps what they may read until disposal."""
    case.ended_at, case.outcome = clock.now(), outcome
    close_tasks(session, worker.id, case.id, "case-closed")
    stop_clocks(session, case.id)
    record(session, "case.ended", case_id=case.id, category=line_category(pathway, "main"), outcome=outcome)


def _goes_on(session: Session, now: Standing) -> None:
    """A case that had ended is worked on again: as any other from here on, by whoever took it up, who sees all of it.

    Nobody else comes back by this: what ended their part, such as a consent that was withdrawn, stands until it
    is given again.
    """
    now.case.ended_at, now.case.outcome = None, None
    for part in now.parts:
        part.sees = "full"
    session.flush()


def _worked_on(pathway: Pathway) -> set[str]:
    """The stages in which somebody has taken the case up: nothing is asked of a team that has not said yes."""
    return {stage.code for stage in pathway.stages if not stage.ends and stage.waits_on is None}


def _outcome(move: Move, given: Mapping[str, Any]) -> str | None:
    return given.get(move.outcome_from) if move.outcome_from else move.outcome


def _reason(move: Move, given: Mapping[str, Any]) -> str | None:
    """The coded reason of a move: the first of its questions that is a choice."""
    for question in move.asks:
        if question.kind == "choice" and given.get(question.code):
            return str(given[question.code])
    return None
