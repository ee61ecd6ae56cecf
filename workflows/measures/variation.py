"""Whether a figure has moved, or only wobbles as it always does: the limits of a run chart and what lies beyond them.

The limits are those of an XmR chart: the mean, and 2.66 times the mean step from one period to the next on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

LEAST = 8  # with fewer figures the limits say more about chance than about the work
STEPS = 2.66
SHIFT = 7  # so many in a row on one side of the mean are a shift
DRIFT = 6  # so many steps in a row in one direction are a drift


@dataclass(frozen=True)
class Limits:
    """The mean of the figures and between what they move by themselves."""

    mean: float
    lower: float
    upper: float


def limits(values: Sequence[float], *, least: float | None = 0.0, most: float | None = None) -> Limits | None:
    """The limits of these figures, oldest first; None with too few of them. `least` and `most` bound what can be."""
    if len(values) < LEAST:
        return None
    mean = fmean(values)
    wide = STEPS * fmean(abs(after - before) for before, after in pairwise(values))
    lower, upper = mean - wide, mean + wide
    return Limits(
        mean,
        lower if least is None else max(least, lower),
        upper if most is None else min(most, upper),
    )


def what_moved(values: Sequence[float], found: Limits | None) -> str:
    """In one sentence whether the newest figure tells of a change."""
    if found is None:
        more = LEAST - len(values)
        return f"Too few figures to tell a change from chance: {more} more {'is' if more == 1 else 'are'} needed."
    newest = values[-1]
    if newest > found.upper or newest < found.lower:
        side = "above" if newest > found.upper else "below"
        return f"The newest figure lies {side} what chance alone explains. Ask what changed."
    lately = values[-SHIFT:]
    for side, outside in (("above", [v > found.mean for v in lately]), ("below", [v < found.mean for v in lately])):
        if all(outside):
            return f"The last {SHIFT} figures all lie {side} the average, so the level has shifted."
    steps = [after - before for before, after in pairwise(values[-DRIFT - 1 :])]
    if len(steps) == DRIFT and (all(step > 0 for step in steps) or all(step < 0 for step in steps)):
        return f"The last {DRIFT} figures each went {'up' if steps[0] > 0 else 'down'}, so it is drifting."
    return "The newest figure lies within what chance alone explains: it shows no change."
