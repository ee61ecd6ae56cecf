"""Where a run keeps what it throws away: in memory where there is room, for a cloned database is two thousand files."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

from coordination.local.folder import DataFolder

# Linux keeps what is written here in memory.
MEMORY = Path("/dev/shm")  # noqa: S108
# A run needs less than two of them.
ROOM = 4 * 1024**3
OF_A_RUN = "coordination-tests-"
# Longer than a run takes between making its folder and holding it.
HOUR = 3600


def keep_in_memory() -> None:
    """Let this process, and all that it starts, make temporary files in memory; unless TMPDIR says where."""
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < ROOM:
        return
    remove_what_was_left_behind()
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def remove_what_was_left_behind() -> None:
    """A run that was killed could not give its memory back; the next one does."""
    for folder in MEMORY.glob(f"{OF_A_RUN}*"):
        if folder.stat().st_mtime < time.time() - HOUR and not DataFolder(folder).is_taken():
            shutil.rmtree(folder, ignore_errors=True)
