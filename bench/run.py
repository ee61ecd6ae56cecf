"""What every benchmark shares: servers of its own, the application served as in production, and figures in a table.

`make bench` runs all modules named in MEASURED, prints one table and writes `bench/results.json`.
"""

from __future__ import annotations

import http.client
import json
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

from coordination.local.folder import DataFolder
from coordination.local.servers import Servers

CHECKOUT = Path(__file__).resolve().parents[1]
RESULTS = CHECKOUT / "bench" / "results.json"
# Each has `measure(stack) -> list[Figure]`; they run in this order on the same servers.
MEASURED = ("bench.queue", "bench.audit")


@dataclass(frozen=True)
class Figure:
    """One measured figure beside its budget, where it has one."""

    what: str
    value: float
    unit: str
    budget: float | None = None

    @property
    def kept(self) -> str:
        """Whether the budget was kept, as a word."""
        return "" if self.budget is None else "kept" if self.value <= self.budget else "MISSED"


@dataclass(frozen=True)
class Stack:
    """Servers that only this run uses, and the address at which the application answers."""

    servers: Servers
    port: int

    @property
    def owner_url(self) -> str:
        """The database as its keeper: for filling it, never for measuring."""
        return self.servers.owner_url


class Visitor:
    """One signed-in worker with one connection that stays open, as a browser's does."""

    def __init__(self, stack: Stack, token: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", stack.port, timeout=60)
        self._headers = {"Cookie": f"coordination_session={token}", "Accept": "text/html"}

    def get(self, path: str) -> bytes:
        """The page at this address. Raises RuntimeError when it is not a page."""
        return self._ask("GET", path, None, {})[1]

    def post(self, path: str, sent: dict[str, str]) -> int:
        """Send a form; gives the status of the answer."""
        return self._ask("POST", path, urlencode(sent), {"Content-Type": "application/x-www-form-urlencoded"})[0]

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[int, bytes]:
        self._connection.request(method, path, body, {**self._headers, **headers})
        answer = self._connection.getresponse()
        page = answer.read()
        if answer.status not in (200, 303):
            raise RuntimeError(f"{method} {path} was answered {answer.status}")
        return answer.status, page


@contextmanager
def started() -> Iterator[Stack]:
    """PostgreSQL that writes durably, Valkey, and two web processes; all of it gone afterwards."""
    folder = DataFolder(Path(tempfile.mkdtemp(prefix="coordination-bench-")))
    folder.take()
    servers = Servers(folder, environ={})
    web: subprocess.Popen[bytes] | None = None
    try:
        servers.start()
        servers.prepare()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        web = _serve(servers, port)
        yield Stack(servers, port)
    finally:
        if web:
            web.send_signal(signal.SIGTERM)
            web.wait(20)
        servers.stop()
        shutil.rmtree(folder.path, ignore_errors=True)


def times(act: Callable[[int], object], count: int, warm: int = 10) -> list[float]:
    """How many milliseconds each of `count` runs took, after some that are not counted."""
    for number in range(warm):
        act(-1 - number)
    found = []
    for number in range(count):
        began = time.perf_counter()
        act(number)
        found.append((time.perf_counter() - began) * 1000)
    return found


def p50_p95(what: str, found: list[float], p50: float | None = None, p95: float | None = None) -> list[Figure]:
    """The middle and the slow end of these times, beside their budgets."""
    cuts = quantiles(found, n=20)
    return [Figure(f"{what}, p50", cuts[9], "ms", p50), Figure(f"{what}, p95", cuts[18], "ms", p95)]


def main(names: tuple[str, ...] = MEASURED) -> int:
    """Measure everything and write it down; 1 when a budget was missed."""
    figures: list[Figure] = []
    with started() as stack:
        for name in names:
            figures += import_module(name).measure(stack)
    width = max(len(figure.what) for figure in figures)
    for figure in figures:
        budget = f"{figure.budget:>10g}" if figure.budget is not None else " " * 10
        print(f"{figure.what:<{width}} {figure.value:>10.1f} {figure.unit:<12} {budget} {figure.kept}")
    RESULTS.write_text(
        json.dumps(
            {
                "at": datetime.now(UTC).isoformat(timespec="seconds"),
                "processors": os.cpu_count(),
                "python": platform.python_version(),
                "figures": [
                    {"what": one.what, "value": round(one.value, 2), "unit": one.unit, "budget": one.budget}
                    for one in figures
                ],
            },
            indent=1,
        )
        + "\n"
    )
    return int(any(figure.kept == "MISSED" for figure in figures))


def _serve(servers: Servers, port: int) -> subprocess.Popen[bytes]:
    told = {
        **os.environ,
        "DATABASE_URL": servers.url("app"),
        "REDIS_URL": servers.redis_url,
        "COORDINATION_SECRET": servers.passwords["secret"],
        "COORDINATION_ADDRESS": f"http://127.0.0.1:{port}",
    }
    argv = [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"]
    argv += ["--workers", "2", "--threads", "8", "--preload", "--keep-alive", "75", "--log-level", "warning"]
    web = subprocess.Popen(argv, cwd=CHECKOUT, env=told)
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return web
        time.sleep(0.1)
    web.kill()
    raise RuntimeError("The application did not answer within 30 seconds.")
