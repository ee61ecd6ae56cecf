"""Every box to search in takes as much as its page reads: what is pasted beyond that would make no address at all."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup

from coordination.queues.queries.narrowing import LONGEST
from tests.cases import stories

SIGNS = ("%", "_", "\\", "'", "&", "|", "!", ":*", "(", ")", "<->", "%%", "\x00", "\x01\x1f", "\u202e", "a%", "_o")
PAGES = ("/search", "/messages", "/teams", f"/queues/{stories.CONTACT}")
# the longest line that the server in front of the pages reads as an address
LONGEST_LINE = 4094


@pytest.fixture(scope="module")
def story(world: Any) -> stories.Story:
    return stories.accepted(world, given={"first_name": "Jolyon", "surname": "Percival"})


@pytest.mark.parametrize("page", PAGES)
def test_what_is_pasted_into_a_box_still_makes_an_address(story: stories.Story, browser_of: Any, page: str) -> None:
    boxes = BeautifulSoup(browser_of(story.spoc).get(page).text, "html.parser").select("input[type=search]")
    assert boxes
    for box in boxes:
        assert int(str(box.get("maxlength", 10**6))) <= LONGEST, box
    assert len(quote("\U0001d504" * LONGEST)) < LONGEST_LINE / 2


@pytest.mark.parametrize("page", PAGES)
def test_signs_that_mean_something_to_a_database_find_nothing(story: stories.Story, browser_of: Any, page: str) -> None:
    client = browser_of(story.spoc)
    if page == "/search":
        assert story.reference in client.get(page, query_string={"q": "percival"}).text
    for signs in SIGNS:
        answer = client.get(page, query_string={"q": signs})
        assert answer.status_code == 200, signs
        if page in ("/search", "/messages"):
            assert story.reference not in answer.text, signs
