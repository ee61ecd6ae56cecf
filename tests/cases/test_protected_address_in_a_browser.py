"""A protected address that somebody opened does not go on standing on a screen: it hides by itself, in an open page."""

from __future__ import annotations

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from coordination.cases.commands.protecting import shut_out
from coordination.db import writing
from coordination.web.assets import missing
from tests.cases import stories
from tests.patience import PATIENCE

pytestmark = pytest.mark.skipif(bool(missing()), reason="front-end packages are missing: run npm ci")

ADDRESS = "14 Canary Row (example)"


@pytest.fixture
def story(world):
    story = stories.referred(world, given={"domestic_abuse": ["harmed"], "protected_address": ADDRESS})
    story.move(story.spoc, "accept")
    return story


@pytest.fixture
def safeguarding(world):
    return world.worker("hav-adult-safeguarding", "team-lead", name="Saf Example")


@pytest.fixture
def opened(app, served, browser, story, safeguarding):
    """The page on which the address stands, with a clock that the test moves."""
    address = served(app)
    with browser.new_context(base_url=address) as context:
        context.add_cookies([{"name": "coordination_session", "value": safeguarding.token, "url": address}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.clock.install()
        page.goto(f"/cases/{story.reference}/protected/protected_address")
        page.get_by_label("Why").fill("She must be warned today.")
        page.get_by_role("button", name="Open it").click()
        expect(page.get_by_text(ADDRESS)).to_be_visible()
        yield page


def hidden(page):
    expect(page.get_by_text("Protected. It is hidden again.")).to_be_visible(timeout=PATIENCE * 1000)
    assert ADDRESS not in page.content()


def test_it_is_hidden_by_itself_when_its_time_is_over(opened, sound):
    sound(opened)
    opened.clock.fast_forward("04:30")
    expect(opened.get_by_text(ADDRESS)).to_be_visible()
    opened.clock.fast_forward("00:31")
    hidden(opened)
    sound(opened)


def test_it_is_hidden_after_signing_out_in_another_tab(opened):
    other = opened.context.new_page()
    other.goto("/today")
    other.locator('form[action="/sign-out"]').first.evaluate("form => form.requestSubmit()")
    other.get_by_label("Password").wait_for()
    opened.clock.fast_forward("00:11")
    hidden(opened)


def test_it_is_hidden_when_its_reader_is_shut_out_of_the_case(opened, story, safeguarding):
    with writing(story.spoc) as session:
        why = "They are cousins (example)."
        shut_out(session, story.spoc, story.reference, safeguarding.reference, why, once=uuid4().hex)
    opened.clock.fast_forward("00:11")
    hidden(opened)


def test_it_is_hidden_when_a_colleague_signs_in_at_the_same_computer(opened, story, world):
    colleague = world.worker("hav-adult-safeguarding", "team-lead", name="Col Example")
    address = opened.url.split("/cases/")[0]
    opened.context.add_cookies([{"name": "coordination_session", "value": colleague.token, "url": address}])
    opened.clock.fast_forward("00:11")
    hidden(opened)


def test_a_line_that_is_away_hides_nothing_before_its_time_and_everything_after_it(opened):
    opened.context.set_offline(True)
    opened.clock.fast_forward("00:11")
    expect(opened.get_by_text(ADDRESS)).to_be_visible()
    opened.clock.fast_forward("05:00")
    hidden(opened)


def test_a_page_that_is_left_holds_it_no_more_and_paper_never_does(opened):
    opened.emulate_media(media="print")
    expect(opened.get_by_text(ADDRESS)).to_be_hidden()
    expect(opened.get_by_text("Protected. It is not printed.")).to_be_visible()
    opened.emulate_media(media="screen")
    # what the browser keeps of a page that is left, for its back button, is the page as it stands then
    opened.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    assert ADDRESS not in opened.content()
