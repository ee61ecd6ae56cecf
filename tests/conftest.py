"""One real PostgreSQL and one real Valkey for the whole run; a migrated clone for every module.

The controller starts the servers in a folder that is thrown away, migrates a template once, and the kernel ends them
when pytest ends, however it ends. Nothing here needs a container, and nothing stays behind.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
import redis
from psycopg import sql

from coordination import clock
from coordination.local import database as local_database
from coordination.local.folder import DataFolder
from coordination.local.servers import Servers
from tests.browser import barriers, browser_type_launch_args, served, skip_without_chromium  # noqa: F401
from tests.long_run import (  # noqa: F401
    chance,
    figure,
    how_many,
    pytest_addoption,
    pytest_configure_node,
    pytest_report_header,
    pytest_sessionfinish,
    pytest_terminal_summary,
    pytest_testnodedown,
)
from tests.make import World
from tests.make import world as make_world
from tests.parallel import pytest_xdist_auto_num_workers, slow_files_first  # noqa: F401

TEMPLATE = "template_migrated"
running: dict[str, Servers] = {}


@dataclass(frozen=True)
class Database:
    """A migrated database of one test module, and the addresses to reach it by."""

    name: str
    redis_url: str

    def url(self, role: str = "app") -> str:
        """Signed in as `role`; isolation is only tested as `app` or `worker`, for the owner sees everything."""
        return os.environ[f"TESTS_URL_{role.upper()}"].replace("/coordination?", f"/{self.name}?")


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    folder = DataFolder(Path(tempfile.mkdtemp(prefix="coordination-tests-")))
    folder.take()
    servers = Servers(folder, environ={}, durable=False)
    running["servers"] = servers
    # Also when a migration fails below and pytest never comes to unconfigure.
    atexit.register(end_servers)
    servers.start()
    servers.prepare()
    for role in ("owner", *local_database.SIGNING_IN):
        os.environ[f"TESTS_URL_{role.upper()}"] = servers.url(role)
    os.environ["TESTS_REDIS"] = servers.redis_url
    with psycopg.connect(servers.owner_url.replace("/coordination?", "/postgres?"), autocommit=True) as connection:
        connection.execute(f"alter database coordination rename to {TEMPLATE}")
        connection.execute(f"alter database {TEMPLATE} is_template true allow_connections false")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    skip_without_chromium(items)
    if hasattr(config, "workerinput"):
        slow_files_first(items)


def pytest_unconfigure(config: pytest.Config) -> None:
    end_servers()


def end_servers() -> None:
    """Stop what this run started and remove its folder; once."""
    servers = running.pop("servers", None)
    if servers:
        servers.stop()
        shutil.rmtree(servers.folder.path, ignore_errors=True)


@pytest.fixture(scope="session")
def worker_number(request: pytest.FixtureRequest) -> int:
    """Which of the parallel test processes this is; 0 when there is only one."""
    name: str = getattr(request.config, "workerinput", {}).get("workerid", "gw0")
    return int(name.removeprefix("gw"))


@pytest.fixture(scope="module")
def database(request: pytest.FixtureRequest, worker_number: int) -> Iterator[Database]:
    """A clone of the migrated template for this module, with real commits, and an empty Valkey database."""
    name = f"t_{worker_number}_{request.module.__name__.rpartition('.')[2]}"[:60]
    redis_url = os.environ["TESTS_REDIS"].replace("db=0", f"db={worker_number}")
    with redis.Redis.from_url(redis_url) as valkey:
        valkey.flushdb()
    server = os.environ["TESTS_URL_OWNER"].replace("/coordination?", "/postgres?")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
        local_database.create(server, name, template=TEMPLATE)
        yield Database(name, redis_url)
        connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


@pytest.fixture(scope="module")
def world(database: Database) -> Iterator[World]:
    """Both partnerships in this module's database, and builders for the people and cases that a story needs."""
    with make_world(database) as made:
        yield made


@pytest.fixture
def clock_at() -> Iterator[Callable[[datetime | str], datetime]]:
    """Call it with a moment to hold the time there, as often as the test likes; afterwards time goes on."""
    with ExitStack() as held:
        yield lambda moment: held.enter_context(clock.at(moment))
