"""What the answers of a case say in the form of another pathway, so that a referral can be begun out of a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.vocabulary import Pathway

# one question for the whole name, where other forms ask for its parts
WHOLE_NAME = {"cuckooing": "occupier_name"}
PARTS = ("first_name", "surname")
# where a pathway asks what happened: there a message in its writer's own words may go
ACCOUNT = {"cuckooing": "what_happened", "hidden-harm": "harm_detail"}


def carried(from_: Pathway, to: Pathway, answers: Mapping[str, Any]) -> dict[str, tuple[Any, tuple[str, ...]]]:
    """Each question of the other pathway with what it takes over, and the questions that this came from.

    A question takes over what has the same meaning. A whole name is put together out of its parts, never taken apart.
    """
    pairs: dict[str, tuple[str, ...]] = {
        there: (from_.carries[meaning],) for meaning, there in to.carries.items() if meaning in from_.carries
    }
    if to.code in WHOLE_NAME and all(part in from_.carries for part in PARTS):
        pairs[WHOLE_NAME[to.code]] = tuple(from_.carries[part] for part in PARTS)
    return {
        there: (answers[here[0]] if len(here) == 1 else " ".join(str(answers[code]) for code in here), here)
        for there, here in pairs.items()
        if all(answers.get(code) not in (None, "") for code in here)
    }
