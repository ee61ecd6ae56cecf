"""A level of concern stands on the case under one heading, and how it changed under another."""

from __future__ import annotations

from bs4 import BeautifulSoup

from tests.cases import homes


def test_no_two_parts_of_the_page_have_the_same_name(world, browser_of):
    home = homes.worried(world).taken_up()
    page = BeautifulSoup(browser_of(home.lead).get(f"/cases/{home.reference}").text, "html.parser")
    headings = [each.get_text(" ", strip=True) for each in page.select("main section[aria-labelledby] > h2, main h2")]
    assert headings.count("Level of concern") == 1
    assert headings.count("Level of concern over time") == 1
