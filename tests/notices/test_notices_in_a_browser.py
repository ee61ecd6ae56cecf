"""The pages about notices in a real browser: nothing is in the way of anybody, on a desk and on a phone."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from coordination.db import writing
from coordination.queues.commands.alerting import raise_alert
from tests.conftest import Database
from tests.plain_client import app_for

# With a folder here the pages are kept as pictures.
PICTURES = os.environ.get("COORDINATION_PICTURES")


@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_is_in_the_way(
    machine: Any,
    story: Any,
    post: Any,
    database: Database,
    served: Callable[[Any], str],
    barriers: Callable[[Any], list[str]],
    page: Any,
    width: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COORDINATION_SMTP", post.address)
    post.to_recipient = "550 no such mailbox"
    reader = story.world.worker("hav-treatment-contact", "triage", "administrator")
    opened = story.refer()
    with writing(story.referrer) as session:
        team = story.world.team_id("hav-treatment-contact")
        raise_alert(session, story.referrer.id, opened.case_id, team, "A child may be at risk. Read the answers now.")
    machine.work()
    at = served(app_for(database))
    page.context.add_cookies([{"name": "coordination_session", "value": reader.token, "url": at}])
    page.set_viewport_size({"width": width, "height": 900})
    for name, address in (
        ("choices", "/account/notices"),
        ("not_out", "/workers/messages"),
        ("notices", "/notices"),
    ):
        page.goto(at + address)
        if PICTURES:
            page.screenshot(path=str(Path(PICTURES) / f"{name}_{width}.png"), full_page=True)
        expect(page.locator(".urgent__item").first).to_be_visible()
        assert barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
