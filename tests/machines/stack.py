"""Real processes of ours on a test's database, with a Valkey of their own that a test may kill, wipe or freeze."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
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
from tests.patience import PATIENCE

if TYPE_CHECKING:
    from tests.conftest import Database

CHECKOUT = Path(__file__).resolve().parents[2]
PROCESSES = ("urgent", "default", "relay", "beat")


class Machines:
    """The processes behind the pages, each started and ended by its name. Time moves by the demonstration's clock."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.folder = folder
        self.clock_file = folder / "clock.json"
        self.running: dict[str, subprocess.Popen[bytes]] = {}
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
            with (self.folder / f"{name}.log").open("ab") as out:
                self.running[name] = subprocess.Popen(
                    [sys.executable, "-m", "coordination.worker", name.partition("#")[0]],
                    env=self.environment,
                    cwd=CHECKOUT,
                    stdout=out,
                    stderr=out,
                    start_new_session=True,
                )

    def kill(self, *names: str) -> None:
        """End these processes, and whatever they forked, with no time to tidy up."""
        for name in names:
            process = self.running.pop(name)
            for child in children(process.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
            process.kill()
            process.wait()

    def stop(self) -> None:
        for process in self.running.values():
            process.terminate()
        for name, process in list(self.running.items()):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(PATIENCE)
            if process.poll() is None:
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
