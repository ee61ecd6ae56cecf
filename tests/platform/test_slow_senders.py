"""Somebody who sends slowly, or stops half way, is cut off in time, and others are served."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import threading
import time

import pytest

from coordination.local.web_worker import WebWorker
from tests.patience import PATIENCE
from tests.platform.launcher import CHECKOUT, free_port

THREADS = 2
FORM = b"POST / HTTP/1.1\r\nHost: here\r\nContent-Type: application/x-www-form-urlencoded\r\n"
HALF_SENT = {
    "headers that never end": b"GET / HTTP/1.1\r\nHost: here\r\nX-Slow: ",
    "less than was said": FORM + b"Content-Length: 100000\r\n\r\nemail=",
    "pieces of which none is the last": FORM + b"Transfer-Encoding: chunked\r\n\r\n6\r\nemail=\r\n",
}
DRIP = {"pieces of which none is the last": b"1\r\na\r\n"}


class InAHurry(WebWorker):
    """The same, for somebody who waits for a test."""

    seconds = 2.0


def reads_what_is_sent(environ, start_response):
    read = 0
    with contextlib.suppress(OSError):
        while got := environ["wsgi.input"].read(1024):
            read += len(got)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(read).encode()]


@pytest.fixture(scope="module")
def port():
    port = free_port()
    argv = [sys.executable, "-m", "gunicorn", f"{__name__}:reads_what_is_sent", "--bind", f"127.0.0.1:{port}"]
    argv += ["-k", f"{__name__}.InAHurry", "-w", "1", "--threads", str(THREADS), "--no-control-socket"]
    process = subprocess.Popen(argv, cwd=CHECKOUT, stderr=subprocess.DEVNULL)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            break
        time.sleep(0.1)
    yield port
    process.terminate()
    process.wait()


def connect(port):
    return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)


def answer(port, sent):
    with connect(port) as connection:
        connection.sendall(sent)
        return connection.makefile("rb").read().decode()


@pytest.mark.parametrize("how", HALF_SENT)
def test_others_are_served_while_somebody_sends_slowly_on_every_thread(port, how):
    over = threading.Event()

    def send_slowly():
        with connect(port) as connection, contextlib.suppress(OSError):
            connection.sendall(HALF_SENT[how])
            while not over.wait(0.2):
                connection.sendall(DRIP.get(how, b"a"))

    slow = [threading.Thread(target=send_slowly) for _ in range(THREADS)]
    for each in slow:
        each.start()
    time.sleep(0.5)
    try:
        assert "200 OK" in answer(port, b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
    finally:
        over.set()
        for each in slow:
            each.join()


def test_whoever_stops_half_way_is_cut_off(port):
    with connect(port) as connection:
        connection.sendall(HALF_SENT["headers that never end"])
        assert connection.recv(1000) == b""


def test_what_is_large_and_comes_steadily_is_taken_whole(port):
    size, piece = 120_000, b"a" * 20_000
    with connect(port) as connection:
        connection.sendall(FORM + f"Connection: close\r\nContent-Length: {size}\r\n\r\n".encode())
        for _ in range(size // len(piece)):
            time.sleep(0.6)
            connection.sendall(piece)
        assert str(size) in connection.makefile("rb").read().decode()
