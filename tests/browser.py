"""A real browser for the journeys: Debian's Chromium, an address for an application, and axe over a page."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, expect
from werkzeug.serving import make_server

from tests.patience import PATIENCE

# The shell is the same Chromium without windows of its own, which cost more than the pages that are tested.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
AXE = Path(__file__).resolve().parents[1] / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = (1280, 360)
# With a folder here the states that are looked at are kept as pictures.
PICTURES = os.environ.get("COORDINATION_PICTURES")
# WCAG 2.2 A and AA, and what axe calls best practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What the width of the screen breaks most: how large and how near what is pressed is, and what scrolls or hides.
RULES_OF_THE_LAYOUT = ["target-size", "scrollable-region-focusable", "aria-hidden-focus"]


# What a page is to show, it may show late.
expect.set_options(timeout=PATIENCE * 1000)


def skip_without_chromium(items: list[pytest.Item]) -> None:
    """Without Chromium the journeys are skipped, and the run says why."""
    if CHROMIUM:
        return
    for item in items:
        if {"page", "browser", "context"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed: no browser journey is tested."))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium; Playwright's build is not downloaded."""
    arguments = ["--disable-dev-shm-usage", "--disable-gpu"]
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": arguments}


@pytest.fixture
def served() -> Iterator[Callable[[Any], str]]:
    """`served(application)` answers on a port of its own until the test ends, and gives its address."""
    servers = []

    def serve(application: Any) -> str:
        server = make_server("127.0.0.1", 0, application, threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        servers.append((server, thread))
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server, thread in servers:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def barriers() -> Callable[..., list[str]]:
    """`barriers(page)`: every accessibility fault that axe finds, as “rule: where”. An empty list is what we want.

    With `of_the_layout` axe looks only for what the width of the screen can break.
    """

    def look(page: Any, of_the_layout: bool = False) -> list[str]:
        rules = {"type": "rule", "values": RULES_OF_THE_LAYOUT} if of_the_layout else {"type": "tag", "values": RULES}
        # A press that leads to another page returns before that page is whole.
        page.wait_for_load_state()
        try:
            faults = ask(page, rules)
        except Error as gone:
            if "navigation" not in gone.message:
                raise
            page.wait_for_load_state()
            faults = ask(page, rules)
        return [f"{fault['id']}: {node['target']}" for fault in faults for node in fault["nodes"]]

    def ask(page: Any, rules: dict[str, Any]) -> Any:
        # Evaluated, not added as a script: our content security policy need not be weakened for a test.
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE.read_text())
        # Axe describes in full what it found at fault, and only that: the rest would be most of the work.
        return page.evaluate(
            "rules => axe.run({runOnly: rules, resultTypes: ['violations']}).then(found => found.violations)",
            rules,
        )

    return look


@pytest.fixture
def sound(barriers: Callable[..., list[str]], request: pytest.FixtureRequest) -> Callable[..., None]:
    """`sound(page, state)`: nothing is in the way of anybody, and nothing is cut off, at a desk and on a telephone.

    Axe looks for everything at each width in turn, one a page, and at the other for what a width can break; in the
    long run for everything at both. The page is left as wide as it was.
    """
    turn = itertools.cycle(WIDTHS)

    def look(page: Any, state: str = "") -> None:
        before, looked_at = page.viewport_size, next(turn)
        for width in WIDTHS:
            # as large as it is already, the browser need not lay the page out anew
            if width != page.viewport_size["width"]:
                page.set_viewport_size({"width": width, "height": 900})
            if PICTURES:
                called = re.sub(r"[^a-z0-9]+", "-", f"{request.node.name} {state or urlsplit(page.url).path}".lower())
                page.screenshot(path=Path(PICTURES) / f"{called}-{width}.png", full_page=True)
            whole = width == looked_at or request.config.getoption("--long")
            faults = barriers(page, of_the_layout=not whole)
            assert faults == [], f"{page.url} {state} at {width}: {faults}"
            across = page.evaluate("document.documentElement.scrollWidth")
            assert across <= width, f"{page.url} {state} is {across} wide on a screen of {width}"
        if page.viewport_size != before:
            page.set_viewport_size(before)

    return look
