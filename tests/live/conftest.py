"""A case on which two talk, an application that listens, and the relay's ears in this very process."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, Queue
from typing import Any
from uuid import uuid4

import pytest
import redis
from flask import Flask

from coordination.access import SignedIn
from coordination.config import from_environment
from coordination.conversation.commands.posting import Posted, ToPost, post
from coordination.db import writing
from coordination.live.streams import Pace
from coordination.worker.ears import Ears
from tests.cases import stories
from tests.patience import PATIENCE
from tests.plain_client import SECRET, app_for

LOOK = 0.4


@pytest.fixture(scope="module")
def app(database: Any, world: Any) -> Flask:
    made = app_for(database)
    made.extensions["live_pace"] = Pace(look=LOOK, longest=2 * PATIENCE)
    return made


@pytest.fixture(scope="module")
def story(world: Any) -> stories.Story:
    return stories.accepted(world)


@pytest.fixture(scope="module")
def ears(database: Any) -> Iterator[Ears]:
    """What the relay's process does with what PostgreSQL says."""
    listening = Ears(
        from_environment(
            {
                "DATABASE_URL": database.url("worker"),
                "REDIS_URL": database.redis_url,
                "COORDINATION_SECRET": SECRET,
                "COORDINATION_ADDRESS": "http://127.0.0.1:8000",
            }
        )
    )
    listening.start()
    while not listening.alive():
        listening.wait(0.05)
    yield listening
    listening.close()
    listening.join(PATIENCE)


@pytest.fixture
def valkey(database: Any) -> Iterator[redis.Redis]:
    with redis.Redis.from_url(database.redis_url) as asker:
        yield asker


class Listening:
    """One stream, read by a thread as a browser would."""

    def __init__(self, app: Flask, worker: SignedIn, address: str, last: int | None = None) -> None:
        client = app.test_client()
        client.set_cookie("coordination_session", worker.token)
        headers = {"Last-Event-ID": str(last)} if last is not None else {}
        self.answer = client.get(address, headers=headers, buffered=False)
        self.status = self.answer.status_code
        self.events: Queue[dict[str, str] | None] = Queue()
        self.said = ""
        self._leaving = False
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        for part in self.answer.response:
            text = part if isinstance(part, str) else part.decode()
            self.said += text
            fields = dict(line.split(": ", 1) for line in text.splitlines() if re.match("[a-z]+: ", line))
            if "event" in fields:
                self.events.put(fields)
            if self._leaving:
                break
        self.answer.close()
        self.events.put(None)

    def next(self, kind: str, within: float = PATIENCE) -> dict[str, str] | None:
        """The next event of a kind; None when the stream has ended. Fails when nothing comes."""
        while True:
            try:
                event = self.events.get(timeout=within)
            except Empty:
                raise AssertionError(f"no {kind} within {within} s; the stream said {self.said!r}") from None
            if event is None or event["event"] == kind:
                return event

    def leave(self) -> None:
        self._leaving = True


@pytest.fixture
def listen(app: Flask) -> Iterator[Callable[..., Listening]]:
    open_ones: list[Listening] = []

    def start(worker: SignedIn, address: str, last: int | None = None) -> Listening:
        made = Listening(app, worker, address, last)
        open_ones.append(made)
        return made

    yield start
    for each in open_ones:
        each.leave()
    for each in open_ones:
        each._thread.join(PATIENCE)


def say(story: stories.Story, who: SignedIn, body: str, **given: Any) -> Posted:
    with writing(who) as session:
        return post(session, who, story.reference, ToPost(body=body, **given), once=uuid4().hex)


@contextmanager
def slow_and_first(story: stories.Story, who: SignedIn, body: str) -> Iterator[None]:
    """A message whose transaction is open while the block runs, and is kept at its end."""
    with writing(who) as session:
        post(session, who, story.reference, ToPost(body=body), once=uuid4().hex)
        yield
