"""The pages of lists in a real browser: no accessibility fault that axe can see, at a desk and on a phone."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from coordination.web.assets import missing
from tests.cases import stories
from tests.lists.files import DATES, PRISON, accepted, prison_row

pytestmark = pytest.mark.skipif(bool(missing()), reason="front-end packages are missing: run npm ci")


def test_a_list_is_brought_in_tried_out_and_confirmed(world, app, served, browser, sound, clock_at):
    clock_at("2026-09-10T09:00")
    number = "Z8280TX"
    given = {"prison_number": number.replace("TX", "XX"), "date_of_birth": "1987-03-04", "sex": "male",
             "first_name": "A",
             "surname": "Nilson"}  # fmt: skip
    story = stories.released(world, date(2026, 9, 10), given)
    dated = accepted(world, date(2026, 11, 2), "Z7280TX")
    clock_at("2026-09-16T11:00")
    spoc = world.sign_in(story.spoc.id)
    address = served(app)
    with browser.new_context() as context:
        context.add_cookies([{"name": "coordination_session", "value": spoc.token, "url": address}])
        page = context.new_page()
        page.goto(f"{address}/cases")
        page.get_by_role("link", name="Bring in a list").click()
        sound(page)
        page.get_by_role("button", name="Show what would happen").click()
        expect(page.locator("main")).to_contain_text("Select what kind of list it is.")
        sound(page)

        page.get_by_label("New release dates").check()
        page.get_by_label("Or paste the rows here").fill(
            f"{DATES}\nZ7280TX,1/10/2026,HDC,Prison,Likely\nZ1111TX,31/6/2026,HDC,Prison,Likely"
        )
        page.get_by_role("button", name="Show what would happen").click()
        expect(page.locator("main")).to_contain_text("Nothing has happened yet")
        expect(page.locator("main")).to_contain_text(dated.reference)
        sound(page)
        page.get_by_role("button", name="Confirm and carry out").click()
        expect(page.locator("main")).to_contain_text("1 of 1 rows are done")
        sound(page)

        page.goto(f"{address}/lists")
        page.get_by_label("The prison’s own list").check()
        page.get_by_label("The file", exact=True).set_input_files(
            {"name": "list.csv", "mimeType": "text/csv",
             "buffer": f"{PRISON}\n{prison_row(number=number, surname='Nilson', born='4/3/1987')}".encode()}
        )  # fmt: skip
        page.get_by_role("button", name="Show what would happen").click()
        expect(page.locator("main")).to_contain_text("Is it the same person?")
        sound(page)
        page.get_by_label("Yes", exact=True).check()
        page.get_by_role("button", name="Keep these answers").click()
        page.get_by_role("button", name="Confirm and carry out").click()
        expect(page.locator("main")).to_contain_text("1 of 1 rows are done")
        sound(page)
        page.goto(f"{address}/lists/reconciliation")
        expect(page.locator("main")).to_contain_text(story.reference)
        sound(page)
