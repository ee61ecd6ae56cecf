"""Naming somebody in a message by keyboard: the right person is told, no word is lost, a mistake is taken back."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from coordination.web.assets import missing
from tests.cases import stories
from tests.make import World
from tests.patience import PATIENCE

pytestmark = pytest.mark.skipif(bool(missing()), reason="front-end packages are missing: run npm ci")


@pytest.fixture(scope="module", autouse=True)
def colleagues(world: World) -> None:
    world.worker("hav-probation", name="Pat Example")
    world.worker("hav-probation", name="Paula Example")


@pytest.fixture
def page(world: World, app: Any, served: Any, browser: Any) -> Any:
    story = stories.accepted(world)
    address = served(app)
    with browser.new_context(base_url=address, viewport={"width": 1280, "height": 900}) as context:
        context.add_cookies([{"name": "coordination_session", "value": story.spoc.token, "url": address}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(f"/cases/{story.reference}")
        yield page


def begin(page: Page, words: str) -> Any:
    """Write in the composer as far as a name is offered."""
    box = page.locator("#composer textarea")
    box.fill("")
    box.focus()
    page.keyboard.type(words)
    expect(page.locator("#names-to-choose li").first).to_be_visible()
    return box


def told(page: Page) -> list[str]:
    """Whom the message would be for, as it would be sent."""
    return page.locator("#composer form").evaluate("form => new FormData(form).getAll('mentions')")


def test_the_words_of_a_message_stay_when_the_caret_moves_while_names_are_offered(page: Page) -> None:
    box = begin(page, "Ring them @Pat")
    page.keyboard.press("Home")
    expect(page.locator("#names-to-choose")).to_be_hidden()
    page.keyboard.press("Enter")
    assert box.input_value() == "\nRing them @Pat"
    assert told(page) == []


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_whoever_leaves_the_box_names_nobody(page: Page, key: str) -> None:
    box = begin(page, "Ring them @Pa")
    page.keyboard.press(key)
    expect(box).not_to_be_focused()
    assert box.input_value() == "Ring them @Pa"
    assert told(page) == []


def test_whoever_was_named_is_seen_beside_the_message_and_taken_back_with_the_name(page: Page, sound: Any) -> None:
    box = begin(page, "Ring them @Pa")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert box.input_value() == "Ring them Paula Example "
    named = page.get_by_label("Tell Paula Example")
    expect(named).to_be_checked()
    assert len(told(page)) == 1
    sound(page, "somebody is named")
    box.focus()  # on a narrow screen the panel is away, and the focus with it
    for _ in "Paula Example ":
        page.keyboard.press("Backspace")
    expect(named).not_to_be_checked()
    expect(page.locator("#conversation-status")).to_have_text("Paula Example gets no notice.")
    assert told(page) == []


def test_what_was_kept_says_whom_it_is_for_when_it_is_come_back_to(page: Page) -> None:
    begin(page, "Ring them @Pat")
    with page.expect_response("**/conversation/keep"):
        page.keyboard.press("Enter")
    page.reload()
    expect(page.get_by_label("Tell Pat Example")).to_be_checked()
    page.get_by_label("Tell Pat Example").uncheck()
    assert told(page) == []
