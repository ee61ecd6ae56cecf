"""`python -m coordination.local.forked urgent default relay beat`: the machines' processes of one computer.

What they run is imported once and forked, so that they start together and share their memory. Each is a process like
the one that `python -m coordination.worker` runs alone; which of them have which number stands in `forked.json`.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from coordination import config
from coordination.config import Settings
from coordination.local import child
from coordination.local.folder import DataFolder
from coordination.local.restarts import Restarts
from coordination.worker import loop as _loop  # noqa: F401 - before the fork
from coordination.worker import queue_worker as _queue_worker  # noqa: F401 - before the fork
from coordination.worker.__main__ import PROCESSES, begin
from coordination.worker.known import preload

LOOK_EVERY = 0.2
# What the supervisor calls each of them, and their logs are named by.
CALLED = {"urgent": "worker-urgent", "default": "worker-default", "relay": "relay", "beat": "beat"}


class Forked:
    """Keeps processes running that were forked from this one, until SIGTERM."""

    def __init__(self, settings: Settings, names: Sequence[str]) -> None:
        if settings.data_dir is None:
            raise ValueError("DATA_DIR says where the processes' logs and their numbers are kept.")
        self.settings = settings
        self.folder = DataFolder(settings.data_dir)
        self.pids: dict[str, int] = {}
        self.restarts = {name: Restarts(time.monotonic()) for name in names}
        self.stopping = False
        self.folder.note_forked({})

    def run(self) -> None:
        """Start them all and start again what dies; after SIGTERM or SIGINT, end when the last of them has ended."""
        # What is loaded now is never collected, so it stays one copy for all of them.
        gc.collect()
        gc.freeze()
        gc.enable()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        for name in self.restarts:
            if not self.stopping:
                self._start(name)
        while self.pids or not self.stopping:
            time.sleep(LOOK_EVERY)
            self._look_after()

    def _stop(self, *_: object) -> None:
        self.stopping = True
        for pid in self.pids.values():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)

    def _look_after(self) -> None:
        now = time.monotonic()
        for name, restarts in self.restarts.items():
            if name in self.pids and os.waitpid(self.pids[name], os.WNOHANG)[0]:
                del self.pids[name]
                restarts.died(now)
            elif restarts.is_due(now) and not self.stopping:
                self._start(name)

    def _start(self, name: str) -> None:
        parent = os.getpid()
        # A signal between the fork and its note would reach a process that nobody knows of yet.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
        pid = os.fork()
        if pid == 0:
            _be(name, self.settings, parent, self.folder.logs() / f"{CALLED[name]}.log")
        self.pids[name] = pid
        self.restarts[name].started(time.monotonic())
        self.folder.note_forked({CALLED[each]: number for each, number in self.pids.items()})
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _be(name: str, settings: Settings, parent: int, log: Path) -> None:
    """Become the process of that name, and end with it."""
    code = 1
    try:
        # a group of its own, like every process that the supervisor starts
        os.setpgid(0, 0)
        child.die_with(parent, signal.SIGTERM)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM, signal.SIGINT})
        with log.open("ab") as out:
            os.dup2(out.fileno(), sys.stdout.fileno())
            os.dup2(out.fileno(), sys.stderr.fileno())
        begin(name, settings)
        code = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def main(names: Sequence[str]) -> int:
    """Keep the processes of these names running; 2 with a sentence when there is none of a name."""
    if not names or not set(names) <= set(PROCESSES):
        print(f"Name some of: {', '.join(PROCESSES)}.", file=sys.stderr)
        return 2
    gc.disable()  # nothing that is imported is garbage
    preload()
    Forked(config.from_environment(), names).run()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
