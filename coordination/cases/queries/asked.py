"""What a case asks of the asker's teams and of others, by when and why; and what they may do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coordination import clock
from coordination.cases.queries import Standing
from coordination.cases.queries.loading import Loaded
from coordination.queues.queries.rows import ENDED_BY_ITSELF, DueWords, due_words
from workflows.checks.time_alone import reads_the_day
from workflows.truth import truth
from workflows.vocabulary import CARD_TASK, GrantsPosition, Move, OpensHandOver, OpensLine, Pathway

DONE, NOT_NEEDED = "Done", "No longer needed"
NEXT, OTHERS, WRITE_DOWN, ENDS = "The case goes on", "People and teams", "Write down", "The case ends"
TO_OTHERS = (OpensHandOver, GrantsPosition, OpensLine)


@dataclass(frozen=True)
class TaskShown:
    """One task: what is asked of whom, by when, why then, who has it, and the move that does it."""

    reference: str
    asks: str
    help: str
    team: str
    due: DueWords
    sentence: str
    holder: str
    mine: bool
    move: Move | None
    # the words on the button by which somebody ends it by hand; empty where a step or an answer ends it
    finish: str
    # what is asked of whoever ends it so; empty where a press is enough
    asks_outcome: str
    done_at: datetime | None
    done_by: str
    not_needed: bool
    new: bool
    is_card: bool = False


@dataclass(frozen=True)
class Actions:
    """What the asker may do: at most one thing stands out."""

    primary: Move | None
    others: tuple[Move, ...]
    groups: tuple[tuple[str, tuple[Move, ...]], ...] = ()


def tasks(page: Loaded, offered: Sequence[Move]) -> list[TaskShown]:
    """Every task that the asker may read about, the most pressing first."""
    by_kind = {code: move for move in reversed(offered) if is_a_way(move) for code in move.closes}
    return [_task(page, row, by_kind.get(row.kind)) for row in page.rows["tasks"] if _may_read(page, row)]


def actions(page: Loaded, offered: Sequence[Move]) -> Actions:
    """The move that the most pressing task of mine asks for stands out; without one, the first that leads on.

    Of several moves that do one task the one that leads on is meant. What is asked only from a day to come on stands
    with the others until then: nobody is led to write down ten days early that somebody has left prison.
    """
    open_kinds = [row.kind for row in page.rows["tasks"] if not row.done_at and is_mine(page, row)]
    mine = [kind for kind in open_kinds if not _counts_from_a_day_to_come(page.now, kind)]
    leads_on = [move for move in offered if move.weight == "primary" or (move.to and move.weight != "warning")]
    beside = [move for move in offered if move not in leads_on and move.weight != "warning"]
    chosen = next((move for kind in mine for move in (*leads_on, *beside) if kind in move.closes), None)
    if chosen is None:
        chosen = next((move for move in leads_on if move.weight == "primary" and move.to), None)
    others = tuple(move for move in offered if move is not chosen)
    return Actions(chosen, others, _by_subject(page.now.pathway, others))


def _counts_from_a_day_to_come(now: Standing, task_kind: str) -> bool:
    """Whether the deadline of a task is counted onwards from a day that is still ahead."""
    counted = now.pathway.clock(now.pathway.task(task_kind).clock)
    origin = now.known.origin(counted.origin)
    return counted.direction != "before" and origin is not None and origin > clock.today()


def _by_subject(pathway: Pathway, moves: Sequence[Move]) -> tuple[tuple[str, tuple[Move, ...]], ...]:
    """The same steps under the words of what they are about, in the order in which a worker looks for them."""
    found: dict[str, list[Move]] = {subject: [] for subject in (NEXT, OTHERS, WRITE_DOWN)}
    lines = {line.code: line.label for line in pathway.lines}
    for move in moves:
        if move.weight == "warning":
            subject = ENDS
        elif move.line != pathway.lines[0].code:
            subject = lines[move.line]
        elif move.to:
            subject = NEXT
        elif move.hand_over or any(isinstance(effect, TO_OTHERS) for effect in move.effects):
            subject = OTHERS
        else:
            subject = WRITE_DOWN
        found.setdefault(subject, []).append(move)
    ends = found.pop(ENDS, [])
    return tuple((subject, tuple(each)) for subject, each in [*found.items(), (ENDS, ends)] if each)


def by_hand(now: Standing, task_kind: str) -> str:
    """How somebody ends a task of this kind by hand, in the words of its button; empty while something else ends it.

    What a step would have done that cannot be taken any more, such as meeting somebody before a release that has come,
    is no longer needed: it must not stand there late for ever.
    """
    if task_kind.startswith(CARD_TASK):
        return ""
    steps = [move for move in now.pathway.moves if is_a_way(move) and task_kind in move.closes]
    if not steps:
        return DONE
    # A step that leads to an end is the way to do only what no other step does.
    ends = {stage.code for stage in now.pathway.stages if stage.ends}
    ways = [move for move in steps if move.to not in ends] or steps
    at = {line: standing.stage for line, standing in now.lines.items()}
    open_ways = [move for move in ways if at.get(move.line, "") in move.from_]
    if any(may_still_come(now, move) for move in open_ways):
        return ""
    return "" if comes_later(now, task_kind) else NOT_NEEDED


def outcome_asked(now: Standing, task_kind: str) -> str:
    """What is asked of whoever says that a task of this kind is done; empty where a press is enough, and of somebody
    with a preview, to whom the conversation is closed."""
    return now.pathway.task(task_kind).asks_outcome if any(part.sees == "full" for part in now.parts) else ""


def comes_later(now: Standing, task_kind: str) -> bool:
    """Whether a step that does a task of this kind belongs to a stage that the case has yet to come to. Until then
    nobody can do it, and nobody should be led to say that it is not needed."""
    at = {line: standing.stage for line, standing in now.lines.items()}
    return any(
        task_kind in move.closes
        and is_a_way(move)
        and may_still_come(now, move)
        and bool(_stages_ahead(now.pathway, move.line, at.get(move.line, "")) & set(move.from_))
        for move in now.pathway.moves
    )


def _stages_ahead(pathway: Pathway, line: str, at: str) -> set[str]:
    """The stages to which steps lead from this one, of those that stand after it in the definition: a stage that a
    case only falls back to is none of them."""
    order = [stage.code for stage in pathway.stages if not stage.ends]
    if at not in order:
        return set()
    later, found, news = set(order[order.index(at) + 1 :]), set[str](), {at}
    while news:
        led_to = {
            move.to
            for move in pathway.moves
            if move.to and move.line == line and is_a_way(move) and news & set(move.from_)
        }
        news = (led_to & later) - found
        found |= news
    return found


def is_a_way(move: Move) -> bool:
    """Whether a step is the way to do what it closes. To decline or to close without a start does it as well, and is
    nothing to lead anybody to."""
    return move.weight != "warning"


def may_still_come(now: Standing, move: Move) -> bool:
    """Whether somebody is shown a step of this stage, or will be: what the asker cannot tell may hold for another, and
    what hangs on a day comes with that day."""
    return move.when is None or reads_the_day(move.when) or truth(move.when, now.known) is not False


def is_mine(page: Loaded, row: Any) -> bool:
    """Whether a task waits for the asker's team, or for the asker by name."""
    return row.team_id in page.worker.team_ids or row.holder_id == page.worker.id


def _may_read(page: Loaded, row: Any) -> bool:
    return is_mine(page, row) or page.now.pathway.task(row.kind).category in page.reads


def _task(page: Loaded, row: Any, move: Move | None) -> TaskShown:
    kind = page.now.pathway.task(row.kind)
    mine = is_mine(page, row)
    holder = "You" if row.holder_id == page.worker.id else row.holder_name or ""
    is_card = row.kind.startswith(CARD_TASK)
    waits = mine and row.done_at is None
    ends = by_hand(page.now, row.kind) if waits else ""
    return TaskShown(
        reference=row.reference,
        asks=row.asks,
        help=kind.help,
        team=row.team,
        due=due_words(row.due_at, clock.now()),
        sentence=row.sentence or "",
        holder=holder,
        mine=waits,
        move=move if mine else None,
        finish=ends,
        asks_outcome=outcome_asked(page.now, row.kind) if ends == DONE else "",
        done_at=row.done_at,
        done_by=row.done_by or "",
        not_needed=row.ended_as in ENDED_BY_ITSELF,
        new=page.new(row.done_at or row.opened_at, row.opened_by_id),
        is_card=is_card,
    )
