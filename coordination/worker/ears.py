"""What PostgreSQL tells on every commit: work that waits, and changes that listeners look for."""

from __future__ import annotations

import threading
import time

import psycopg
import redis

from coordination.config import Settings
from coordination.jobs.bell import client
from coordination.live.signals import ALL, send, signal_of
from coordination.logs import log

LIFE = "live"
QUIET = 1.0
AGAIN_AFTER = 1.0
MISSED = {"kind": ALL}


class Ears(threading.Thread):
    """Hears of waiting rows for the relay's turns, and passes changes on to Valkey the moment they are kept.

    Whatever it misses while a server is away is made good by others: rows are looked for every second, and listeners
    look for themselves.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__(name="ears", daemon=True)
        self._url = settings.libpq_url
        self._secret = settings.secret
        self._valkey = client(settings.redis_url)
        self._work = threading.Event()
        self._heard_at: float | None = None
        self._closed = threading.Event()

    def close(self) -> None:
        """Listen no more."""
        self._closed.set()

    def wait(self, seconds: float) -> None:
        """Return when new work waits, or after so many seconds."""
        self._work.wait(seconds)
        self._work.clear()

    def alive(self) -> tuple[str, ...]:
        """Its name among the signs of life while it hears, and nothing when it does not."""
        well = self._heard_at is not None and time.monotonic() - self._heard_at < 5 * QUIET
        return (LIFE,) if well else ()

    def run(self) -> None:
        """Listen until it is closed, and again after the server was away."""
        while not self._closed.is_set():
            try:
                with psycopg.connect(self._url, autocommit=True, connect_timeout=5) as connection:
                    connection.execute("listen outbox")
                    connection.execute("listen live")
                    self._pass_on([MISSED])
                    self._work.set()
                    while not self._closed.is_set():
                        self._hear(connection)
            except psycopg.Error as away:
                self._heard_at = None
                log().warning("not-listening", exc_info=away)
                self._closed.wait(AGAIN_AFTER)

    def _hear(self, connection: psycopg.Connection) -> None:
        told = list(connection.notifies(timeout=QUIET, stop_after=1))
        if any(one.channel == "outbox" for one in told):
            self._work.set()
        signals = [signal_of(self._secret, one.payload) for one in told if one.channel == "live"]
        if not signals or self._pass_on(signals):
            self._heard_at = time.monotonic()

    def _pass_on(self, signals: list[dict[str, str]]) -> bool:
        try:
            send(self._valkey, signals)
        except redis.RedisError as away:
            # not kept for later: whoever listens asks PostgreSQL once Valkey is back
            log().warning("live-signal-lost", exc_info=away)
            return False
        return True
