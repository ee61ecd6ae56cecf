"""How templates write dates, counts and what is due. Everything shown is the time in England."""

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Literal, NamedTuple

from flask import Flask

from coordination import clock
from workflows.local_time import LONDON

# Control characters and halves of pairs, but for the end of a line and the tab.
NOT_SHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class Due(NamedTuple):
    """How pressing something is, as a code for the tag's colour, and the words that the tag shows."""

    code: Literal["late", "today", "date"]
    words: str


def register(app: Flask) -> None:
    """Give templates the filters of this module, under their own names."""
    dates = (local, full_date, short_date, weekday_date, time_of_day, full_time, iso, due)
    for use in (*dates, plural, showable, upper_first, lower_first):
        app.jinja_env.filters[str(use.__name__)] = use


def local(when: date | datetime) -> date | datetime:
    """The moment in England; a plain date stays as it is."""
    if not isinstance(when, datetime):
        return when
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(LONDON)


# What a moment is called never changes, and the moments of a page are those of the pages before it: most of what a
# template spends on dates goes into words that it has found already.
MOMENTS_KEPT = 10_000


@lru_cache(MOMENTS_KEPT)
def full_date(when: date | datetime) -> str:
    """Thursday 26 November 2026"""
    here = local(when)
    return f"{here:%A} {here.day} {here:%B %Y}"


@lru_cache(MOMENTS_KEPT)
def short_date(when: date | datetime) -> str:
    """26 Nov"""
    here = local(when)
    return f"{here.day} {here:%b}"


def weekday_date(when: date | datetime) -> str:
    """Thu 26 Nov, and with its year where that is not this one: a case can be older than a year."""
    return _weekday_date(when, clock.today().year)


@lru_cache(MOMENTS_KEPT)
def _weekday_date(when: date | datetime, this_year: int) -> str:
    here = local(when)
    year = "" if here.year == this_year else f" {here.year}"
    return f"{here:%a} {short_date(here)}{year}"


@lru_cache(MOMENTS_KEPT)
def time_of_day(when: datetime) -> str:
    """2:30pm, and midday or midnight by name."""
    here = local(when)
    assert isinstance(here, datetime)
    if here.minute == 0 and here.hour in (0, 12):
        return "midday" if here.hour else "midnight"
    minutes = f":{here.minute:02}" if here.minute else ""
    return f"{here.hour % 12 or 12}{minutes}{'am' if here.hour < 12 else 'pm'}"


@lru_cache(MOMENTS_KEPT)
def full_time(when: datetime) -> str:
    """Thursday 26 November 2026 at 2:30pm"""
    return f"{full_date(when)} at {time_of_day(when)}"


@lru_cache(MOMENTS_KEPT)
def iso(when: date | datetime) -> str:
    """For the datetime attribute of <time>."""
    return local(when).isoformat()


def plural(count: int, one: str, many: str | None = None) -> str:
    """1 case, 2 cases"""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def due(when: datetime, now: datetime) -> Due:
    """Late once the moment has passed; otherwise today or the day, in England's calendar."""
    if when < now:
        return Due("late", "Late")
    if local(when).strftime("%Y%m%d") == local(now).strftime("%Y%m%d"):
        return Due("today", "Today")
    return Due("date", weekday_date(when))


def showable(text: str | None) -> str:
    """The text as a page can carry it: without the control characters that no HTML may contain."""
    return NOT_SHOWABLE.sub("", text or "")


def upper_first(text: str) -> str:
    """The text as a sentence begins, the rest of it as it is."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text as it stands inside a sentence. A word in capitals, like a name of letters, stays as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
