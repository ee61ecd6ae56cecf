"""When a team can be rung, as a person says it."""

from collections.abc import Sequence
from datetime import time
from itertools import groupby

from workflows.dates_in_words import WEEKDAYS, of_the_clock


def hours_in_words(days: Sequence[Sequence[str] | None]) -> str:
    """Monday to Friday 9am to 5pm, Saturday 10am to 1pm. Days are as a team's duty keeps them, from Monday on."""
    if days and all(day and _all_day(day) for day in days):
        return "At any time"
    said = []
    for hours, days_alike in groupby(zip(WEEKDAYS, days, strict=False), key=lambda one: one[1]):
        names = [name for name, _ in days_alike]
        if hours:
            when = names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"
            said.append(f"{when} {_from_to(hours)}")
    return ", ".join(said)


def _from_to(hours: Sequence[str]) -> str:
    if _all_day(hours):
        return "all day"
    opens, closes = (of_the_clock(time.fromisoformat(one)) for one in hours)
    return f"{opens} to {closes}"


def _all_day(hours: Sequence[str]) -> bool:
    return time.fromisoformat(hours[0]) == time.min and time.fromisoformat(hours[1]) >= time(23, 59)
