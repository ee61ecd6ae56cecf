"""Real processes of ours on a test's database, with a Valkey of their own that a test may kill, wipe or freeze."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import redis

from coordination import clock
from coordination.local import valkey
from coordination.local.account import account_for_servers
from coordination.local.valkey import Valkey
from coordination.worker.__main__ import main
from tests.patience import PATIENCE

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerProcess

    from tests.conftest import Database

PROCESSES = ("urgent", "default", "relay", "beat")
# What they run is imported once and forked, as on one computer: an import each would be most of these tests' time.
APART = multiprocessing.get_context("forkserver")
APART.set_forkserver_preload(["tests.machines.imported"])


class Machines:
    """The processes behind the pages, each started and ended by its name. Time moves by the demonstration's clock."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.folder = folder
        self.clock_file = folder / "clock.json"
        self.running: dict[str, ForkServerProcess] = {}
        sockets = folder / "s"
        sockets.mkdir(mode=0o711)
        account = account_for_servers(folder, valkey.program())
        account.own(sockets)
        account.own(folder)
        self.valkey = Valkey(folder / "valkey", sockets, folder / "valkey.log", "a-password", account, durable=False)

    @property
    def environment(self) -> dict[str, str]:
        passed = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
        return passed | {
            "DATABASE_URL": self.database.url("worker"),
            "REDIS_URL": self.valkey.url(),
            "COORDINATION_SECRET": "for a test, and long enough for one",
            "COORDINATION_ADDRESS": "http://127.0.0.1:8000",
            "COORDINATION_DEMO": "1",
            "COORDINATION_CLOCK_FILE": str(self.clock_file),
            "DATA_DIR": str(self.folder),
            "TZ": "UTC",
        }

    def start(self, *names: str) -> None:
        """Start these processes, or all of them."""
        for name in names or PROCESSES:
            self.running[name] = APART.Process(target=_be, args=(name, self.environment, self.folder / f"{name}.log"))
            self.running[name].start()

    def kill(self, *names: str) -> None:
        """End these processes, and whatever they forked, with no time to tidy up."""
        for name in names:
            process = self.running.pop(name)
            for child in children(process.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
            process.kill()
            process.join()

    def stop(self) -> None:
        for process in self.running.values():
            process.terminate()
        for name, process in list(self.running.items()):
            process.join(PATIENCE)
            if process.exitcode is None:
                self.kill(name)
        self.running.clear()
        if self.valkey.process:
            with contextlib.suppress(ProcessLookupError):
                self.valkey.process.send_signal(signal.SIGCONT)
            self.valkey.stop()

    def advance(self, length: timedelta) -> None:
        """Move the time of every process forwards; this process keeps its own."""
        clock.move_to(clock.moment_by(self.clock_file) + length, self.clock_file)

    def now(self) -> datetime:
        return clock.moment_by(self.clock_file)

    def wipe(self) -> None:
        with redis.Redis.from_url(self.valkey.url()) as asker:
            asker.flushall()

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """What the keeper of the database sees."""
        with psycopg.connect(self.database.url("owner"), autocommit=True) as connection:
            found = connection.execute(query, values)  # type: ignore[call-overload]
            return found.fetchall() if found.description else []

    def one(self, query: str, *values: object) -> object:
        return self.rows(query, *values)[0][0]

    def waiting(self) -> int:
        return int(str(self.one("select count(*) from outbox where done_at is null")))

    def logs(self) -> str:
        return "\n".join(f"== {log.name}\n{log.read_text()[-3000:]}" for log in sorted(self.folder.glob("*.log")))

    def until(self, holds: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
        """Wait until it holds. Fails with the processes' logs."""
        began = time.monotonic()
        while not holds():
            assert time.monotonic() - began < patience, f"waited {patience:.0f} s in vain: {what}\n{self.logs()}"
            time.sleep(0.05)


def _be(name: str, environment: dict[str, str], log: Path) -> None:
    """Become the process that `python -m coordination.worker` starts with this environment."""
    os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    with log.open("ab") as out:
        os.dup2(out.fileno(), sys.stdout.fileno())
        os.dup2(out.fileno(), sys.stderr.fileno())
    sys.exit(main([name.partition("#")[0]]))


def children(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(stat.parent.name))
    return found


@contextmanager
def machines(database: Database) -> Iterator[Machines]:
    """A stack whose Valkey runs; its processes are started by the test, and all ended afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="machines-"))
    folder.chmod(0o711)
    made = Machines(database, folder)
    made.valkey.start()
    try:
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)
