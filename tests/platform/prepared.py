"""Data folders whose PostgreSQL is prepared already: copies of the one that this run has migrated.

For whoever wants a stack or an installation, and not to see how one is made: that a stack starts from nothing is told
in test_supervisor.py.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import psycopg

from coordination.local.servers import Servers

KEPT = "prepared"
# The server whose folder it was still runs.
OF_THE_RUNNING = ("postmaster.pid", "postmaster.opts")


def keep_prepared(servers: Servers) -> None:
    """Put a copy of the servers' prepared cluster aside. Nobody else may be at work on it yet.

    After a checkpoint, with nobody at work, what is in the files is all there is.
    """
    assert servers.postgres
    with psycopg.connect(servers.owner_url, autocommit=True) as connection:
        connection.execute("checkpoint")
    kept = servers.folder.path / KEPT
    kept.mkdir(mode=0o711)
    _copy(servers.postgres.folder, kept / "postgres")
    for name in OF_THE_RUNNING:
        (kept / "postgres" / name).unlink(missing_ok=True)
    shutil.copy2(servers.folder.path / "secrets.json", kept)


def prepared(run_folder: Path, data: Path) -> Path:
    """Make `data` a data folder that was prepared and has been stopped since, and give it back."""
    data.mkdir(mode=0o711)
    _copy(run_folder / KEPT / "postgres", data / "postgres")
    shutil.copy2(run_folder / KEPT / "secrets.json", data)
    return data


def _copy(cluster: Path, to: Path) -> None:
    """With owners and modes, which PostgreSQL insists on."""
    subprocess.run(["cp", "--archive", cluster, to], check=True)
