"""In a real browser: no accessibility fault that axe can see, at two widths; the keyboard reaches what it should."""

import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from coordination.web.assets import ROOT, missing

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = ROOT / "node_modules/axe-core/axe.min.js"
QUIET = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = ["/form?sent", "/filled", "/list", "/case", "/no/forbidden", "/accessibility", "/cookies"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: install it to run the browser tests"),
    pytest.mark.skipif(bool(missing()) or not AXE.is_file(), reason="front-end packages are missing: run npm ci"),
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """The little app, served for as long as the test runs."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser's console said, and the addresses it could not fetch."""
    return []


@pytest.fixture
def tab(chromium: Browser, request: pytest.FixtureRequest, complaints: list[str]) -> Iterator[Page]:
    with chromium.new_context(viewport={"width": getattr(request, "param", 1280), "height": 900}) as context:
        tab = context.new_page()
        tab.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        tab.on("requestfailed", lambda lost: complaints.append(lost.url))
        yield tab


def visit(tab: Page, address: str, path: str) -> None:
    tab.goto(address + path.removesuffix("?sent"))
    if path.endswith("?sent"):
        tab.get_by_role("button", name="Save and continue").click()
        tab.wait_for_selector(".govuk-error-summary")


def faults(tab: Page) -> list[str]:
    # `evaluate` is not stopped by the page's policy, so the policy stays as strict as it is for workers.
    tab.evaluate(AXE.read_text())
    found = tab.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}})", RULES)
    return [f"{one['id']}: {json.dumps([node['target'] for node in one['nodes']])}" for one in found["violations"]]


@pytest.mark.parametrize("tab", [360, 1280], indirect=True)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(tab: Page, address: str, path: str, complaints: list[str], tmp_path: Path) -> None:
    visit(tab, address, path)
    tab.screenshot(path=tmp_path / "page.png", full_page=True)
    assert faults(tab) == []
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
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
    assert not where.is_visible()
    tab.get_by_role("radio", name="Somewhere else").check()
    assert where.is_visible()


def test_without_javascript_everything_is_there(chromium: Browser, address: str) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(f"{address}/form")
        tab.get_by_role("radio", name="Somewhere else").check()
        assert tab.get_by_label("Where is that?").is_visible()
        assert tab.get_by_role("link", name="Log a referral").is_visible()
        tab.get_by_text("Ana Reyes, Probation", exact=True).click()
        assert tab.get_by_role("button", name="Sign out").is_visible()


def test_a_print_says_whose_it_is_and_leaves_the_bar_out(tab: Page, address: str) -> None:
    visit(tab, address, "/case")
    tab.emulate_media(media="print")
    masthead = tab.locator(".print-masthead")
    assert masthead.is_visible()
    assert "HAV-7KQ2-M4" in masthead.inner_text()
    assert "Ana Reyes, Probation, Saturday 21 November 2026 at 10:42am" in masthead.inner_text()
    assert not tab.get_by_role("navigation", name="Main").is_visible()
