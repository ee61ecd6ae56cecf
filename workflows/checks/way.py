"""The way of a case: every stage is reached, held by somebody, timed, and leads on to an end."""

from collections.abc import Iterator
from itertools import combinations, product

from workflows import vocabulary as words
from workflows.conditions import may_be_told
from workflows.grid import categories_read_by
from workflows.vocabulary import Move, Not, Pathway
from workflows.wordwalk import every


def faults(pathway: Pathway) -> Iterator[str]:
    reached, ending = reachable(pathway), leads_to_an_end(pathway)
    for stage in pathway.stages:
        name = f"The stage “{stage.code}”"
        if stage.code not in reached:
            yield f"{name} can never be reached."
        if stage.ends:
            continue
        if stage.owner is None:
            yield f"{name} has no owner: nobody acts next."
        if stage.clock is None:
            yield f"{name} has no clock: it could last for ever."
        if not any(move.to not in (None, stage.code) for move in pathway.moves_from(stage.code)):
            yield f"{name} has no way out."
        if stage.code not in ending:
            yield f"{name} leads to no end."
    yield from _moves(pathway)
    yield from _hand_overs(pathway)
    yield from _tasks(pathway)
    yield from _clocks(pathway)


def reachable(pathway: Pathway) -> set[str]:
    """The stages that some run of moves leads to, from the start of each line or from where a line is opened."""
    found = {pathway.starts_in, *(line.starts_in for line in pathway.lines if line.starts_in)}
    while True:
        more = {
            target
            for move in pathway.moves
            if found & set(move.from_)
            for target in (move.to, *(each.stage for each in every(move.effects, words.OpensLine)))
            if target is not None
        }
        if more <= found:
            return found
        found |= more


def leads_to_an_end(pathway: Pathway) -> set[str]:
    """The stages from which some run of moves leads to an end of their line."""
    found = {stage.code for stage in pathway.stages if stage.ends}
    while True:
        more = {stage for move in pathway.moves if move.to in found for stage in move.from_}
        if more <= found:
            return found
        found |= more


def _moves(pathway: Pathway) -> Iterator[str]:
    line_of = {stage.code: stage.line for stage in pathway.stages}
    primary: dict[tuple[str, str], list[Move]] = {}
    for move in pathway.moves:
        name = f"The move “{move.code}”"
        if not move.by:
            yield f"{name} may be made by nobody."
        if not move.from_:
            yield f"{name} can be made from no stage."
        for stage in (*move.from_, *((move.to,) if move.to else ())):
            if line_of.get(stage, move.line) != move.line:
                yield f"{name} stands on the line “{move.line}” and touches “{stage}” on another."
        for position in move.by:
            reads = {category.code for category in categories_read_by(pathway, position)}
            if move.when and not may_be_told(pathway, move.when, reads, in_preview=True):
                yield f"{name} is never shown to “{position}”, who does not read what it hangs on."
        if move.weight == "primary":
            for at in product(move.from_, move.by):
                primary.setdefault(at, []).append(move)
    yield from (f"The move “{code}” ends the case, and whoever sent it never hears." for code in unheard_ends(pathway))
    for (stage, position), moves in primary.items():
        if any(not _never_together(one, other) for one, other in combinations(moves, 2)):
            yield f"The stage “{stage}” offers {len(moves)} primary moves to {position}: at most one stands out."


def _never_together(one: Move, other: Move) -> bool:
    """Whether one of them is offered exactly while the other is not."""
    if one.when is None or other.when is None:
        return False
    return one.when == Not(other.when) or other.when == Not(one.when)


def unheard_ends(pathway: Pathway) -> Iterator[str]:
    """The moves that end a case and tell nothing to whoever sent it. A death silences; a sender who ends it knows."""
    ends = {stage.code for stage in pathway.stages if stage.ends and stage.line == "main"}
    for move in pathway.moves:
        told = any(
            isinstance(each, words.TellsFirstSender | words.SilencesMessages)
            or (isinstance(each, words.Tells) and "referrer" in each.positions)
            for each in move.effects
        )
        if move.to in ends and not told and set(move.by) != {"referrer"}:
            yield move.code


def _hand_overs(pathway: Pathway) -> Iterator[str]:
    moves = {move.code: move for move in pathway.moves}
    for kind in pathway.hand_overs:
        if not kind.answers:
            yield f"The hand-over “{kind.code}” can never be answered."
        if kind.expired is not None and kind.expired not in moves:
            yield f"The hand-over “{kind.code}” runs out into a move that there is not: “{kind.expired}”."
        for reply, code in kind.answers.items():
            move = moves.get(code)
            if move is None:
                yield f"The answer “{reply}” to the hand-over “{kind.code}” makes no move."
            elif not _answers(move, kind.code, reply):
                yield f"The move “{code}” does not say that it answers “{kind.code}” with “{reply}”."
    for stage in pathway.stages:
        waits = next((kind for kind in pathway.hand_overs if kind.code == stage.waits_on), None)
        if waits and not any(code in moves and stage.code in moves[code].from_ for code in waits.answers.values()):
            yield f"The stage “{stage.code}” waits on “{waits.code}”, and no answer to it moves the case on from there."
    for move in pathway.moves:
        if move.hand_over and move.hand_over_answer not in _replies(pathway, move.hand_over):
            yield f"The move “{move.code}” gives an answer that “{move.hand_over}” does not know."


def _answers(move: words.Move, kind: str, reply: str) -> bool:
    given = {(each.kind, each.answer) for each in every(move.effects, words.AnswersHandOver)}
    return (move.hand_over, move.hand_over_answer) == (kind, reply) or (kind, reply) in given


def _replies(pathway: Pathway, kind: str) -> set[str]:
    return {reply for each in pathway.hand_overs if each.code == kind for reply in each.answers}


def _tasks(pathway: Pathway) -> Iterator[str]:
    opened = {
        *pathway.first_tasks,
        *pathway.tasks_from_elsewhere,
        *(code for move in pathway.moves for code in move.opens),
        *(prompt.task for prompt in pathway.prompts),
        *(code for step in every(pathway.appointments, words.MissedStep) for code in step.opens),
        *(code for band in every(pathway.scores, words.Band) for code in band.opens),
        *(code for link in every(pathway.moves, words.LinksCase) for code in link.opens_if_same),
    }
    for task in pathway.tasks:
        name = f"The task “{task.code}”"
        if task.code not in opened:
            yield f"{name} is never opened."
        ways = [move for move in pathway.moves if task.code in move.closes]
        if ways and not any(task.position in move.by for move in ways):
            yield f"{name} waits for “{task.position}”, and only others have a step that does it."
        yield from (
            f"The move “{move.code}” does the task “{task.code}” and says that nobody needs to."
            for move in ways
            if task.code in move.drops
        )


def _clocks(pathway: Pathway) -> Iterator[str]:
    used = {
        *(stage.clock for stage in pathway.stages),
        *(task.clock for task in pathway.tasks),
        *(card.clock for card in pathway.cards),
        *(kind.clock for kind in pathway.hand_overs),
        *(code for move in pathway.moves for code in move.starts),
        *(code for rule in pathway.panels for code in (rule.clock, rule.again)),
        *pathway.first_clocks,
    }
    yield from (f"The clock “{clock.code}” times nothing." for clock in pathway.clocks if clock.code not in used)
