"""A database in which the demonstration has been loaded as `coordination up --demo` loads it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from coordination import db, demo
from coordination.local.database import give_door_key
from tests.conftest import Database

SECRET = "the demonstration's own secret, long enough."


@pytest.fixture(scope="module")
def demonstration(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data folder of a demonstration whose stories have been told once."""
    folder = tmp_path_factory.mktemp("demonstration")
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
        give_door_key(database.url("owner"), SECRET)
        demo.load()
        yield folder
        db.engine().dispose()
