"""Start the one-machine stack as its own program, the way `coordination up` does, and look at it from outside."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from coordination.local.folder import DataFolder
from tests.patience import PATIENCE

CHECKOUT = Path(__file__).resolve().parents[2]
SMALLEST = """
import sys
from pathlib import Path
from coordination.local.supervisor import Supervisor
data, port = sys.argv[1:3]
Supervisor(Path(data), f"127.0.0.1:{port}", f"http://127.0.0.1:{port}", False, "tests.platform.smallest:app").run()
"""


def free_port() -> int:
    """Below those that the system hands out by itself, so that other tests do not get it between two starts."""
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


class Launched:
    """One running launcher and everything below it."""

    def __init__(self, data: Path, port: int, **environment: str) -> None:
        self.folder = DataFolder(data)
        self.port = port
        if (CHECKOUT / "wsgi.py").exists():
            argv = [sys.executable, "-m", "coordination.cli", "up", "--data-dir", str(data), "--port", str(port)]
        else:
            argv = [sys.executable, "-c", SMALLEST, str(data), str(port)]
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "REDIS_"))}
        self.process = subprocess.Popen(
            argv, env=clean | environment, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def ready(self) -> Launched:
        """Wait until the launcher says it is ready."""
        seen = []
        assert self.process.stdout
        for line in self.process.stdout:
            seen.append(line)
            if "is ready at" in line:
                return self
        raise AssertionError("the stack did not start:\n" + "".join(seen))

    def pids(self) -> dict[str, int]:
        found: dict[str, int] = json.loads((self.folder.path / "stack.json").read_text())["pids"]
        return found

    def below(self) -> set[int]:
        """Every process that the launcher or one of its children started."""
        parents = {}
        for status in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
        found, asked = set(), {self.process.pid}
        while asked:
            asked = {pid for pid, parent in parents.items() if parent in asked} - found
            found |= asked
        return found

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5):
                return True
        except urllib.error.HTTPError as answer:
            answer.close()
            return answer.code < 500
        except OSError:
            return False

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            self.process.send_signal(how)
        code = self.process.wait(PATIENCE)
        assert self.process.stdout
        self.process.stdout.close()
        return code


def wait_until(holds, what: str) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, f"waited {PATIENCE} s in vain: {what}"
        time.sleep(0.1)


def alive(pid: int) -> bool:
    """Running, and not just waiting to be collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
