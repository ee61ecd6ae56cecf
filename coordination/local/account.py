"""Which account the database servers run under. PostgreSQL refuses to run as root."""

from __future__ import annotations

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Account:
    """Who a server runs as: None for ids means "as we are"."""

    uid: int | None = None
    gid: int | None = None
    reads_closed_folders: bool = False

    def own(self, path: Path) -> None:
        """Give a file or folder to this account."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


def account_for_servers(*paths: Path) -> Account:
    """An unprivileged account that can reach `paths`.

    Started as root from a folder that is closed to others (/root, say), the account keeps the one capability to pass
    through closed folders: the alternatives are to open somebody's home to everyone, or to put the data elsewhere.
    """
    if os.geteuid() != 0:
        return Account()
    nobody = pwd.getpwnam("nobody")
    closed = [path for path in paths if not _open_to_others(path)]
    return Account(nobody.pw_uid, nobody.pw_gid, reads_closed_folders=bool(closed))


def _open_to_others(path: Path) -> bool:
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in path.resolve().parents)
