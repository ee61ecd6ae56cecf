"""Nothing waits without somebody whose it is: each stage has a task that is open while it lasts."""

from __future__ import annotations

from dataclasses import replace

from workflows.vocabulary import Clock, Move, Stage, TaskKind


def owned(
    stages: tuple[Stage, ...], moves: tuple[Move, ...], tasks: tuple[TaskKind, ...], clocks: tuple[Clock, ...]
) -> tuple[tuple[Move, ...], tuple[TaskKind, ...]]:
    """The moves and tasks, with a task for each stage that a move enters without opening one for it.

    Such a task is done when the stage is left. It asks what the deadline of the stage asks, so what ends the case
    without an answer, such as a death, does not do it.
    """
    labels = {clock.code: clock.label for clock in clocks}
    timed = {stage.code: stage for stage in stages if not stage.ends and stage.clock}
    of_stage = {
        code: {task.code for task in tasks if (task.clock, task.position) == (stage.clock, stage.owner)}
        for code, stage in timed.items()
    }
    made: dict[str, TaskKind] = {}
    found = []
    for move in moves:
        opens = move.opens
        if move.to in timed and move.to not in move.from_ and not of_stage[move.to] & set(opens):
            stage = timed[move.to]
            made[stage.code] = TaskKind(
                code=f"stage-{stage.code}",
                label=labels[stage.clock or ""],
                position=stage.owner or "lead",
                clock=stage.clock or "",
            )
            opens = (*opens, made[stage.code].code)
        found.append((move, opens))
    return (
        tuple(replace(move, opens=opens, closes=_with_left(move, made)) for move, opens in found),
        (*tasks, *made.values()),
    )


def _with_left(move: Move, made: dict[str, TaskKind]) -> tuple[str, ...]:
    if move.weight == "warning" and move.hand_over_answer is None:
        return move.closes
    left = (made[stage].code for stage in move.from_ if move.to not in (None, stage) and stage in made)
    return (*move.closes, *(code for code in left if code not in move.drops))
