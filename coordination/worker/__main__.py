"""`python -m coordination.worker urgent|default|relay|beat`: one process for machines' work, until SIGTERM."""

from __future__ import annotations

import sys
from collections.abc import Callable

from coordination import config, db, logs
from coordination import tables as _tables  # noqa: F401 - an outbox row refers to tables of other rooms
from coordination.config import Settings
from coordination.jobs import DEFAULT, URGENT


def _queue(name: str) -> Callable[[Settings], None]:
    def work(settings: Settings) -> None:
        from coordination.worker import queue_worker

        queue_worker.work(settings, name)

    return work


def _loop(name: str) -> Callable[[Settings], None]:
    def turn(settings: Settings) -> None:
        from coordination.worker import loop

        db.connect(settings.database_url, pool_size=2)
        {"relay": loop.relay, "beat": loop.beat}[name](settings)

    return turn


PROCESSES = {URGENT: _queue(URGENT), DEFAULT: _queue(DEFAULT), "relay": _loop("relay"), "beat": _loop("beat")}


def begin(name: str, settings: Settings) -> None:
    """Be the process of that name until SIGTERM."""
    logs.configure(name)
    PROCESSES[name](settings)


def main(words: list[str]) -> int:
    """Run the process that is named; 2 with a sentence when there is none of that name."""
    if len(words) != 1 or words[0] not in PROCESSES:
        print(f"Name one of: {', '.join(PROCESSES)}.", file=sys.stderr)
        return 2
    begin(words[0], config.from_environment())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
