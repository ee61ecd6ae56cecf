"""The words in which a deadline is explained: what it is counted from, and how."""

from collections.abc import Mapping
from datetime import date, datetime

from workflows.dates_in_words import in_full, length, moment_in_full
from workflows.local_time import day_of
from workflows.vocabulary import Bound, Clock

Dated = date | datetime


# Each reads on from “after”, “before”, “the day” and “when”; a pathway's own label for the origin comes first.
CLAUSES = {
    "submitted": "it was received",
    "started": "this deadline was set",
    "release": "they are due to leave prison",
    "reception": "they came to prison",
    "stage_entered": "this stage began",
    "missed_appointment": "an appointment was missed",
    "question_asked": "it was asked",
    "day_asked_for": "a colleague asked for",
}


def clause(origin: str, labels: Mapping[str, str]) -> str:
    """What happened, or will, at the origin, as part of a sentence: “the referral was sent”."""
    spoken = origin.replace("_", " ").replace("-", " ")
    return labels.get(origin) or CLAUSES.get(origin) or f"{spoken} happened"


def counted(rule: Clock | Bound, count: int, unit: str, value: Dated, labels: Mapping[str, str]) -> str:
    """One working day after it was received on Wednesday 25 November 2026."""
    happened = clause(rule.origin, labels)
    if count == 0:
        return f"the day {happened}"
    if unit == "hours" and isinstance(value, datetime):
        return f"{length(count, unit)} {rule.direction} {happened} at {moment_in_full(value)}"
    return f"{length(count, unit)} {rule.direction} {happened} on {in_full(day_of(value))}"


def because(say: str) -> str:
    """A reason as the end of a sentence, whether or not its writer began it with “because”."""
    say = say.strip().rstrip(".")
    return say if say.lower().startswith("because ") else f"because {say}"
