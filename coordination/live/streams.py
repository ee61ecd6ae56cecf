"""What goes down one stream: numbers and kinds, and the question every few seconds whether it may go on."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from coordination.live.hub import Ear
from coordination.live.signals import ALL, CASE, WORKER

# How long a browser waits before it comes back, in milliseconds: not all at once after something broke, and hardly at
# all when its stream only had to begin anew.
BROKEN = (1_000, 3_000)
ANEW = (50, 300)
# A stream that ends sooner than this, in seconds, would have its page go round in a circle.
WELL_LASTED = 10.0
PING = ": ping\n\n"
ENDED = "event: ended\ndata: ended\n\n"
Newest = Callable[[int], int | None]


@dataclass(frozen=True)
class Pace:
    """How often, in seconds, the right to a stream is looked at again, and how long one stream lasts."""

    look: float = 10.0
    longest: float = 300.0


def retry(between: tuple[int, int]) -> str:
    """Tell the browser how long it waits before it comes back."""
    return f"retry: {random.randint(*between)}\n\n"  # noqa: S311


def frame(kind: str, place: int | None = None) -> str:
    """One event. Its data says nothing: an event without any would not be delivered."""
    number = f"id: {place}\n" if place is not None else ""
    return f"{number}event: {kind}\ndata: changed\n\n"


def on_case(
    ear: Ear, after: int, newest: Newest, pace: Pace, here: Callable[[], frozenset[str]] = frozenset
) -> Iterator[str]:
    """Signals about one case from `after` on, in the order of its chain. `newest` asks as the reader; None ends it.
    `here` says who has the case open; that somebody came or went is a signal too.

    The listener is there before this asks for the first time, so nothing can fall between.
    """
    yield retry(BROKEN)
    sent, asked_at, noted_at = after, 0.0, 0.0
    there: frozenset[str] | None = None
    for heard in _turns(ear, pace):
        if heard != {CASE} or ear.seq > sent or time.monotonic() - asked_at > pace.look:
            try:
                place = newest(sent if asked_at else -1)
            except SQLAlchemyError:
                return  # without the last word, so that the browser comes back
            if place is None:
                yield ENDED
                return
            asked_at = time.monotonic()
            # the first answer may be a lower place: the browser was here before a backup was restored
            if place >= 0 and place != sent:
                sent = place
                yield frame(CASE, sent)
            ear.place = sent
            if asked_at - noted_at > pace.look / 2:
                noted_at = asked_at
                there, before = here(), there
                if there != before:
                    yield frame("here")
        yield from _beside(heard)
    yield from _farewell(ear, pace)


def on_any(ear: Ear, kind: str, may_listen: Callable[[], bool], pace: Pace) -> Iterator[str]:
    """Signals that a queue or a meeting has changed, beginning with one: neither has a number to catch up from."""
    yield retry(BROKEN)
    for heard in _turns(ear, pace):
        try:
            allowed = may_listen()
        except SQLAlchemyError:
            return  # as above
        if not allowed:
            yield ENDED
            return
        if heard & {kind, ALL}:
            yield frame(kind)
        yield from _beside(heard)
    yield from _farewell(ear, pace)


def _farewell(ear: Ear, pace: Pace) -> Iterator[str]:
    """The last word of a stream that lasted its time or was sent away. Whoever has too many open is not asked back."""
    if ear.sent_away or (not ear.ended and pace.longest > WELL_LASTED):
        yield retry(ANEW)


def _beside(heard: set[str]) -> Iterator[str]:
    if heard & {WORKER, ALL}:
        yield frame("notices")
    if not heard:
        yield PING


def _turns(ear: Ear, pace: Pace) -> Iterator[set[str]]:
    """What was heard, at once and then whenever something comes or it is time to look again."""
    until = time.monotonic() + pace.longest
    yield {ALL}
    while (left := until - time.monotonic()) > 0:
        heard = ear.wait(min(pace.look, left))
        if ear.ended:
            return
        yield heard
