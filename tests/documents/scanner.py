"""A scanner over TCP that speaks clamd's INSTREAM as its manual describes, and knows one harmful file."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

# The file that scanners agree to find, in two pieces so that this file is not one.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@dataclass
class Listening:
    """Where it listens, and how long each file was that it was sent. `says` makes it give no verdict."""

    address: str
    sent: list[int] = field(default_factory=list)
    says: bytes | None = None


class _Line(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        listening: Listening = self.server.listening  # type: ignore[attr-defined]
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
        listening.sent.append(len(content))
        found = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
        self.wfile.write(listening.says or found)


@contextmanager
def listening() -> Iterator[Listening]:
    """The server, on a free port of this machine."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Line) as server:
        made = Listening(f"tcp://127.0.0.1:{server.server_address[1]}")
        server.listening = made  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            yield made
        finally:
            server.shutdown()
