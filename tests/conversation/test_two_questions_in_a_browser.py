"""Several questions of one case that are answered where they stand, side by side in one page."""

from __future__ import annotations

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from coordination.conversation.commands.asking import ToAsk, ask
from coordination.db import writing
from coordination.web.assets import missing
from tests.cases import stories
from tests.patience import PATIENCE

pytestmark = pytest.mark.skipif(bool(missing()), reason="front-end packages are missing: run npm ci")


def test_the_words_of_an_answer_belong_to_their_own_question_where_the_same_is_asked_twice(
    world, app, served, browser, barriers
) -> None:
    story = stories.accepted(world)
    pat = world.worker("hav-probation", name="Pat Example")
    for questions in (("attended_how", "attended_on", "attended_note"), ("attended_how",)):
        with writing(story.spoc) as session:
            to_ask = ToAsk(team="hav-probation", questions=questions)
            ask(session, story.spoc, story.reference, to_ask, once=uuid4().hex)
    address = served(app)
    with browser.new_context(base_url=address) as context:
        context.add_init_script("delete window.EventSource")
        context.add_cookies([{"name": "coordination_session", "value": pat.token, "url": address}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(f"/cases/{story.reference}/conversation")
        cards = page.locator("#thread li.message--card")
        for number in (0, 1):
            cards.nth(number).locator("a[data-answers]").click()
            cards.nth(number).locator("form").wait_for()
        cards.nth(1).get_by_text("They did not come", exact=True).click()
        chosen = "form => new FormData(form).get('attended_how')"
        assert cards.nth(0).locator("form").evaluate(chosen) is None
        assert cards.nth(1).locator("form").evaluate(chosen) is not None
        assert barriers(page) == []
        cards.nth(1).get_by_role("button", name="Answer").click()
        expect(page.locator("main")).to_contain_text("They did not come")
