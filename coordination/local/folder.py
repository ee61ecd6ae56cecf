"""The data folder of one machine: one lock, one file of secrets, one note of what is running."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
import stat
import tempfile
from pathlib import Path
from typing import Any

from coordination.local.account import Account

PASSWORDS = ("owner", "migrate", "app", "worker", "statistics", "backup", "valkey")
LONGEST_SOCKET_PATH = 107


class NotHere(Exception):
    """Something about the data folder stands in the way. Its text is a sentence that says what to do."""


class DataFolder:
    """One installation's data. Nothing is made before it is needed."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self._lock: int | None = None

    def take(self) -> None:
        """Make the folder if need be and hold it until this process ends; `NotHere` when somebody else does."""
        self.path.mkdir(parents=True, exist_ok=True)
        # As root the database runs under another account that must pass through, but not look around.
        self.path.chmod(0o711 if os.geteuid() == 0 else 0o700)
        lock = os.open(self.path / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            raise NotHere(
                f"Coordination is already running with the data in {self.path}. "
                "Stop that one first, or give another --data-dir."
            ) from None
        self._lock = lock

    def let_go(self) -> None:
        """Give the folder back before this process ends."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def is_taken(self) -> bool:
        """Whether a running stack holds this folder."""
        if not (self.path / ".lock").exists():
            return False
        lock = os.open(self.path / ".lock", os.O_RDWR | os.O_CLOEXEC)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(lock)
        return False

    def secrets(self) -> dict[str, str]:
        """Passwords of every role and the product's own secret; made once, readable by us alone."""
        path = self.path / "secrets.json"
        kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
        missing = [name for name in (*PASSWORDS, "secret") if name not in kept]
        if missing:
            self.path.mkdir(parents=True, exist_ok=True)
            kept |= {name: secrets.token_urlsafe(32) for name in missing}
            write_privately(path, json.dumps(kept, indent=1))
        return kept

    def logs(self) -> Path:
        """Where every process writes what it says."""
        path = self.path / "logs"
        path.mkdir(exist_ok=True, mode=0o700)
        return path

    def note(self, running: dict[str, Any]) -> None:
        """Write down what is running, for the other commands."""
        write_privately(self.path / "stack.json", json.dumps(running, indent=1))

    def running(self) -> dict[str, Any]:
        """What is running with this data; `NotHere` when nothing is."""
        note = self.path / "stack.json"
        if not self.is_taken() or not note.exists():
            raise NotHere(
                f"Nothing is running with the data in {self.path}. "
                "Start it with “coordination up”, or give the right --data-dir."
            )
        found: dict[str, Any] = json.loads(note.read_text())
        return found

    def note_forked(self, pids: dict[str, int]) -> None:
        """Write down the processes that one of ours has forked, for the supervisor, who is not their parent."""
        write_privately(self.path / "forked.json", json.dumps(pids))

    def forked(self) -> dict[str, int]:
        """The processes that one of ours has forked, by name; none while it is still importing."""
        try:
            found: dict[str, int] = json.loads((self.path / "forked.json").read_text())
        except FileNotFoundError:
            return {}
        return found

    def forget(self) -> None:
        """Nothing is running any more."""
        for name in ("stack.json", "forked.json"):
            (self.path / name).unlink(missing_ok=True)

    def socket_folder(self, account: Account) -> Path:
        """A short folder for the servers' sockets, the same at each start: a socket's path may not be long."""
        digest = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:10]
        path = Path(tempfile.gettempdir()) / f"coordination-{digest}"
        if len(str(path)) + len("/.s.PGSQL.5432.lock") > LONGEST_SOCKET_PATH:
            path = Path("/tmp") / path.name  # noqa: S108
        ours = account.uid if account.uid is not None else os.geteuid()
        try:
            path.mkdir(mode=0o711)
        except FileExistsError:
            state = path.lstat()
            if not stat.S_ISDIR(state.st_mode) or state.st_uid not in (ours, os.geteuid()):
                raise NotHere(f"{path} belongs to somebody else. Remove it, or set TMPDIR to another folder.") from None
        account.own(path)
        return path


def write_privately(path: Path, text: str) -> None:
    """Write a whole file, or leave the old one; only we may read it."""
    new = path.with_name(path.name + ".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
