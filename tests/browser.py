"""A real browser for the journeys: Debian's Chromium, an address for an application, and axe over a page."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from werkzeug.serving import make_server

from tests.patience import PATIENCE

# The shell is the same Chromium without windows of its own, which cost more than the pages that are tested.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
AXE = Path(__file__).resolve().parents[1] / "node_modules" / "axe-core" / "axe.min.js"
# WCAG 2.2 A and AA, and what axe calls best practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


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
def barriers() -> Callable[[Any], list[str]]:
    """`barriers(page)`: every accessibility fault that axe finds, as “rule: where”. An empty list is what we want."""

    def look(page: Any) -> list[str]:
        # A press that leads to another page returns before that page is whole.
        page.wait_for_load_state()
        # Evaluated, not added as a script: our content security policy need not be weakened for a test.
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE.read_text())
        # Axe describes in full what it found at fault, and only that: the rest would be most of the work.
        faults = page.evaluate(
            "rules => axe.run({runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})"
            ".then(found => found.violations)",
            RULES,
        )
        return [f"{fault['id']}: {node['target']}" for fault in faults for node in fault["nodes"]]

    return look
