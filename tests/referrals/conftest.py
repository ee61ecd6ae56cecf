"""A world with both partnerships, a worker in a prison's healthcare team, and a browser without JavaScript for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coordination.access import SignedIn
from tests import make
from tests.plain_client import app_for


@pytest.fixture(scope="module")
def world(database) -> Iterator[make.World]:
    with make.world(database) as made:
        yield made


@pytest.fixture(scope="module")
def app(database, world) -> Flask:
    return app_for(database)


@pytest.fixture
def browser_of(app) -> Callable[[SignedIn], FlaskClient]:
    def open_for(worker: SignedIn) -> FlaskClient:
        client = app.test_client()
        client.set_cookie("coordination_session", worker.token)
        return client

    return open_for


@pytest.fixture
def nurse(world) -> SignedIn:
    return world.worker("hmp-pentonville-release", name="Nia Example")
