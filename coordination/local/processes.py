"""Which processes the product runs as on one machine, and what each of them is told: no more than it needs."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from coordination.local.database import CHECKOUT

WEB_WORKER = "coordination.local.web_worker.WebWorker"
STREAMS = 300
# Threads beside the ones that live listeners may hold, so that pages are always answered.
PAGES = 16
FORKED = ("urgent", "default", "relay", "beat")
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "PYTHONPATH", "PYTHONWARNINGS")


@dataclass(frozen=True)
class Process:
    """A program of ours: `role` is the database role it signs in as; None gets no database, no Valkey and no secret."""

    name: str
    argv: tuple[str, ...]
    role: str | None
    patience: float = 10.0


@dataclass(frozen=True)
class Running:
    """One running installation: what its processes, and every command that looks for it, must know."""

    data_dir: Path
    address: str
    redis_url: str
    secret: str
    demo: bool
    url: Callable[[str], str]

    @property
    def clock_file(self) -> Path:
        """Where the demonstration keeps how far its time is ahead."""
        return self.data_dir / "clock.json"

    def environment(self, role: str | None) -> dict[str, str]:
        """Everything that a process with this database role is told."""
        told = {name: value for name, value in os.environ.items() if name in PASSED_ON}
        told |= {"DATA_DIR": str(self.data_dir), "PYTHONUNBUFFERED": "1", "TZ": "UTC"}
        told["COORDINATION_DEMO"] = "1" if self.demo else "0"
        if self.demo:
            told["COORDINATION_CLOCK_FILE"] = str(self.clock_file)
        if role is None:
            return told
        told |= {name: value for name, value in os.environ.items() if name.startswith("COORDINATION_")} | told
        # pages show frozen figures, and a job makes the board's report of them
        if role in ("app", "worker"):
            told["STATISTICS_DATABASE_URL"] = self.url("statistics")
        return told | {
            "DATABASE_URL": self.url(role),
            "REDIS_URL": self.redis_url,
            "COORDINATION_SECRET": self.secret,
            "COORDINATION_ADDRESS": self.address,
            "COORDINATION_STREAMS": str(STREAMS),
        }


def web(bind: str, application: str) -> Process:
    """Pages and live streams. A listener holds a thread and little else, so one group of processes serves both here."""
    argv = [
        *(sys.executable, "-m", "gunicorn", application, "--bind", bind, "--worker-class", WEB_WORKER),
        *("--workers", "2", "--threads", str(STREAMS + PAGES), "--preload", "--no-control-socket"),
        *("--timeout", "60", "--graceful-timeout", "4", "--keep-alive", "5", "--log-level", "warning"),
        *("--config", "python:coordination.local.web_server"),
    ]
    return Process("web", tuple(argv), role="app")


def behind() -> list[Process]:
    """Everything that nobody talks to: the signer with a key of its own; queued jobs, the outbox and the timetable,
    which are forked from one process that has imported what they run.
    """
    wanted = [
        Process("signer", _module("coordination.audit.signer"), role=None),
        Process("forked", _module("coordination.local.forked", *FORKED), role="worker"),
    ]
    return [process for process in wanted if runs_as_a_program(process.argv[2])]


def is_there(module: str) -> bool:
    """Whether this checkout has the module."""
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def runs_as_a_program(module: str) -> bool:
    """Whether `python -m module` would find something to run; a module without a main part would just end."""
    try:
        found = importlib.util.find_spec(module)
        if found is not None and found.submodule_search_locations is not None:
            return importlib.util.find_spec(f"{module}.__main__") is not None
    except ModuleNotFoundError:
        return False
    return bool(found and found.origin and '__name__ == "__main__"' in Path(found.origin).read_text())


def _module(name: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", name, *arguments)


def working_folder() -> Path:
    """Where wsgi.py, templates and static stand."""
    return CHECKOUT
