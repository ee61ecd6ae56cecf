"""A team with a queue, the application on a real database, and a browser-like client for a signed-in worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coordination import clock, db
from coordination.access import SignedIn
from tests.plain_client import app_for
from tests.queues.building import Building, Team

NOW = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)  # a Friday


@pytest.fixture(autouse=True)
def held_time() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture(scope="module")
def app(database) -> Flask:
    return app_for(database)


@pytest.fixture
def building(database, app) -> Iterator[Building]:
    db.connect(database.url("app"), pool_size=40)
    made = Building(database.url("owner"))
    yield made
    made.owner.close()


@pytest.fixture
def team(building: Building) -> Team:
    return building.team()


@pytest.fixture
def browse(app: Flask) -> Callable[[SignedIn], FlaskClient]:
    """A client that carries a worker's session."""

    def signed_in(worker: SignedIn) -> FlaskClient:
        client = app.test_client()
        client.set_cookie("coordination_session", worker.token, domain="localhost")
        return client

    return signed_in
