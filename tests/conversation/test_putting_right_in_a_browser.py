"""Putting a message right, letting fewer read it and taking it out, in a real browser: nothing is in anybody's way."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from coordination.web.assets import missing
from tests.cases import stories
from tests.conversation.test_posting import say

pytestmark = pytest.mark.skipif(bool(missing()), reason="front-end packages are missing: run npm ci")


def test_words_readers_and_removing_are_for_everybody_in_each_state(world, app, served, browser, sound) -> None:
    story = stories.accepted(world)
    posted = say(story, story.spoc, "He leaves on the day that we gave.")
    address, here = served(app), f"/cases/{story.reference}/conversation/{posted.reference}"
    with browser.new_context(base_url=address) as context:
        context.add_cookies([{"name": "coordination_session", "value": story.spoc.token, "url": address}])
        page = context.new_page()
        page.goto(f"{here}/words")
        sound(page, "other words")
        page.locator("main textarea").fill("")
        page.locator("main form button[type=submit]").first.click()
        expect(page.locator(".govuk-error-summary")).to_be_visible()
        sound(page, "no words")
        page.goto(f"{here}/readers")
        sound(page, "fewer readers")
        page.locator("main form button[type=submit]").first.click()
        expect(page.locator(".govuk-error-summary")).to_be_visible()
        sound(page, "nobody chosen")
        page.goto(f"{here}/remove")
        sound(page, "taking it out")
