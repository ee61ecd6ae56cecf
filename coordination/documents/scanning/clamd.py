"""ClamAV's daemon, spoken to as its manual says: INSTREAM, pieces with their length before them, one line back."""

from __future__ import annotations

import socket
import struct
from contextlib import closing
from urllib.parse import urlsplit

PIECE = 64 * 1024
PATIENCE = 50.0  # seconds for one file
LONGEST_ANSWER = 4096


class ScannerAway(Exception):
    """The scanner could not be reached, or gave no verdict. The document waits, and is sent again."""


class Clamd:
    """A scanner at `tcp://host:port` or `unix:///path/to/socket`."""

    def __init__(self, address: str) -> None:
        self._at = urlsplit(address)

    def is_clean(self, content: bytes) -> bool:
        """Whether the scanner found nothing. Raises ScannerAway without a verdict: silence is never clean."""
        try:
            with closing(self._connected()) as line:
                line.sendall(b"zINSTREAM\0")
                for start in range(0, len(content), PIECE):
                    piece = content[start : start + PIECE]
                    line.sendall(struct.pack("!I", len(piece)) + piece)
                line.sendall(struct.pack("!I", 0))
                answer = self._answer(line)
        except OSError as fault:
            raise ScannerAway(type(fault).__name__) from None
        if answer == "stream: OK":
            return True
        if answer.endswith(" FOUND"):
            return False
        raise ScannerAway("no verdict")

    def _connected(self) -> socket.socket:
        if self._at.scheme == "unix":
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(PATIENCE)
            try:
                line.connect(self._at.path)
            except OSError:
                line.close()
                raise
            return line
        return socket.create_connection((self._at.hostname, self._at.port or 3310), timeout=PATIENCE)

    def _answer(self, line: socket.socket) -> str:
        said = b""
        while b"\0" not in said and len(said) < LONGEST_ANSWER:
            piece = line.recv(LONGEST_ANSWER)
            if not piece:
                break
            said += piece
        return said.partition(b"\0")[0].decode("utf-8", "replace").strip()
