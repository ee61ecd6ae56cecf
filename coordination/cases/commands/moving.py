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
from coordination.audit.commands import record, remember, repeated
from coordination.cases import queries
from coordination.cases.commands import answers as answering
from coordination.cases.commands import facts, hand_overs, milestones
from coordination.cases.commands.effects import Following, follow
from coordination.cases.commands.opening import joins
from coordination.cases.commands.participants import join_team, leave, parts_of, refresh_parts
from coordination.cases.commands.protecting import leave_for_knowing_somebody
from coordination.cases.commands.scoring import keep_bands
from coordination.cases.commands.work import Work
from coordination.cases.models import CaseFile, CaseLine, CasePartnership, HandOver
from coordination.cases.queries import Standing
from coordination.cases.queries.named import people_on
from coordination.db import new_id
from coordination.errors import Invalid, MovedOn, NotAllowed, NotVisible
from coordination.queues.commands.opening import close_tasks, pause_clocks, resume_clocks, running_clocks, stop_clocks
from workflows.conditions import faults_in_move, faults_in_rows, known_of, refused
from workflows.truth import Known, truth
from workflows.vocabulary import (
    AddsTicks,
    Forgets,
    GrantsPosition,
    LinksEarlier,
    Move,
    Pathway,
    SetsFact,
    SettlesAnswer,
)

# effects after which more, or less, is known of the case than when the move began
STATES_MORE = (SetsFact, AddsTicks, LinksEarlier, SettlesAnswer, Forgets)


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
    case = queries.get(session, reference, to_change=True)
    before = repeated(session, worker, once, [reference, move_code, dict(given)])
    if before is not None:
        return Moved(**before)
    now = queries.standing(session, worker, case)
    move = permitted(now, move_code, with_appointment=with_appointment)
    if not ran_out:
        _check(now, move, given)

    pathway, line = now.pathway, now.lines.get(move.line)
    was = line.stage if line else ""
    answered = _answer_hand_over(session, worker, now, move, given, ran_out)
    if answered is not None and _accepts(move):
        _open_to_the_accepting_team(session, now, answered)
        _check(queries.standing(session, worker, case), move, given)
    answering.give(session, worker, case, pathway, given, person_ids=people_on(session, case) if given else {})
    stated, spell = facts.stated(pathway, given), facts.spell_of(session, case.id)
    for fact in stated:
        facts.keep(session, worker, case, pathway, fact, spell)
    outcome = _outcome(move, given)
    event = record(
        session,
        "case.moved",
        case_id=case.id,
        category=_line_category(pathway, move.line),
        line=move.line,
        move=move.code,
        was=was,
        now=move.to or was,
        reason=hand_overs.EXPIRED if ran_out else _reason(move, given),
        whose_no=None if ran_out else move.whose_no,
        outcome=outcome,
    )
    left = _enter_stage(session, now, move)

    session.flush()
    now = queries.after_move(session, worker, now, move.code)
    facts.count(session, case, pathway, now.known, stated, spell)
    if left is not None and move.to is not None:
        _turn_clocks(session, now, left, move.to)
    copies = queries.copies_of(case, pathway, now.known, None)
    work = Work(session, worker, case, pathway, now.known, copies)
    if move.closes:
        close_tasks(session, worker.id, case.id, "done", kinds=move.closes)
    if move.stops:
        stop_clocks(session, case.id, move.stops)
    stage = pathway.stage(move.to) if move.to else None
    if stage is not None and stage.clock and not stage.ends and not _runs(session, case, stage.clock):
        work.clock(stage.clock, line=move.line)
    for code in move.starts:
        work.clock(code, line=move.line)

    following = Following(session, worker, now, move, given, work, event, answered)
    if not ran_out:
        follow(following)
    states_more = any(isinstance(effect, STATES_MORE) for effect in move.effects)
    if states_more or any(score.kept_as for score in pathway.scores):
        now = queries.standing(session, worker, case)
        work.known = now.known
    if answered is not None and _accepts(move) and not (stage is not None and stage.ends):
        joins(session, worker, case, pathway, now.known, "acceptance", now.lines["main"].stage)
    if stage is not None and stage.ends and move.line == "main":
        # Before what the move itself opens: a death is still reviewed, advice on staying safe is still given.
        _end(session, worker, case, pathway, outcome or stage.code)
    worked_on = case.ended_at is None and now.lines["main"].stage in _worked_on(pathway)
    rescored = worked_on and keep_bands(session, worker, now, work)
    if rescored:
        now = queries.standing(session, worker, case)
        work.known = now.known
    work.open([code for code in move.opens if code not in following.opened])
    spell_id = spell.id if (spell := facts.spell_of(session, case.id)) else None
    milestones.write(session, case, pathway, now.known, move.writes, spell_id=spell_id)
    if given:
        milestones.write_answered(session, case, pathway, now.known, spell_id=spell_id)
    if stated or states_more or rescored:
        facts.settle(session, worker, case, because=move.code)
    elif case.ended_at is None:
        work.open_prompted()
    case.version += 1
    jobs.later(session, worker.id, "tell_of_event", event_id=event.id)
    refresh_parts(session, case, now.lines["main"].stage, copies.key_date)
    said = move.done or f"{move.label}: done."
    moved = Moved(case.reference, move.to or was, said, following.linked_reference, following.leaves)
    remember(session, worker, once, vars(moved), case.id)
    if following.leaves:
        leave_for_knowing_somebody(session, worker, case)
    return moved


