"""The one gate before a move: who may make it, from where, when, and with which answers. Nothing is written here but
that somebody tried a step that is not theirs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from coordination import clock
from coordination.access import SignedIn
from coordination.audit.commands import record
from coordination.cases import queries
from coordination.cases.queries import Standing
from coordination.cases.queries.loading import Loaded
from coordination.errors import Invalid, MovedOn, NotAllowed, NotVisible
from workflows.conditions import applies, faults_in_move, faults_in_rows, kept_from, known_of, refused
from workflows.truth import Known, truth
from workflows.vocabulary import Check, GrantsPosition, Move, Pathway, Question, Refuse

OTHERS = "Only the team that this was passed on to can answer it. Ask them."
NO_POWER = {
    "first-responder": "Only somebody who works for a first responder organisation can record this. Ask the first "
    "responder on this case.",
}


def permitted(now: Standing, move_code: str, *, with_appointment: bool = False) -> Move:
    """The one gate. Every change of stage passes here, and nothing has been written yet.

    Who comes before when: somebody who may not act learns nothing about the stage.
    """
    move = known_move(now, move_code)
    if not now.positions & set(move.by):
        raise NotAllowed("This is not a step that your team can take on this case. Ask whoever holds it.")
    if move.power and move.power not in now.powers:
        raise NotAllowed(NO_POWER[move.power])
    if not with_appointment and move.code in made_with_appointments(now.pathway):
        raise NotAllowed("Record this on the appointment that it came of.")
    line = now.lines.get(move.line)
    at = line.stage if line else ""
    if _is_left_by_the_panel(now, move):
        raise MovedOn("This case is closed, so no panel looks at it any more.")
    if at not in move.from_:
        label = now.pathway.stage(at).label if at else "not begun"
        raise MovedOn(f"This case is already “{label}”, so nothing was done.")
    if move.when is not None and truth(move.when, now.known) is not True:
        raise NotAllowed("This step does not apply to this case as it stands.")
    return move


def note_refusal(session: Session, worker: SignedIn, reference: str, move_code: str) -> None:
    """Write down that the worker tried a step that their position does not take. Nothing else of the case changes."""
    case = queries.get(session, reference)
    move = known_move(queries.standing(session, worker, case), move_code)
    category = line_category(queries.pathway_of(case), move.line)
    record(session, "move.refused", case_id=case.id, category=category, line=move.line, move=move.code)


def known_move(now: Standing, move_code: str) -> Move:
    """The pathway's move of this code, as it is asked of somebody: without what they could not write.

    Raises NotVisible when there is none.
    """
    try:
        move = now.pathway.move(move_code)
    except KeyError:
        raise NotVisible("There is no such step on this case.") from None
    asks = tuple(each for each in move.asks if now.positions & set(now.pathway.category(each.category).write))
    return move if len(asks) == len(move.asks) else replace(move, asks=asks)


def offered(now: Standing) -> list[Move]:
    """The moves that the asker may make now, in the order of the pathway."""
    found, elsewhere = [], made_with_appointments(now.pathway)
    for move in now.pathway.moves:
        line = now.lines.get(move.line)
        if move.power and move.power not in now.powers:
            continue
        if move.code in elsewhere or (line.stage if line else "") not in move.from_ or not now.positions & set(move.by):
            continue
        if _is_left_by_the_panel(now, move):
            continue
        if move.when is None or truth(move.when, now.known) is True:
            found.append(move)
    return found


def _is_left_by_the_panel(now: Standing, move: Move) -> bool:
    """Whether a step is one of a panel's on a case that has ended: nothing waits for a panel then, whoever has died."""
    if now.case.ended_at is None or move.line == now.pathway.lines[0].code:
        return False
    clocks = {clock for rule in now.pathway.panels for clock in (rule.clock, rule.again) if clock}
    return any(stage.line == move.line and stage.clock in clocks for stage in now.pathway.stages)


def open_steps(page: Loaded) -> list[Move]:
    """The moves that a case page shows: those that are offered, without what nobody asked or another team was asked."""
    return [move for move in offered(page.now) if not _nothing_to_answer(page, move)]


def _nothing_to_answer(page: Loaded, move: Move) -> bool:
    """Whether a step would answer what nobody asked, or what was passed on to another team: it is not shown."""
    if move.hand_over is None or move.hand_over_answer is None:
        return False
    waiting = [row for row in page.rows["hand_overs"] if row.kind == move.hand_over and row.answer is None]
    if not waiting:
        return not was_answered_to_get_here(page.now, move)
    holders = {part.holder for part in page.now.parts}
    return all(why_not_theirs(move, row, holders) for row in waiting)


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
        reads=now.known.reads,
    )


