"""How quickly the Python that runs this file computes: `make` asks each that it finds, before anything is installed.

A Python that was built from source without `--enable-optimizations`, as managers of versions build them, takes about a
quarter longer for every page and every test than the one of a Linux distribution on the same machine.
"""

from __future__ import annotations

import sys
import time

OLDEST = (3, 11)
TURNS = 5


class _Task:
    def __init__(self, team: int, minutes: int) -> None:
        self.team = team
        self.minutes = minutes


def _late(task: _Task, *, since: int) -> int:
    return task.minutes - since


def _work() -> dict[int, str]:
    """What a page is made of: objects, calls with named arguments, entries of a dictionary, short texts."""
    minutes: dict[int, int] = {}
    for task in [_Task(number % 97, number) for number in range(5000)]:
        minutes[task.team] = minutes.get(task.team, 0) + _late(task, since=3)
    return {team: " ".join((str(team), f"{late} minutes")) for team, late in minutes.items()}


def least_milliseconds() -> float:
    """The least processor time of `TURNS` turns of the same small work, in milliseconds."""

    def turn() -> float:
        begun = time.process_time()
        for _ in range(8):
            _work()
        return time.process_time() - begun

    return 1000 * min(turn() for _ in range(TURNS))


def main() -> int:
    """Print the milliseconds and the path of this Python, or nothing where an environment cannot be made with it."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return 1
    if sys.version_info < OLDEST or not sys.executable:
        return 1
    print(f"{least_milliseconds():.1f} {sys.executable}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
