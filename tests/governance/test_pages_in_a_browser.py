"""The pages of governance in a real browser: nothing is in the way of anybody, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.governance.conftest import REFERENCE, Scene

PAGES = (
    ("governance", f"/audit?case={REFERENCE}"),
    ("governance", "/audit?show=looks"),
    ("governance", "/audit?case=NOTHING"),
    ("lead", "/audit/my-agency"),
    ("lead", f"/audit/case/{REFERENCE}/sharing-sheet"),
    ("governance", "/settings"),
    ("governance", "/settings/havering/prison-release/prison-release.acknowledge-working-days"),
    ("governance", "/settings/agreements"),
    ("governance", "/settings/agreements?partnership=havering&agency=cgl-havering"),
    ("governance", "/settings/agreements/havering/prison-release/hmp-pentonville/cgl-havering"),
)


@pytest.mark.parametrize(("who", "address"), PAGES)
def test_nothing_is_in_the_way(
    scene: Scene,
    served: Callable[[Any], str],
    sound: Callable[..., None],
    page: Any,
    who: str,
    address: str,
) -> None:
    scene.look(scene.key_worker, times=3)
    at = served(scene.app)
    open_as(page, at, getattr(scene, who).token)
    page.goto(at + address)
    sound(page)


def test_the_sheet_is_made_after_the_question_of_safety(
    scene: Scene, served: Callable[[Any], str], sound: Callable[..., None], page: Any
) -> None:
    scene.look(scene.key_worker, times=3)
    at = served(scene.app)
    open_as(page, at, scene.governance.token)
    page.goto(f"{at}/audit/case/{REFERENCE}/sharing-sheet")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert").get_by_text("Say whether it is safe")).to_have_count(1)
    page.get_by_label("Yes").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="What was shared about you, with whom and why")).to_have_count(1)
    sound(page, "sheet")


def open_as(page: Any, at: str, token: str) -> None:
    host = urlsplit(at).hostname
    page.context.add_cookies([{"name": "coordination_session", "value": token, "domain": host, "path": "/"}])
