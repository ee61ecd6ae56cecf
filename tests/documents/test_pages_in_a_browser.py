"""The pages of documents in a real browser: no accessibility fault that axe can see, at a desk and on a phone."""

from __future__ import annotations

from uuid import uuid4

import pytest

from coordination.db import writing
from coordination.documents.commands import adding
from coordination.documents.given import ToAdd
from coordination.web.assets import missing
from tests.cases import stories
from tests.documents import files

pytestmark = pytest.mark.skipif(bool(missing()), reason="front-end packages are missing: run npm ci")


def test_documents_can_be_read_and_added_by_anybody(world, app, served, browser, sound) -> None:
    story = stories.accepted(world)
    with writing(story.spoc) as session:
        sent = ToAdd(files.pdf(), "a.pdf", "Letter from the housing office about the tenancy, 3 November")
        reference = adding.add(session, story.spoc, story.reference, sent, once=uuid4().hex)
    address, here = served(app), f"/cases/{story.reference}/documents"
    with browser.new_context() as context:
        context.add_cookies([{"name": "coordination_session", "value": story.spoc.token, "url": address}])
        page = context.new_page()
        for path in (here, f"{here}/new", f"{here}/{reference}/replace", f"{here}/{reference}/remove"):
            answer = page.goto(address + path)
            assert answer.status == 200
            sound(page, path)
