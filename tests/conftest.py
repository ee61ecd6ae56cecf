"""One real PostgreSQL and one real Valkey for the whole run, and what every test may ask for.

The controller starts the servers in a folder that is thrown away, migrates a template once, and the kernel ends them
when pytest ends, however it ends. Nothing here needs a container, and nothing stays behind.
"""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
import structlog
from hypothesis import settings

from coordination import clock, logs
from coordination.local import database as local_database
from coordination.local.folder import DataFolder
from coordination.local.servers import Servers
from tests.browser import barriers, browser_type_launch_args, served, skip_without_chromium, sound  # noqa: F401
from tests.databases import MIGRATED, Database, clone, make_template_of, template
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
from tests.memory import OF_A_RUN, keep_in_memory
from tests.parallel import pytest_xdist_auto_num_workers, slow_files_first  # noqa: F401
from tests.platform.prepared import keep_prepared
from tests.routes import compile_routes_once

SEEDED = "template_seeded"
# The partnerships are there before any story begins.
SEEDED_AT = "2026-01-05T09:00"
running: dict[str, Servers] = {}

# Nothing that is imported or collected is ever garbage; `pytest_collection_finish` lets it be looked for again.
gc.disable()

# A property holds or it does not; how fast a busy machine tries an example is no part of it.
settings.register_profile("here", deadline=None)
settings.load_profile("here")

# The lines are the product's own. What structlog writes by itself shows every variable of every caller of what failed,
# and laying that out took a minute of processor time. Not kept: pytest catches what each story writes in its own file.
structlog.configure(processors=logs.processors(), cache_logger_on_first_use=False)

compile_routes_once()


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    servers = start_servers()
    servers.prepare()
    keep_prepared(servers)
    with psycopg.connect(servers.owner_url.replace("/coordination?", "/postgres?"), autocommit=True) as connection:
        connection.execute(f"alter database coordination rename to {MIGRATED}")
    make_template_of(MIGRATED)


def start_servers() -> Servers:
    """PostgreSQL and Valkey in a folder of their own, and where every test process finds them."""
    keep_in_memory()
    folder = DataFolder(Path(tempfile.mkdtemp(prefix=OF_A_RUN)))
    folder.take()
    servers = Servers(folder, environ={}, durable=False)
    running["servers"] = servers
    # Also when a migration fails after this and pytest never comes to unconfigure.
    atexit.register(end_servers)
    servers.start()
    for role in ("owner", *local_database.SIGNING_IN):
        os.environ[f"TESTS_URL_{role.upper()}"] = servers.url(role)
    os.environ["TESTS_REDIS"] = servers.redis_url
    os.environ["TESTS_FOLDER"] = str(folder.path)
    return servers


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    skip_without_chromium(items)
    if hasattr(config, "workerinput"):
        slow_files_first(items)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is imported by now stays: looking through it for garbage, again and again, is a twentieth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()


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


@pytest.fixture(scope="session")
def run_folder() -> Path:
    """A folder that all test processes of this run share, and that goes with it."""
    return Path(os.environ["TESTS_FOLDER"])


@pytest.fixture(scope="session")
def redis_url(worker_number: int) -> str:
    """The Valkey database of this test process."""
    return os.environ["TESTS_REDIS"].replace("db=0", f"db={worker_number}")


@pytest.fixture(scope="module")
def clone_of(request: pytest.FixtureRequest, worker_number: int, redis_url: str) -> Callable[[str], Any]:
    """`clone_of(template)`: a context in which this module has a database like that template."""
    name = f"t_{worker_number}_{request.module.__name__.rpartition('.')[2]}"[:60]
    return lambda template: clone(name, template, redis_url)


@pytest.fixture(scope="module")
def database(request: pytest.FixtureRequest, clone_of: Callable[[str], Any], redis_url: str) -> Iterator[Database]:
    """This module's own database. Where any of its tests wants the `world`, both partnerships are in it already."""
    here = [item for item in request.session.items if item.path == request.path]
    wants_world = any("world" in getattr(item, "fixturenames", ()) for item in here)
    with clone_of(template(SEEDED, redis_url, seed) if wants_world else MIGRATED) as cloned:
        yield cloned


def seed(database: Database) -> None:
    """Both partnerships, as they come from their files."""
    with clock.at(SEEDED_AT), make_world(database):
        pass


@pytest.fixture(scope="module")
def world(database: Database) -> Iterator[World]:
    """Both partnerships in this module's database, and builders for the people and cases that a story needs."""
    with make_world(database) as made:
        yield made


@pytest.fixture(scope="module")
def does_jobs_here(database: Database) -> Iterator[None]:
    """This process may do jobs itself, with the settings of a machine that has no mail server: mail goes nowhere."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "DATABASE_URL": database.url("worker"),
            "REDIS_URL": database.redis_url,
            "COORDINATION_SECRET": "the secret of tests that do jobs by themselves",
            "COORDINATION_ADDRESS": "https://coordination.example.org",
        }.items():
            patch.setenv(name, value)
        yield


@pytest.fixture
def clock_at() -> Iterator[Callable[[datetime | str], datetime]]:
    """Call it with a moment to hold the time there, as often as the test likes; afterwards time goes on."""
    with ExitStack() as held:
        yield lambda moment: held.enter_context(clock.at(moment))