def only_asked(now: Standing, questions: Sequence[Question], given: Mapping[str, Any]) -> dict[str, Any]:
    """What was given, without answers to questions that do not apply: a page sends those of a closed part as well."""
    taken, hanging = dict(given), [each for each in questions if each.when is not None]
    while here := [each for each in hanging if each.code in taken]:
        known = with_given(now, taken)
        over = [each.code for each in here if not applies(each, None, known)]
        if not over:
            break
        taken = {code: said for code, said in taken.items() if code not in over}
    return taken


def faults(now: Standing, move: Move, given: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What stands against the move with these answers: (question or "", sentence), in the order of the page."""
    known, on = with_given(now, given), clock.today().isoformat()
    found = faults_in_move(move.asks, {code: said for code, said in given.items() if code not in move.fills}, known, on)
    for code in move.fills:
        found += faults_in_rows(now.pathway.topics[code], known, on)
    asked = {question.code for question in move.asks}
    for guard in () if reads_too_little(now, move) else move.guards:
        at = guard.at if guard.at in asked else ""
        found += [(at, sentence) for sentence in said_against(now, guard, known)]
    return found


def said_against(now: Standing, guard: Check, known: Known) -> list[str]:
    """What a guard says against its move: that it may not be made, or that the asker cannot tell and has to ask."""
    said = refused((guard,), known)
    return [*said, guard.unread] if isinstance(guard, Refuse) and _cannot_be_told(now, guard, known) else said


def _cannot_be_told(now: Standing, guard: Refuse, known: Known) -> bool:
    """Whether the asker has to ask somebody who reads what the guard hangs on, and has not said that they did."""
    return (
        bool(guard.unread)
        and not known.answers.get(guard.instead or "")
        and kept_from(now.pathway, guard.unless, known, now.reads)
    )


def reads_too_little(now: Standing, move: Move) -> bool:
    """Whether the asker still sees a preview and accepts with this move: its guards read what is opened by it."""
    return accepts(move) and all(part.sees == "preview" for part in now.parts if part.position in move.by)


def check(now: Standing, move: Move, given: Mapping[str, Any]) -> None:
    """Raises Invalid with the first thing that stands against the move."""
    for field, sentence in faults(now, move, given):
        raise Invalid(sentence, field=field or None)


def accepts(move: Move) -> bool:
    """Whether whoever makes the move takes the case on by it."""
    return any(isinstance(effect, GrantsPosition) and effect.to == "accepting-team" for effect in move.effects)


def why_not_theirs(move: Move, hand_over: Any, holders: Collection[UUID]) -> str:
    """Why whoever has these parts may not answer a hand-over (a row with `to_team_id` and `from_team_id`) by this move;
    empty when they may.

    Whoever passed it on holds the same position until somebody accepts, and must not say yes or no for the others; nor
    do the others take it back for them. The yes of somebody outside ends the case here, so it is written down only
    where nobody here has been asked; and nobody here accepts for somebody outside.
    """
    outside = hand_over.to_team_id is None
    if move.hand_over_answer == "accepted-outside" and not outside:
        return "This waits with a team that answers here. Once they accept, it is theirs."
    if outside and accepts(move):
        return "This waits with somebody outside this service. Once they say yes, record that they have it."
    return OTHERS if _is_of_others(move, hand_over, holders) else ""


def _is_of_others(move: Move, hand_over: Any, holders: Collection[UUID]) -> bool:
    if move.hand_over_answer == "taken-back":
        return hand_over.from_team_id not in holders
    if hand_over.to_team_id is None or hand_over.to_team_id in holders:
        return False
    return accepts(move) or (move.hand_over_answer == "declined" and hand_over.from_team_id in holders)


def was_answered_to_get_here(now: Standing, move: Move) -> bool:
    """Whether work was passed on and taken before the case came to this stage: that answer stands, whatever comes."""
    kind = now.pathway.hand_over(str(move.hand_over))
    waits_on = now.pathway.stage(now.lines[move.line].stage).waits_on
    return kind.sort == "pass-ownership" and waits_on != kind.code and not accepts(move)


def line_category(pathway: Pathway, code: str) -> str:
    """Who may read where a line stands, and so what moved it."""
    return next((line.category for line in pathway.lines if line.code == code), "core")
