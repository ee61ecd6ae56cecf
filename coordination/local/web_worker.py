"""The process that serves pages. It gives whoever sends a request only so long to send it.

gunicorn hands a connection to a thread, which then reads for as long as its sender likes: as many slow senders as there
are threads, and nobody else is served.
"""

from __future__ import annotations

import socket
import time
from typing import Any, ClassVar

from gunicorn.http.errors import NoMoreData
from gunicorn.workers.gthread import TConn, ThreadWorker


class ReadInTime:
    """A connection from which a request is read before its time is up. In all else it is the connection itself."""

    def __init__(self, connection: socket.socket, seconds: float, least_rate: int) -> None:
        self._connection, self._seconds, self._least_rate = connection, seconds, least_rate
        self.begin()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def begin(self) -> None:
        """The time of another request begins."""
        self._began, self._got = time.monotonic(), 0

    def recv(self, size: int) -> bytes:
        """What came, waited for no longer than the request has. Raises NoMoreData when its time is up."""
        left = self._began + self._seconds + self._got / self._least_rate - time.monotonic()
        before = self._connection.gettimeout()
        if left <= 0:
            raise NoMoreData
        self._connection.settimeout(left if before is None else min(left, before))
        try:
            came = self._connection.recv(size)
        except TimeoutError:
            raise NoMoreData from None
        finally:
            self._connection.settimeout(before)
        self._got += len(came)
        return came


class WebWorker(ThreadWorker):
    """A process with threads whose requests have to arrive in time."""

    # so long for a request to arrive, and longer by as much as it brings at this many bytes a second: the largest
    # document within eleven minutes
    seconds: ClassVar[float] = 30.0
    least_rate: ClassVar[int] = 16 * 1024

    def handle(self, conn: TConn) -> Any:
        """Serve one request of this connection."""
        if isinstance(conn.sock, ReadInTime):
            conn.sock.begin()
        elif not self.cfg.is_ssl:
            conn.sock = ReadInTime(conn.sock, self.seconds, self.least_rate)
        return super().handle(conn)
