"""The two servers of one machine, or the ones that DATABASE_URL and REDIS_URL name in their place."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from coordination.config import plain_database_url
from coordination.local import database, postgres, valkey
from coordination.local.account import account_for_servers
from coordination.local.folder import DataFolder
from coordination.local.grid import give_grid
from coordination.local.postgres import Postgres
from coordination.local.valkey import Valkey


class Servers:
    """Start, prepare, watch and stop what keeps the data. The folder must be taken before."""

    def __init__(self, folder: DataFolder, environ: Mapping[str, str], durable: bool = True) -> None:
        self.folder = folder
        self.passwords = folder.secrets()
        self._given_database = environ.get("DATABASE_URL")
        self._given_redis = environ.get("REDIS_URL")
        self.postgres: Postgres | None = None
        self.valkey: Valkey | None = None
        self.sockets: Path | None = None
        if self._given_database and self._given_redis:
            return
        binaries = [] if self._given_database else [postgres.programs() / "postgres"]
        binaries += [] if self._given_redis else [valkey.program()]
        self.account = account_for_servers(folder.path / "postgres", *binaries)
        self.sockets = folder.socket_folder(self.account)
        logs = folder.logs()
        if not self._given_database:
            self.postgres = Postgres(
                folder.path / "postgres",
                self.sockets,
                logs / "postgres.log",
                self.passwords["owner"],
                self.account,
                durable,
            )
        if not self._given_redis:
            self.valkey = Valkey(
                folder.path / "valkey",
                self.sockets,
                logs / "valkey.log",
                self.passwords["valkey"],
                self.account,
                durable,
            )

    def start(self) -> None:
        """Both servers answer, and ours has the database with its roles; the tables are `migrate`'s work."""
        if self.valkey:
            self.valkey.start()
        else:
            valkey.refuse_an_unfit_server(self.redis_url)
        if self.postgres:
            self.postgres.make()
            self.postgres.start()
            database.create(self.postgres.owner_url("postgres"))
        else:
            database.refuse_an_old_server(self.owner_url)

    def prepare(self, apart: bool = False) -> None:
        """Roles, extensions and the newest tables; what is already so is left alone.

        With `apart` the migrations run in a process that ends, so the caller's memory stays small.
        """
        database.prepare(self.owner_url, self.passwords)
        if not database.is_current(self.url("migrate")):
            (database.migrate_apart if apart else database.migrate)(self.url("migrate"))
        database.give_door_key(self.owner_url, self.passwords["secret"])
        give_grid(self.owner_url)

    @property
    def owner_url(self) -> str:
        """The database as its keeper."""
        return self.postgres.owner_url() if self.postgres else plain_database_url(self._given_database or "")

    def url(self, role: str) -> str:
        """The database as `role`."""
        return database.url_for(self.owner_url, role, self.passwords)

    @property
    def redis_url(self) -> str:
        """Where jobs and live signals go."""
        return self.valkey.url() if self.valkey else self._given_redis or ""

    def restart_what_died(self) -> list[str]:
        """The names of the servers that had died; they run again when this returns."""
        died = []
        if self.valkey and self.valkey.process and self.valkey.process.poll() is not None:
            died.append("valkey")
            self.valkey.start()
        if self.postgres and self.postgres.process and self.postgres.process.poll() is not None:
            died.append("postgres")
            self.postgres.start()
        return died

    def pids(self) -> dict[str, int]:
        """The process of each server that is ours."""
        servers = {"postgres": self.postgres, "valkey": self.valkey}
        return {name: server.process.pid for name, server in servers.items() if server and server.process}

    def stop(self) -> None:
        """End ours, in order; given ones run on."""
        if self.valkey:
            self.valkey.stop()
        if self.postgres:
            self.postgres.stop()
        if self.sockets:
            shutil.rmtree(self.sockets, ignore_errors=True)
