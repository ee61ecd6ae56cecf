"""The application on a world with both partnerships, and a browser without JavaScript for whoever a story needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coordination import clock
from coordination.access import SignedIn
from tests.plain_client import app_for


@pytest.fixture(autouse=True)
def held_time() -> Iterator[None]:
    with clock.at("2026-11-18T10:30"):  # a Wednesday
        yield


@pytest.fixture(scope="module")
def app(database, world) -> Flask:
    made = app_for(database)
    # The clients here send forms as they stand; that a page without its token is refused is tested elsewhere.
    made.config["WTF_CSRF_ENABLED"] = False
    return made


@pytest.fixture
def browser_of(app) -> Callable[[SignedIn], FlaskClient]:
    def open_for(worker: SignedIn) -> FlaskClient:
        client = app.test_client()
        client.set_cookie("coordination_session", worker.token)
        return client

    return open_for
