"""People who sign in through the pages, with real passwords and authenticators."""

from __future__ import annotations

import pytest

from tests import make
from tests.attacks import stage as stages
from tests.identity.accounts import Accounts
from tests.plain_client import SECRET, PlainClient, app_for


@pytest.fixture(scope="module")
def app(database):
    return app_for(database)


@pytest.fixture(scope="module")
def world(database, app):
    with make.world(database) as made:
        yield made


@pytest.fixture(scope="module")
def accounts(world):
    return Accounts(world, SECRET)


@pytest.fixture(scope="module")
def stage(world, database):
    return stages.build(world, database)


@pytest.fixture
def client(app, world):
    return PlainClient(app)
