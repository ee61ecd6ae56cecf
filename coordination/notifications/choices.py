"""What a worker chose to be told by e-mail, of what, and when. In the app they are told of everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from workflows.local_time import local
from workflows.quiet_hours import quiet_ends

AT_ONCE, DIGEST, OFF = "at-once", "digest", "off"
QUIET_FROM, QUIET_UNTIL, DIGEST_AT = time(20), time(7), time(8)


@dataclass(frozen=True)
class Sort:
    """Some kinds of notice that are chosen together. `first` is what a partnership starts from, until it sets another
    and until the worker chooses."""

    code: str
    label: str
    first: str
    kinds: tuple[str, ...]


SORTS = (
    Sort(
        "asked",
        "A team asks yours to take something on",
        AT_ONCE,
        (
            "hand-over.asked",
            "hand-over.redirected",
            "hand-over.withdrawn",
            "card.asked",
            "concern-came",
            "concern-marked",
            "concern-late",
        ),
    ),
    Sort(
        "answered",
        "What you sent or asked for is answered",
        DIGEST,
        ("hand-over.answered", "hand-over.expired", "first-sender", "card.ended"),
    ),
    Sort(
        "deadlines",
        "A deadline nears, passes or moves",
        DIGEST,
        (
            "deadline-due-soon",
            "deadline-holder",
            "deadline-team-lead",
            "deadline-partner-spoc",
            "deadline-duty",
            "deadline-panel-chair",
            "retimed",
        ),
    ),
    Sort("moved", "A case that you work on moves on", DIGEST, ("case.moved",)),
)
# a kind that nobody sorted is still chosen about
OTHER = Sort("other", "Anything else", DIGEST, ())
ALL_SORTS = (*SORTS, OTHER)


def sort_of(kind: str) -> Sort:
    """What a kind of notice is chosen with."""
    return next((sort for sort in SORTS if kind in sort.kinds), OTHER)


@dataclass(frozen=True)
class Firsts:
    """What holds for a worker until they choose."""

    by_sort: Mapping[str, str]
    quiet_from: time | None = QUIET_FROM
    quiet_until: time = QUIET_UNTIL
    digest_at: time = DIGEST_AT


STARTING = Firsts({sort.code: sort.first for sort in ALL_SORTS})


@dataclass(frozen=True)
class Choices:
    """One worker's choices, filled up with what holds for everybody until they choose."""

    by_sort: Mapping[str, str]
    quiet_from: time | None
    quiet_until: time | None
    digest_at: time

    def of(self, kind: str, *, urgent: bool) -> str:
        """At once, in the digest or not at all. What is urgent cannot be switched off."""
        return AT_ONCE if urgent else self.by_sort[sort_of(kind).code]

    def quiet_ends(self, now: datetime) -> datetime | None:
        """When the quiet hours that hold at this moment are over; None when none hold. They may run past midnight."""
        if self.quiet_from is None or self.quiet_until is None:
            return None
        return quiet_ends(now, self.quiet_from, self.quiet_until)

    def digest_is_due(self, now: datetime) -> bool:
        """Whether today's digest may go out: its time has come."""
        return local(now).time() >= self.digest_at


def choices_of(preferences: Mapping[str, Any], firsts: Firsts) -> Choices:
    """The choices that a worker's preferences hold. What was never chosen, or no longer exists, is as at first."""
    kept = preferences.get("notices") or {}
    chosen = kept.get("sorts") or {}
    return Choices(
        {sort.code: _one_of(chosen.get(sort.code), firsts.by_sort[sort.code]) for sort in ALL_SORTS},
        _time(kept, "quiet_from", firsts.quiet_from),
        _time(kept, "quiet_until", firsts.quiet_until),
        _time(kept, "digest_at", firsts.digest_at) or firsts.digest_at,
    )


def _one_of(value: Any, first: str) -> str:
    return str(value) if value in (AT_ONCE, DIGEST, OFF) else first


def _time(kept: Mapping[str, Any], name: str, first: time | None) -> time | None:
    """A time that was kept; None when the worker said that there is none."""
    if name not in kept:
        return first
    return time.fromisoformat(kept[name]) if kept[name] else None
