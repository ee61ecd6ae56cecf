"""A database in which the demonstration has been loaded as `coordination up --demo` loads it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from coordination import db, first_data
from coordination.local.database import give_door_key
from tests.databases import Database, template
from tests.plain_client import SECRET

TOLD = "template_told"


@contextmanager
def environment(database: Database, folder: Path) -> Iterator[None]:
    """What the processes of a running demonstration are told."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "DATABASE_URL": database.url("app"),
            "COORDINATION_OWNER_URL": database.url("owner"),
            "REDIS_URL": database.redis_url,
            "COORDINATION_SECRET": SECRET,
            "COORDINATION_ADDRESS": "http://127.0.0.1:8000",
            "COORDINATION_DEMO": "1",
            "DATA_DIR": str(folder),
        }.items():
            patch.setenv(name, value)
        yield
        db.engine().dispose()


@pytest.fixture(scope="session")
def first_folder(run_folder: Path) -> Path:
    """The data folder into which the demonstration of this run was told."""
    return run_folder / "demonstration"


@pytest.fixture(scope="module")
def database(clone_of: Callable[[str], Any], redis_url: str, first_folder: Path) -> Iterator[Database]:
    """A clone of the one database in which this run has told the stories."""

    def tell(empty: Database) -> None:
        first_folder.mkdir(exist_ok=True)
        with environment(empty, first_folder):
            give_door_key(empty.url("owner"), SECRET)
            first_data.load()

    with clone_of(template(TOLD, redis_url, tell)) as cloned:
        yield cloned


@pytest.fixture(scope="module")
def demonstration(database: Database, first_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data folder of a demonstration whose stories have been told once."""
    folder = tmp_path_factory.mktemp("demonstration")
    shutil.copytree(first_folder, folder, dirs_exist_ok=True)
    with environment(database, folder):
        db.connect(database.url("app"))
        yield folder