def permitted(now: Standing, move_code: str, *, with_appointment: bool = False) -> Move:
    """The one gate. Every change of stage passes here, and nothing has been written yet.

    Who comes before when: somebody who may not act learns nothing about the stage.
    """
    move = known_move(now, move_code)
    if not now.positions & set(move.by):
        raise NotAllowed("This is not a step that your team can take on this case. Ask whoever holds it.")
    if not with_appointment and move.code in made_with_appointments(now.pathway):
        raise NotAllowed("Record this on the appointment that it came of.")
    line = now.lines.get(move.line)
    at = line.stage if line else ""
    if at not in move.from_:
        label = now.pathway.stage(at).label if at else "not begun"
        raise MovedOn(f"This case is already “{label}”. Reload the page to see what happened.")
    if move.when is not None and truth(move.when, now.known) is not True:
        raise NotAllowed("This step does not apply to this case as it stands.")
    return move


def note_refusal(session: Session, worker: SignedIn, reference: str, move_code: str) -> None:
    """Write down that the worker tried a step that their position does not take. Nothing else of the case changes."""
    case = queries.get(session, reference)
    move = known_move(queries.standing(session, worker, case), move_code)
    category = _line_category(queries.pathway_of(case), move.line)
    record(session, "move.refused", case_id=case.id, category=category, line=move.line, move=move.code)


def known_move(now: Standing, move_code: str) -> Move:
    """The pathway's move of this code. Raises NotVisible when there is none."""
    try:
        return now.pathway.move(move_code)
    except KeyError:
        raise NotVisible("There is no such step on this case.") from None


def offered(now: Standing) -> list[Move]:
    """The moves that the asker may make now, in the order of the pathway."""
    found, elsewhere = [], made_with_appointments(now.pathway)
    for move in now.pathway.moves:
        line = now.lines.get(move.line)
        if move.code in elsewhere or (line.stage if line else "") not in move.from_ or not now.positions & set(move.by):
            continue
        if move.when is None or truth(move.when, now.known) is True:
            found.append(move)
    return found


def made_with_appointments(pathway: Pathway) -> frozenset[str]:
    """The moves that are made only by recording what came of an appointment."""
    return frozenset(each.makes for kind in pathway.appointments for each in kind.outcomes if each.makes)


def with_given(now: Standing, given: Mapping[str, Any]) -> Known:
    """What is known, with answers that are being given now over those of the case."""
    return known_of(
        now.pathway,
        {**now.answers, **given},
        clock.today(),
        facts=dict(now.known.facts),
        calendar=now.known.calendar,
        settings=now.known.settings,
    )


