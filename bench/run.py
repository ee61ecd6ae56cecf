"""What every benchmark shares: servers of its own, the application served as in production, and figures in a table.

`make bench` runs all modules named in MEASURED, prints one table and writes `bench/results.json`.
"""

from __future__ import annotations

import http.client
import json
import os
import platform
import re
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
from coordination.local.processes import WEB_WORKER
from coordination.local.servers import Servers

CHECKOUT = Path(__file__).resolve().parents[1]
RESULTS = CHECKOUT / "bench" / "results.json"
# Each has `measure(stack) -> list[Figure]`; they run in this order on the same servers.
MEASURED = (
    "bench.floor", "bench.queue", "bench.spine", "bench.agenda", "bench.audit", "bench.likeness", "bench.conversation",
    "bench.live", "bench.release", "bench.counts", "bench.statistics", "bench.footprint",
)  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """One measured figure beside its budget, where it has one."""

    what: str
    value: float
    unit: str
    budget: float | None = None
    # for figures of which more is better
    least: float | None = None

    @property
    def kept(self) -> str:
        """Whether the budget was kept, as a word."""
        if self.budget is None and self.least is None:
            return ""
        over = self.budget is not None and self.value > self.budget
        under = self.least is not None and self.value < self.least
        return "MISSED" if over or under else "kept"

    @property
    def wanted(self) -> str:
        """The budget in the words of the table."""
        if self.least is not None:
            return f"at least {self.least:,g}"
        return "" if self.budget is None else f"at most {self.budget:,g}"


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
        if answer.status not in (200, 302, 303):
            wrong = re.findall(rb"govuk-error-summary__list.*?</ul>", page, re.DOTALL) or [page[:300]]
            raise RuntimeError(f"{method} {path} was answered {answer.status}: {wrong[0].decode()}")
        return answer.status, page


@contextmanager
def started() -> Iterator[Stack]:
    """PostgreSQL that writes durably, Valkey, and two web processes; all of it gone afterwards."""
    folder = DataFolder(Path(tempfile.mkdtemp(prefix="coordination-bench-")))
    folder.take()
    servers = Servers(folder, environ={})
    try:
        servers.start()
        servers.prepare()
        told = {
            "DATABASE_URL": servers.url("app"),
            "STATISTICS_DATABASE_URL": servers.url("statistics"),
            "REDIS_URL": servers.redis_url,
            "COORDINATION_SECRET": servers.passwords["secret"],
        }
        with served("wsgi:app", told) as port:
            yield Stack(servers, port)
    finally:
        servers.stop()
        shutil.rmtree(folder.path, ignore_errors=True)


@contextmanager
def served(application: str, told: dict[str, str]) -> Iterator[int]:
    """The port at which an application answers, with two processes as in production; gone afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environ = {**os.environ, **told, "COORDINATION_ADDRESS": f"http://127.0.0.1:{port}"}
    argv = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--worker-class", WEB_WORKER]
    argv += ["--workers", "2", "--threads", "8", "--preload", "--keep-alive", "75", "--log-level", "warning"]
    argv += ["--config", "python:coordination.local.web_server"]
    web = subprocess.Popen(argv, cwd=CHECKOUT, env=environ)
    try:
        _wait_for(port)
        yield port
    finally:
        web.send_signal(signal.SIGTERM)
        web.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("The application did not answer within 30 seconds.")


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
    before = os.getloadavg()[0]
    with started() as stack:
        for name in names:
            figures += import_module(name).measure(stack)
    width = max(len(figure.what) for figure in figures)
    for figure in figures:
        print(f"{figure.what:<{width}} {figure.value:>12,.1f} {figure.unit:<10} {figure.wanted:<16} {figure.kept}")
    print(f"Load of the machine: {before:.1f} when it began, {os.getloadavg()[0]:.1f} when it ended.")
    RESULTS.write_text(
        json.dumps(
            {
                "at": datetime.now(UTC).isoformat(timespec="seconds"),
                "commit": _commit(),
                "measured": list(names),
                "sizes": {name: value for name, value in os.environ.items() if name.startswith("BENCH_")},
                "processors": os.cpu_count(),
                "processor": _processor(),
                "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
                "load_when_begun": round(before, 2),
                "load_when_ended": round(os.getloadavg()[0], 2),
                "python": platform.python_version(),
                "figures": [
                    {
                        "what": one.what,
                        "value": round(one.value, 2),
                        "unit": one.unit,
                        "budget": one.budget,
                        "least": one.least,
                        "kept": one.kept,
                    }
                    for one in figures
                ],
            },
            indent=1,
        )
        + "\n"
    )
    return int(any(figure.kept == "MISSED" for figure in figures))


def _commit() -> str:
    asked = ["git", "rev-parse", "--short", "HEAD"]
    return subprocess.run(asked, cwd=CHECKOUT, capture_output=True, text=True, check=False).stdout.strip()


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "not known")
