"""A real mail server and a real web server of this test, each on a port of its own, that do what they are told to."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Post:
    """What a mail server took, and what it answers to a recipient and to a whole message."""

    taken: list[Message] = field(default_factory=list)
    to_recipient: str = "250 OK"
    hangs_up_after_data: bool = False
    # the word of the client after which the connection is cut without an answer
    hangs_up_at: str = ""
    after_data: str = "250 taken"
    address: str = ""


@contextmanager
def mail_server() -> Iterator[Post]:
    """SMTP (RFC 5321) as far as a client of ours speaks it."""
    post = Post()

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 test")
            while line := self.rfile.readline().decode().strip():
                word = line.split(" ")[0].upper()
                if word == post.hangs_up_at:
                    return
                if word == "DATA":
                    self._say("354 go on")
                    lines = []
                    while (part := self.rfile.readline()) != b".\r\n":
                        lines.append(part)
                    if post.after_data.startswith("2"):
                        post.taken.append(message_from_bytes(b"".join(lines)))
                    if post.hangs_up_after_data:
                        return
                    self._say(post.after_data)
                elif word == "QUIT":
                    self._say("221 bye")
                    return
                else:
                    self._say(post.to_recipient if word == "RCPT" else "250 OK")

        def _say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        server.daemon_threads = True
        post.address = f"127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield post
        server.shutdown()


@dataclass
class Service:
    """What GOV.UK Notify was asked, with the signed token of each request, and the status that it answers with."""

    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    status: int = 201
    hangs_up_after_taking: bool = False
    address: str = ""


@contextmanager
def notify_service() -> Iterator[Service]:
    """The documented interface: sending by template, and the list of messages of one reference."""
    service = Service()

    class Talk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            service.tokens.append(self.headers["Authorization"])
            if service.status < 300:
                service.asked.append((self.path.rpartition("/")[2], body))
            if service.hangs_up_after_taking:
                self.close_connection = True
                self.connection.close()
                return
            self._answer(service.status, {"id": "740e5834-3a29-46b4-9a6f-16142fde533a", "reference": body["reference"]})

        def do_GET(self) -> None:
            wanted = parse_qs(urlsplit(self.path).query)["reference"][0]
            found = [{"reference": wanted} for _, body in service.asked if body["reference"] == wanted]
            self._answer(200, {"notifications": found, "links": {}})

        def _answer(self, status: int, body: dict[str, Any]) -> None:
            said = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            """Say nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Talk)
    service.address = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield service
    server.shutdown()
    server.server_close()
