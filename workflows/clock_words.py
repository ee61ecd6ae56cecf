"""The words in which a deadline is explained: what it is counted from, and how."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from workflows.dates_in_words import in_full, length, moment_in_full
from workflows.local_time import day_of
from workflows.vocabulary import Bound, Clock

Dated = date | datetime


class OriginWords(NamedTuple):
    """How to speak of an origin: after or before `event`; on `day`; when `unknown` is not known."""

    event: str
    day: str
    unknown: str


KNOWN = {
    "submitted": OriginWords("it was received", "the day it was received", "when it was received"),
    "started": OriginWords("this deadline was set", "the day this deadline was set", "when this deadline was set"),
    "release": OriginWords("release", "the day of release", "the release date"),
    "reception": OriginWords("reception into prison", "the day of reception into prison", "the date of reception"),
    "stage_entered": OriginWords("this stage began", "the day this stage began", "when this stage began"),
    "missed_appointment": OriginWords(
        "the missed appointment", "the day of the missed appointment", "the date of the missed appointment"
    ),
}


def origin_words(code: str, labels: Mapping[str, str]) -> OriginWords:
    """Known phrases first, else what the pathway calls the origin."""
    if code in KNOWN:
        return KNOWN[code]
    name = labels.get(code, code.replace("_", " ").replace("-", " "))
    # A label begins with a capital letter; inside a sentence only abbreviations keep theirs.
    if not name[:2].isupper():
        name = name[:1].lower() + name[1:]
    return OriginWords(name, f"the day of {name}", f"the date of {name}")


def counted(rule: Clock | Bound, count: int, unit: str, value: Dated, labels: Mapping[str, str]) -> str:
    """One working day after it was received on Wednesday 25 November 2026."""
    words = origin_words(rule.origin, labels)
    if count == 0:
        return words.day
    if unit == "hours" and isinstance(value, datetime):
        return f"{length(count, unit)} {rule.direction} {words.event} at {moment_in_full(value)}"
    return f"{length(count, unit)} {rule.direction} {words.event} on {in_full(day_of(value))}"


def because(say: str) -> str:
    """A reason as the end of a sentence, whether or not its writer began it with “because”."""
    say = say.strip().rstrip(".")
    return say if say.lower().startswith("because ") else f"because {say}"
