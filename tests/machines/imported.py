"""All that the machines' processes run, jobs too, imported before they are forked, as on one computer."""

from __future__ import annotations

import gc

from coordination import tables as _tables  # noqa: F401 - before the fork
from coordination.worker import loop as _loop  # noqa: F401 - before the fork
from coordination.worker import queue_worker as _queue_worker  # noqa: F401 - before the fork
from coordination.worker.known import preload

preload()
gc.collect()
gc.freeze()
