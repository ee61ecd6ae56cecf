"""The calendar of releases and the self-assessment in a real browser, at a desk and on a phone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect

from coordination import clock
from coordination.web.assets import missing
from tests.cases import stories
from tests.make import World
from tests.plain_client import app_for

pytestmark = pytest.mark.skipif(bool(missing()), reason="front-end packages are missing: run npm ci")
LEAD = "statements/gov-lead"


def test_who_leaves_is_read_and_a_gap_becomes_an_action(
    world: World, database: Any, served: Any, browser: Any, barriers: Any, sound: Any
) -> None:
    with clock.at("2026-11-18T10:30"):
        stories.accepted(world, date(2026, 11, 26), {"first_name": "Soon"})
        stories.referred(world, date(2026, 11, 16), {"first_name": "Missed", "prison_number": "Z9041TX"})
        worker = world.worker(
            stories.CONTACT, "triage", "team-lead", "data-lead", name="Lea Example", partnership="havering"
        )
        address = served(app_for(database))
        with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
            context.add_cookies([{"name": "coordination_session", "value": worker.token, "url": address}])
            page = context.new_page()
            page.goto(f"{address}/releases")
            expect(page.get_by_role("heading", name="Did it happen?")).to_be_visible()
            page.get_by_role("link", name="Board by week").click()
            expect(page.get_by_role("region", name="Not ready, week of Monday 23 November 2026")).to_contain_text(
                "Soon"
            )
            page.get_by_role("link", name="Month").click()
            expect(page.get_by_role("row").filter(has_text="Soon Example")).to_contain_text("Not ready")

            page.goto(f"{address}/self-assessment")
            page.get_by_role("button", name="Open a round").click()
            page.get_by_label("Day").fill("29")
            page.get_by_label("Month").fill("1")
            page.get_by_label("Year").fill("2027")
            page.get_by_role("button", name="Open the round").click()
            expect(page.get_by_text("The round is open.")).to_be_visible()
            first = page.url.split("?")[0]
            page.goto(f"{first}/{LEAD}")
            page.get_by_role("button", name="Keep the rating").click()
            expect(page.get_by_role("alert")).to_contain_text("Choose how far the statement is true.")
            refused = barriers(page)
            page.get_by_label("Not in place").check()
            page.get_by_label("What shows it?").fill("Nobody is named.")
            page.get_by_role("button", name="Keep the rating").click()
            expect(page.get_by_text("Your rating is kept.")).to_be_visible()
            page.get_by_role("link", name="Make an action of this gap").click()
            page.get_by_label("What is to be done?").fill("Name somebody.")
            page.get_by_label("Which agency answers for it?").select_option("cgl-havering")
            page.get_by_label("Day").fill("31")
            page.get_by_label("Month").fill("3")
            page.get_by_label("Year").fill("2027")
            page.get_by_role("button", name="Add it to the delivery plan").click()
            expect(page.get_by_text("The action is in the delivery plan.")).to_be_visible()
            planned = page.url
            page.goto(f"{first}/close")
            page.get_by_role("button", name="Close the round").click()
            expect(page.get_by_text("The round is closed, and stays as it is.")).to_be_visible()

            assert refused == []
            for path in (
                "/releases", "/releases/board", "/releases/month", f"/releases?of=me&month={date.max:%Y-%m}",
                "/self-assessment", "/self-assessment/compare", first, f"{first}/close", f"{first}/{LEAD}", planned,
            ):  # fmt: skip
                page.goto(path if path.startswith("http") else address + path)
                sound(page)
