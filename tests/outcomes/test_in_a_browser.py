"""The pages of measures, the plan, returns and the board's report, as axe and a small screen find them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from coordination import clock
from tests.browser import PICTURES
from tests.outcomes.conftest import NOW, Scene

# what reaches beyond the page, so that it has to be scrolled sideways
WIDER = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('main *')]
    .filter(one => one.getBoundingClientRect().right > innerWidth).map(one => one.tagName + '.' + one.className)"""


def test_nothing_is_in_the_way(scene: Scene, served: Any, barriers: Any, page: Any) -> None:
    at, wrong = served(scene.app), []
    with clock.at(NOW):
        for worker, name, address in (
            (scene.data_lead, "dashboard", "/measures"),
            (scene.data_lead, "measure", "/measures/grant-adults-in-treatment"),
            (scene.data_lead, "counted", "/measures/local-cj-referrals"),
            (scene.data_lead, "plan", "/plan"),
            (scene.treatment, "return", "/figures"),
            (scene.data_lead, "report", "/board-report?quarter=2026-27-Q2"),
            (scene.data_lead, "keys", "/statistics/keys"),
        ):
            page.context.add_cookies([{"name": "coordination_session", "value": worker.token, "url": at}])
            page.goto(at + address)
            expect(page.locator("h1")).to_be_visible()
            wrong += [f"{name}: {fault}" for fault in barriers(page)]
            for width in (1280, 360):
                page.set_viewport_size({"width": width, "height": 900})
                if PICTURES:
                    page.screenshot(path=str(Path(PICTURES) / f"outcomes_{name}_{width}.png"), full_page=True)
                wrong += [f"{name} at {width}: {one}" for one in page.evaluate(WIDER)[:3]]
            page.set_viewport_size({"width": 1280, "height": 900})
    assert not wrong, wrong
