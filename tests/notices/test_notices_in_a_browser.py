"""The pages about notices in a real browser: nothing is in the way of anybody, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from coordination.db import writing
from coordination.queues.commands.alerting import raise_alert
from tests.conftest import Database
from tests.plain_client import app_for


def test_nothing_is_in_the_way(
    machine: Any,
    story: Any,
    post: Any,
    database: Database,
    served: Callable[[Any], str],
    sound: Callable[..., None],
    page: Any,
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
    for name, address in (
        ("choices", "/account/notices"),
        ("not_out", "/workers/messages"),
        ("notices", "/notices"),
    ):
        page.goto(at + address)
        expect(page.locator(".urgent__item").first).to_be_visible()
        sound(page, name)

    # whoever has begun to fill in a page stays on it; without a connection nothing is said to be seen
    page.goto(at + "/account/notices")
    choice = page.get_by_role("group", name="A deadline nears").get_by_label("No mail", exact=True)
    choice.check()
    press = page.get_by_role("button", name="I have seen this")
    waiting = press.count()
    page.context.set_offline(True)
    press.first.click()
    expect(page.get_by_text("no connection. Try again.")).to_be_focused()
    page.context.set_offline(False)
    press.first.click()
    expect(page.get_by_text("Seen. It stays under Notices.")).to_be_focused()
    expect(press).to_have_count(waiting - 1)
    expect(choice).to_be_checked()
    sound(page, "seen beside a form")
    machine.work()
    assert machine.sql("select count(*) from alert where acknowledged_at is null")[0][0] == 0
