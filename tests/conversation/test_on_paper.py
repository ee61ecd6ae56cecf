"""The conversation on paper, and in the few colours of somebody who cannot see the others."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from coordination.web.assets import missing
from tests.cases import stories
from tests.conversation.test_posting import say

pytestmark = pytest.mark.skipif(bool(missing()), reason="front-end packages are missing: run npm ci")


def test_paper_holds_what_was_said_and_not_what_is_half_typed(world, app, served, browser) -> None:
    story = stories.accepted(world)
    say(story, story.spoc, "He leaves on the day that we gave.")
    address = served(app)
    with browser.new_context(base_url=address) as context:
        context.add_init_script("delete window.EventSource")
        context.add_cookies([{"name": "coordination_session", "value": story.spoc.token, "url": address}])
        page = context.new_page()
        page.goto(f"/cases/{story.reference}/conversation")
        page.locator("#composer textarea").fill("Half typed, and sent to nobody.")
        page.emulate_media(media="print")
        expect(page.locator(".message__body", has_text="He leaves on the day that we gave.")).to_be_visible()
        expect(page.locator("#composer")).to_be_hidden()
        expect(page.locator(".quiet-line__list").first).to_be_visible()
        readers = page.locator(".message__readers", has_text="Read by")
        expect(readers).to_be_visible()
        for tool in ("Change", "Fewer readers", "Remove", "Refer"):
            expect(readers.get_by_text(tool)).to_be_hidden()

        page.emulate_media(media="screen", forced_colors="active")
        line = "one => getComputedStyle(one).borderBottomColor === getComputedStyle(document.body).backgroundColor"
        places = page.locator(".masthead__place")
        assert places.count() > 1
        unmarked = [places.nth(number).evaluate(line) for number in range(places.count())]
        assert unmarked.count(False) == 1, "the line under the place that is open stands under no other"
