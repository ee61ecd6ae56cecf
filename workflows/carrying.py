"""Which answers of one pathway mean the same in another, so that a referral can be begun out of a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# One line for each thing that is said of a person; under each pathway the questions that say it, in their order. The
# national form of modern slavery has none: whether somebody may be named there is asked first, of them.
SAME: tuple[Mapping[str, tuple[str, ...]], ...] = (
    {
        "prison-release": ("first_name", "surname"),
        "cuckooing": ("occupier_name",),
        "hidden-harm": ("adult_first_name", "adult_surname"),
    },
    {"prison-release": ("date_of_birth",), "cuckooing": ("occupier_born",), "hidden-harm": ("adult_born",)},
    {"prison-release": ("aliases",), "cuckooing": ("occupier_known_as",)},
    {"prison-release": ("contact_phone",), "cuckooing": ("contact_phone",), "hidden-harm": ("contact_phone",)},
    {"cuckooing": ("safe_to_message",), "hidden-harm": ("safe_to_message",)},
    {"prison-release": ("outward_code",), "hidden-harm": ("outward_code",)},
)
# where a pathway asks what happened: there a message in its writer's own words may go
ACCOUNT = {"cuckooing": "what_happened", "hidden-harm": "harm_detail"}


def carried(from_: str, to: str, answers: Mapping[str, Any]) -> dict[str, tuple[Any, tuple[str, ...]]]:
    """What these answers say in another pathway: each of its questions with the value, and the questions it came from.

    A whole name can be put together out of its parts, and is never taken apart.
    """
    found: dict[str, tuple[Any, tuple[str, ...]]] = {}
    for line in SAME:
        here, there = line.get(from_, ()), line.get(to, ())
        if not here or not there or any(answers.get(code) in (None, "") for code in here):
            continue
        if len(here) == len(there):
            found.update({new: (answers[old], (old,)) for old, new in zip(here, there, strict=True)})
        elif len(there) == 1:
            found[there[0]] = (" ".join(str(answers[code]) for code in here), here)
    return found
