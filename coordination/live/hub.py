"""The ears of one process: one thread reads Valkey and wakes those whom a signal is for.

A signal only says “look”, so what waits for a listener is a small set, and no queue can overflow.
"""

from __future__ import annotations

import random
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import redis
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from sqlalchemy.exc import SQLAlchemyError

from coordination.live.signals import ALL, CASE, STREAM
from coordination.logs import log

BLOCK_MS = 10_000
AGAIN_AFTER = 0.5
# After an outage those whose case has grown look at once; all others later, spread, so that nobody waits behind them.
SPREAD = 5.0
STREAMS_OF_ONE = 8
# which of these cases have grown beyond these places, and how far
Grown = Callable[[Mapping[UUID, int]], Mapping[UUID, int]]


@dataclass(eq=False)
class Ear:
    """One listener. Its thread waits here; the hub's thread calls."""

    worker_id: UUID
    keys: frozenset[str]
    # the case that its page shows, and the newest place of it that was told; nothing for a page of another kind
    case_id: UUID | None = None
    place: int = 0
    ended: bool = False
    # another process answers already: the page may come back at once
    sent_away: bool = False
    seq: int = 0
    _heard: set[str] = field(default_factory=set)
    _woken: threading.Condition = field(default_factory=threading.Condition)

    def call(self, kind: str, seq: int = 0) -> None:
        """Wake the listener."""
        with self._woken:
            self._heard.add(kind)
            self.seq = max(self.seq, seq)
            self._woken.notify()

    def end(self) -> None:
        """Wake the listener to go."""
        self.ended = True
        self.call(ALL)

    def wait(self, seconds: float) -> set[str]:
        """The kinds that were signalled since the last call; empty when nothing came in so many seconds."""
        with self._woken:
            if not self._heard:
                self._woken.wait(seconds)
            heard, self._heard = self._heard, set()
        return heard


class Hub:
    """Everybody who listens in this process. The reading thread begins with the first of them, after any fork."""

    def __init__(self, url: str, most: int, grown: Grown) -> None:
        self._url = url
        self._grown = grown
        self._most = most
        self._lock = threading.Lock()
        self._ears: dict[str, set[Ear]] = defaultdict(set)
        self._all: dict[Ear, None] = {}
        self._reader: threading.Thread | None = None

    def __len__(self) -> int:
        return len(self._all)

    def listen(self, worker_id: UUID, *keys: str, case_id: UUID | None = None) -> Ear | None:
        """A new listener for these names, or None when this process has as many as it takes.

        Somebody with too many pages open loses the oldest stream; that page asks again when it is looked at.
        """
        ear = Ear(worker_id, frozenset(keys), case_id)
        with self._lock:
            if len(self._all) >= self._most:
                return None
            mine = [other for other in self._all if other.worker_id == worker_id and not other.ended]
            self._all[ear] = None
            for key in ear.keys:
                self._ears[key].add(ear)
            if self._reader is None or not self._reader.is_alive():
                self._reader = threading.Thread(target=self._read, name="live", daemon=True)
                self._reader.start()
        if len(mine) >= STREAMS_OF_ONE:
            mine[0].end()
        return ear

    def leave(self, ear: Ear) -> None:
        """Listen no more; a second time does nothing."""
        with self._lock:
            self._all.pop(ear, None)
            for key in ear.keys:
                self._ears[key].discard(ear)
                if not self._ears[key]:
                    del self._ears[key]

    def send_away(self, after: float, over: float) -> None:
        """End every stream, one after another: the first after so many seconds, the last when `over` more are past."""
        time.sleep(after)
        with self._lock:
            going = list(self._all)
        random.shuffle(going)
        for ear in going:
            ear.sent_away = True
            ear.end()
            time.sleep(over / len(going))

    def hear(self, fields: dict[str, str]) -> None:
        """Wake those whom one signal is for."""
        kind = fields.get("kind", ALL)
        if kind == ALL:
            threading.Thread(target=self._make_good, name="made-good", daemon=True).start()
            return
        with self._lock:
            called = list(self._ears.get(fields.get("key", ""), ()))
        for ear in called:
            ear.call(kind, int(fields.get("seq") or 0) if kind == CASE else 0)

    def _make_good(self) -> None:
        """After a time without signals: wake those whose case has grown, then have all others look, one by one."""
        with self._lock:
            ears = list(self._all)
        places: dict[UUID, int] = {}
        for ear in ears:
            if ear.case_id is not None:
                places[ear.case_id] = min(ear.place, places.get(ear.case_id, ear.place))
        try:
            grown = self._grown(places) if places else {}
        except SQLAlchemyError as away:
            log().warning("live-places-away", exc_info=away)
            grown = {}
        for ear in ears:
            if ear.case_id is not None and ear.case_id in grown:
                ear.call(CASE, grown[ear.case_id])
        random.shuffle(ears)
        for ear in ears:
            time.sleep(SPREAD / len(ears))
            ear.call(ALL)

    def _read(self) -> None:
        valkey = Redis.from_url(
            self._url,
            decode_responses=True,
            socket_connect_timeout=1,
            socket_timeout=BLOCK_MS / 1000 + 5,
            retry=Retry(NoBackoff(), 0),
        )
        place: Any = None
        while True:
            try:
                if place is None:
                    newest: Any = valkey.xrevrange(STREAM, count=1)
                    place = newest[0][0] if newest else "0-0"
                    self.hear({"kind": ALL})
                read: Any = valkey.xread({STREAM: place}, block=BLOCK_MS)
                for _, items in read or ():
                    place = items[-1][0]
                    for _, fields in items:
                        self.hear(fields)
            except redis.RedisError as away:
                if place is not None:
                    log().warning("live-signals-away", exc_info=away)
                place = None
                time.sleep(AGAIN_AFTER)
