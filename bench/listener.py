"""An open page, as far as its stream goes."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress


class Listener:
    """One open page."""

    def __init__(self, port: int, token: str, reference: str) -> None:
        self._port, self._token, self.reference = port, token, reference
        self.place = 0
        self.is_open = False
        self._retry = 2.0
        self.told: list[tuple[int, float]] = []

    async def listen(self) -> None:
        """As a browser does: come back with the last place, as long after it was cut off as the server said."""
        while True:
            with suppress(OSError, asyncio.IncompleteReadError):
                await self._once()
            await asyncio.sleep(self._retry)

    async def _once(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        last = f"Last-Event-ID: {self.place}\r\n" if self.place else ""
        writer.write(
            f"GET /cases/{self.reference}/stream HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n{last}"
            f"Cookie: coordination_session={self._token}\r\n\r\n".encode()
        )
        try:
            while line := await reader.readline():
                if line.startswith(b"retry: "):
                    self.is_open, self._retry = True, int(line[7:]) / 1000
                if line.startswith(b"id: "):
                    self.place = int(line[4:])
                    self.told.append((self.place, time.monotonic()))
        finally:
            writer.close()
