"""Stages, steps, tasks and outcomes, said briefly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.vocabulary import Move, Outcome, Stage, TaskKind

# what is said to whoever would end a case while a child may be at risk and nobody has been told
TOLD_FIRST = (
    "A child may be at risk, and nobody has written down here that children's social care (MASH) was told. Record that "
    "first, also if somebody else told them."
)


def stage(code: str, label: str, outside: str = "", *, owner: str = "lead", clock: str = "", **more: Any) -> Stage:
    """A stage that somebody has to lead on from by a deadline; without a deadline it is an end."""
    return Stage(
        code=code,
        label=label,
        outside_label=outside or label,
        owner=owner if clock else None,
        clock=clock or None,
        ends=not clock,
        **more,
    )


def step(
    code: str,
    label: str,
    *,
    at: tuple[str, ...],
    to: str | None = None,
    by: tuple[str, ...] = ("lead",),
    asks: tuple[Any, ...] = (),
    done: str = "Recorded.",
    **more: Any,
) -> Move:
    """A step that the lead may take from these stages."""
    return Move(code=code, label=label, from_=at, to=to, by=by, asks=asks, done=done, **more)


def task(code: str, label: str, clock: str, *, position: str = "lead", category: str = "core", **more: Any) -> TaskKind:
    """Something that the lead has to do by a deadline."""
    return TaskKind(code=code, label=label, position=position, clock=clock, category=category, **more)


def outcomes(labels: Mapping[str, str]) -> tuple[Outcome, ...]:
    """An outcome for each code and its label."""
    return tuple(Outcome(code=code, label=label) for code, label in labels.items())
