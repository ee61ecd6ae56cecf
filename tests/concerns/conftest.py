"""The public pages on a database with both partnerships, and people who receive what comes."""

from __future__ import annotations

import pytest

from tests.concerns.telling import Stage
from tests.make import world as make_world
from tests.plain_client import app_for


@pytest.fixture(scope="module")
def app(database):
    return app_for(database)


@pytest.fixture(scope="module")
def world(database, app):
    with make_world(database) as made:
        yield made


@pytest.fixture(scope="module")
def stage(world, app):
    return Stage(world, app)
