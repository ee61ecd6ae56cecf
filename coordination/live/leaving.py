"""A process of live streams that is to end lets its pages go one after another, while the next one answers already.

gunicorn reads this with `--config python:coordination.live.leaving`. Told to reload (HUP), it starts a new process and
asks the old one to go: that one goes on telling what it hears, and ends its streams spread over some seconds. Each page
comes back at once, so it misses next to nothing and nobody waits in a crowd.
"""

from __future__ import annotations

import signal
import threading
from types import FrameType
from typing import Any

# The new process has to be ready before the first page is sent to it.
READY_AFTER = 5.0
SPREAD = 25.0
graceful_timeout = 35


def post_worker_init(worker: Any) -> None:
    """From now on this process, when it is asked to go, sends its pages away gently."""

    def asked_to_go(number: int, frame: FrameType | None) -> None:
        worker.handle_exit(number, frame)
        hub = worker.wsgi.extensions["live"]
        threading.Thread(target=hub.send_away, args=(READY_AFTER, SPREAD), name="leaving", daemon=True).start()

    signal.signal(signal.SIGTERM, asked_to_go)
