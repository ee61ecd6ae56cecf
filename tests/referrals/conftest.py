"""A world with both partnerships, a worker in a prison's healthcare team, and a browser without JavaScript for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coordination.access import SignedIn
from coordination.app import create_app
from coordination.config import from_environment
from tests import make
from tests.plain_client import compiled_once


@pytest.fixture(scope="module")
def world(database) -> Iterator[make.World]:
    with make.world(database) as made:
        yield made


@pytest.fixture(scope="module")
def app(database, world) -> Flask:
    return compiled_once(
        create_app(
            from_environment(
                {
                    "DATABASE_URL": database.url("app"),
                    "REDIS_URL": database.redis_url,
                    "COORDINATION_SECRET": "s" * 40,
                    "COORDINATION_ADDRESS": "http://127.0.0.1:1",
                }
            )
        )
    )


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
