"""How a figure stands against its target, in words: the colour of a tag only repeats them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workflows.measures.catalogue.measure import Measure
from workflows.measures.targets import Target

# Within so much of the target a figure is close to it. No strategy says how near is near: this is our proposal.
NEAR = 0.10
REACHED, NOT_REACHED = "reached", "not-reached"


@dataclass(frozen=True)
class Standing:
    """The code sorts and counts; the words are what the tag says; the colour is one of the design system's."""

    code: str
    words: str
    colour: str


ON = Standing("on", "On target", "green")
CLOSE = Standing("close", "Close to target", "yellow")
OFF = Standing("off", "Off target", "red")
DONE = Standing("on", "Reached", "green")
NOT_DUE = Standing("to-come", "Not due yet", "grey")
NOT_DONE = Standing("off", "Not reached in time", "red")
NO_TARGET = Standing("no-target", "No target", "grey")
NO_DIRECTION = Standing("no-target", "Neither up nor down is better", "grey")
NO_FIGURE = Standing("no-figure", "No figure yet", "grey")
# the order in which a board wants them: what needs it first
ORDER = ("off", "close", "on", "to-come", "no-target", "no-figure")


def standing(measure: Measure, value: float | None, words: str | None, target: Target | None, today: date) -> Standing:
    """How the newest figure stands. A milestone has words instead of a value: reached or not."""
    if measure.is_milestone:
        return _milestone(words, target, today)
    if value is None:
        return NO_FIGURE
    if target is None or target.number is None:
        return NO_TARGET
    if measure.better == "either":
        return NO_DIRECTION
    return _against(value, target.number, up=measure.better == "up")


def _milestone(words: str | None, target: Target | None, today: date) -> Standing:
    if words == REACHED:
        return DONE
    if target is not None and target.by is not None and target.by < today:
        return NOT_DONE
    if words is None:
        return NO_FIGURE
    return NOT_DUE if target is not None else NO_TARGET


def _against(value: float, aim: float, *, up: bool) -> Standing:
    short = aim - value if up else value - aim
    if short <= 0:
        return ON
    return CLOSE if short <= abs(aim) * NEAR else OFF
