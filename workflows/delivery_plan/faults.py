"""What would be wrong with the plans: every fault is a sentence that names the action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from workflows.delivery_plan import Action

HOW_MANY = {"havering": 56, "waltham-forest": 59}
CADENCES = ("none", "quarterly", "biannual", "annual")
SAID_AS = ("day", "month", "relative", "none")


def faults(actions: Iterable[Action], measures: Collection[str]) -> list[str]:
    """Everything that is wrong. `measures` are the codes that an action may link to."""
    actions = list(actions)
    found = [f"{code} stands there twice." for code, n in Counter(one.code for one in actions).items() if n > 1]
    counted = Counter(action.partnership for action in actions)
    for partnership, number in HOW_MANY.items():
        if counted[partnership] != number:
            found.append(f"The plan of {partnership} has {counted[partnership]} actions and should have {number}.")
    for action in actions:
        found += [f"{action.code} {wrong}" for wrong in _of_one(action, measures)]
    return found


def _of_one(action: Action, measures: Collection[str]) -> Iterator[str]:
    for name in ("code", "what", "theme_title", "priority", "group"):
        if not str(getattr(action, name)).strip():
            yield f"has no {name}."
    if action.cadence not in CADENCES:
        yield f"is updated {action.cadence}, which is no cadence."
    if action.due_said_as not in SAID_AS:
        yield f"is due as {action.due_said_as}, which nobody can read."
    if (action.due is None) != (action.due_said_as in ("relative", "none")):
        yield "has a day and does not say how it was written, or the other way round."
    for measure in action.measures:
        if measure not in measures:
            yield f"links to {measure}, which is no measure."