def faults(now: Standing, move: Move, given: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What stands against the move with these answers: (question or "", sentence), in the order of the page."""
    known, on = with_given(now, given), clock.today().isoformat()
    found = faults_in_move(move.asks, {code: said for code, said in given.items() if code not in move.fills}, known, on)
    for code in move.fills:
        found += faults_in_rows(now.pathway.topics[code], known, on)
    asked = {question.code for question in move.asks}
    for guard in () if _reads_too_little(now, move) else move.guards:
        at = guard.at if guard.at in asked else ""
        found += [(at or "", sentence) for sentence in refused((guard,), known)]
    return found


def _reads_too_little(now: Standing, move: Move) -> bool:
    """Whether the asker still sees a preview and accepts with this move: its guards read what is opened by it."""
    return _accepts(move) and all(part.sees == "preview" for part in now.parts if part.position in move.by)


def _check(now: Standing, move: Move, given: Mapping[str, Any]) -> None:
    for field, sentence in faults(now, move, given):
        raise Invalid(sentence, field=field or None)


def _answer_hand_over(
    session: Session, worker: SignedIn, now: Standing, move: Move, given: Mapping[str, Any], ran_out: bool
) -> HandOver | None:
    if move.hand_over is None or move.hand_over_answer is None:
        return None
    kind = now.pathway.hand_over(move.hand_over)
    said = hand_overs.EXPIRED if ran_out else move.hand_over_answer
    whose_no = None if ran_out else move.whose_no
    row = hand_overs.answer(session, worker, now.case, kind, said, reason=_reason(move, given), whose_no=whose_no)
    if row.answer is not None:
        close_tasks(session, worker.id, now.case.id, said, hand_over_id=row.id)
    return row


def _open_to_the_accepting_team(session: Session, now: Standing, row: HandOver) -> None:
    """The team that accepted sees all of its categories from here on; whoever held the work before lets go of it."""
    case, pathway = now.case, now.pathway
    team = hand_overs.team_of(session, row)
    mine = join_team(session, case, pathway, team, row.position, now.lines["main"].stage)
    if not pathway.position(row.position).many:
        for other in parts_of(session, case.id, [row.position]):
            if other.id != mine.id:
                leave(session, other, "passed-on")
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
    """The stage that was left stops its clock, unless that stands still in the new one; what stood still for the old
    stage runs on, what waits on the new one stands."""
    old, new = now.pathway.stage(left), now.pathway.stage(entered)
    if old.clock and old.clock != new.clock and entered not in now.pathway.clock(old.clock).pauses:
        stop_clocks(session, now.case.id, [old.clock])
    waits = {wait for rule in now.pathway.clocks for wait in rule.pauses}
    if left in waits:
        resume_clocks(session, now.pathway, now.known, now.case.id, left)
    if entered in waits:
        pause_clocks(session, now.pathway, now.known, now.case.id, entered)


def _runs(session: Session, case: CaseFile, rule: str) -> bool:
    """Whether a deadline of this rule is running: one that stood still goes on, and is not begun a second time."""
    return any(row.rule == rule and row.stopped_at is None for row in running_clocks(session, case.id))


def _line_category(pathway: Pathway, code: str) -> str:
    """Who may read where a line stands, and so what moved it."""
    return next((line.category for line in pathway.lines if line.code == code), "core")


def _end(session: Session, worker: SignedIn, case: CaseFile, pathway: Pathway, outcome: str) -> None:
    """Nothing that was owed is owed any more; everybody on the case keeps what they may read until disposal."""
    case.ended_at, case.outcome = clock.now(), outcome
    close_tasks(session, worker.id, case.id, "case-closed")
    stop_clocks(session, case.id)
    record(session, "case.ended", case_id=case.id, category=_line_category(pathway, "main"), outcome=outcome)


def _worked_on(pathway: Pathway) -> set[str]:
    """The stages in which somebody has taken the case up: nothing is asked of a team that has not said yes."""
    return {stage.code for stage in pathway.stages if not stage.ends and stage.waits_on is None}


def _accepts(move: Move) -> bool:
    return any(isinstance(effect, GrantsPosition) and effect.to == "accepting-team" for effect in move.effects)


def _outcome(move: Move, given: Mapping[str, Any]) -> str | None:
    return given.get(move.outcome_from) if move.outcome_from else move.outcome


def _reason(move: Move, given: Mapping[str, Any]) -> str | None:
    """The coded reason of a move: the first of its questions that is a choice."""
    for question in move.asks:
        if question.kind == "choice" and given.get(question.code):
            return str(given[question.code])
    return None


