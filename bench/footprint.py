"""How long the one-machine stack takes to its first page, and how much memory it holds: `python -m bench.footprint`.

Memory is proportional set size: pages that processes share are counted once.
"""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench.run import Figure, Stack

CHECKOUT = Path(__file__).resolve().parents[1]


def measure(_: Stack) -> list[Figure]:
    """A stack of its own, because starting is what is measured."""
    cold, warm, memory = started_twice()
    return [
        Figure("cold start, without installing", cold, "s"),
        Figure("warm start", warm, "s", 10),
        Figure("the whole stack at rest", sum(memory.values()), "MB", 500),
        Figure("of it, the web processes", memory.get("web", 0), "MB", 250),
    ]


def main() -> None:
    """Start cold, stop, start warm, weigh, stop; print one JSON object."""
    cold, warm, memory = started_twice()
    found = {"cold_start_s": cold, "warm_start_s": warm, "pss_mb": memory, "pss_mb_total": round(sum(memory.values()))}
    print(json.dumps(found, indent=1))


def started_twice() -> tuple[float, float, dict[str, float]]:
    """Seconds to the first page, cold and warm, and megabytes of each process at rest."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    with tempfile.TemporaryDirectory(prefix="footprint-") as data:
        # The folder of mkdtemp is closed; its child is opened just as far as the servers need.
        Path(data).chmod(0o711)
        folder = Path(data) / "data"
        cold, _ = _start(folder, port, weigh=False)
        warm, memory = _start(folder, port, weigh=True)
    return cold, warm, memory


def _start(folder: Path, port: str, weigh: bool) -> tuple[float, dict[str, float]]:
    began = time.monotonic()
    argv = [sys.executable, "-m", "coordination.cli", "up", "--data-dir", str(folder), "--port", port]
    with subprocess.Popen(argv, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as launcher:
        lines = iter(launcher.stdout or ())
        if not any("is ready at" in line for line in lines):
            raise SystemExit("The stack did not start.")
        took = round(time.monotonic() - began, 2)
        memory: dict[str, float] = {}
        if weigh:
            # Processes that nobody waits for are still importing.
            time.sleep(8)
            memory = _weigh(launcher.pid, json.loads((folder / "stack.json").read_text())["pids"])
        launcher.send_signal(signal.SIGTERM)
        launcher.wait()
    return took, memory


def _weigh(launcher: int, named: dict[str, int]) -> dict[str, float]:
    """Megabytes of each process with everything that it started."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    names = {pid: name for name, pid in named.items()} | {launcher: "launcher"}
    weight: Counter[str] = Counter()
    for pid in parents:
        above = pid
        while above and above not in names:
            above = parents.get(above, 0)
        if above:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            weight[names[above]] += int(rollup.split("\nPss:")[1].split()[0])
    return {name: round(kilobytes / 1024, 1) for name, kilobytes in weight.most_common()}


if __name__ == "__main__":
    main()
