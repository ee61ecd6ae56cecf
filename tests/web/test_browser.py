"""In a real browser: no accessibility fault that axe can see, at two widths; the keyboard reaches what it should."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from coordination.web.assets import missing

PAGES = ["/form?sent", "/filled", "/list", "/case", "/no/forbidden", "/accessibility", "/cookies"]

pytestmark = [
    pytest.mark.skipif(bool(missing()), reason="front-end packages are missing: run npm ci"),
]


@pytest.fixture
def address(app: Flask, served: Callable[[Flask], str]) -> str:
    """The little app, served for as long as the test runs."""
    return served(app)


@pytest.fixture
def complaints() -> list[str]:
    """What the browser's console said, and the addresses it could not fetch."""
    return []


@pytest.fixture
def tab(browser: Browser, request: pytest.FixtureRequest, complaints: list[str]) -> Iterator[Page]:
    with browser.new_context(viewport={"width": getattr(request, "param", 1280), "height": 900}) as context:
        tab = context.new_page()
        tab.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        tab.on("requestfailed", lambda lost: complaints.append(lost.url))
        yield tab


def visit(tab: Page, address: str, path: str) -> None:
    tab.goto(address + path.removesuffix("?sent"))
    if path.endswith("?sent"):
        tab.get_by_role("button", name="Save and continue").click()
        tab.wait_for_selector(".govuk-error-summary")


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(
    tab: Page, address: str, path: str, complaints: list[str], sound: Callable[[Page], None]
) -> None:
    visit(tab, address, path)
    sound(tab)
    # A page that answers with an error status says so in the console by itself.
    assert [said for said in complaints if "the server responded with a status" not in said] == []


def test_an_error_link_puts_the_cursor_into_the_box(tab: Page, address: str) -> None:
    visit(tab, address, "/form?sent")
    tab.get_by_role("link", name="Enter the date of birth.").click()
    assert tab.evaluate("document.activeElement.id") == "dob-day"


def test_the_first_tab_offers_to_skip_to_the_content(tab: Page, address: str) -> None:
    visit(tab, address, "/filled")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Skip to main content"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"


def test_an_answer_opens_the_question_that_hangs_on_it(tab: Page, address: str) -> None:
    visit(tab, address, "/form")
    where = tab.get_by_label("Where is that?")
    expect(where).to_be_hidden()
    tab.get_by_role("radio", name="Somewhere else").check()
    expect(where).to_be_visible()


def test_without_javascript_everything_is_there(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(f"{address}/form")
        tab.get_by_role("radio", name="Somewhere else").check()
        expect(tab.get_by_label("Where is that?")).to_be_visible()
        expect(tab.get_by_role("link", name="Log a referral")).to_be_visible()
        tab.get_by_text("Ana Reyes, Probation", exact=True).click()
        expect(tab.get_by_role("button", name="Sign out")).to_be_visible()


def test_a_print_says_whose_it_is_and_leaves_the_bar_out(tab: Page, address: str) -> None:
    visit(tab, address, "/case")
    tab.emulate_media(media="print")
    masthead = tab.locator(".print-masthead")
    expect(masthead).to_be_visible()
    expect(masthead).to_contain_text("HAV-7KQ2-M4")
    expect(masthead).to_contain_text("Ana Reyes, Probation, Saturday 21 November 2026 at 10:42am")
    expect(tab.get_by_role("navigation", name="Main")).to_be_hidden()
