"""What gunicorn is told beyond its command line: how the pages' processes come to share their memory."""

from __future__ import annotations

import gc
from typing import Any

# Nothing of an application that is still being made is garbage; looking for it is a seventh of a start.
gc.disable()


def when_ready(server: Any) -> None:
    """Before the pages' processes are forked: what is loaded now is never collected, so it stays one shared copy."""
    gc.collect()
    gc.freeze()
    # A page makes many small things and drops them all: looking through them every few hundred only costs time.
    gc.set_threshold(20_000, 20, 20)
    gc.enable()
