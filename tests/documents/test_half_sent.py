"""A file that is still on its way when its sender may not send it any longer is kept by nobody."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text
from werkzeug.test import EnvironBuilder

from coordination.cases.commands.protecting import shut_out
from coordination.db import writing
from coordination.identity.commands import workers
from tests.cases import stories
from tests.documents import files


class OnItsWay(io.BytesIO):
    """What is sent, and arrives after something else has happened, though its sender was let in before."""

    def __init__(self, sent: bytes, happens: Callable[[], None]) -> None:
        super().__init__(sent)
        self.happens: Callable[[], None] | None = happens

    def read(self, size: int | None = -1, /) -> bytes:
        self._on_its_way()
        return super().read(size)

    def readinto(self, buffer: Any, /) -> int:
        self._on_its_way()
        return super().readinto(buffer)

    def _on_its_way(self) -> None:
        if self.happens is not None:
            happens, self.happens = self.happens, None
            happens()


@pytest.fixture(scope="module")
def story(world: Any) -> stories.Story:
    return stories.accepted(world)


def kept(world: Any) -> tuple[int, int]:
    """How many documents there are, and how much the log says of them."""
    with world.keeper() as session:
        return (
            session.scalar(text("select count(*) from document")),
            session.scalar(text("select count(*) from event where kind like 'document.%'")),
        )


@pytest.mark.parametrize("what", ["suspended", "shut out of the case", "taken off the team"])
def test_it_is_kept_nowhere(story: stories.Story, world: Any, app: Any, what: str) -> None:
    sender = world.worker(stories.CONTACT, name="Se Example")
    administrator = world.worker(stories.CONTACT, "administrator", name="Ad Example")

    def happens() -> None:
        if what == "suspended":
            with writing(administrator) as session:
                workers.suspend(session, administrator.agency_id, sender.id)
        elif what == "taken off the team":
            with writing(administrator) as session:
                workers.place(session, administrator.agency_id, sender.id, [])
        else:
            with writing(story.spoc) as session:
                shut_out(session, story.spoc, story.reference, sender.reference, "Knows them.", once=uuid4().hex)

    address = f"/cases/{story.reference}/documents/new"
    for early in (False, True):
        if early:
            before = kept(world)
        built = EnvironBuilder(
            method="POST",
            data={
                "once": uuid4().hex, "title": "Tenancy letter", "audience": "everyone", "category": "core",
                "file": (io.BytesIO(files.pdf("A letter " + "x" * 200_000)), "letter.pdf"),
            },
        )  # fmt: skip
        environ = built.get_environ()
        sent = environ["wsgi.input"].read()
        on_its_way = OnItsWay(sent, happens if early else lambda: None)
        client = app.test_client()
        client.set_cookie("coordination_session", sender.token)
        answer = client.post(
            address,
            environ_overrides={
                "wsgi.input": on_its_way,
                "CONTENT_TYPE": environ["CONTENT_TYPE"],
                "CONTENT_LENGTH": str(len(sent)),
            },
        )
        if not early:
            assert answer.status_code == 303, "as long as nothing happens it is taken"
        else:
            assert on_its_way.happens is None, "it happened while the file was on its way"
            assert 400 <= answer.status_code < 500 or answer.status_code in (302, 303), answer.status_code
            assert kept(world) == before
