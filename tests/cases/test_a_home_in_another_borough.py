"""A home in another borough is taken up here, and the borough that can act there is told, by a day."""

from __future__ import annotations

from uuid import uuid4

import pytest

from coordination.errors import Invalid
from tests.cases.homes import Home, worried
from tests.make import World

TOLD = {"other_borough_name": "Redbridge", "other_borough_told": "Their duty officer, 11:00; they visit tomorrow."}
END = {"support_results": ["none"], "close_early_reason": "They moved to their mother's."}


@pytest.fixture(autouse=True)
def friday(clock_at):
    clock_at("2026-03-06T10:00")


def sent(world: World, **given) -> Home:
    return worried(world, uprn=str(uuid4().int)[:12], **{"borough": "another-area", **given})


def test_the_borough_where_the_home_is_has_to_be_told_by_the_next_working_day(world):
    home = sent(world).taken_up()
    assert home.due("tell-other-borough") == "Mon 09 Mar 2026 23:59"
    with pytest.raises(Invalid, match="that it was told"):
        home.move(home.lead, "close_early", case_outcome="moved_permanently", **END)
    home.move(home.lead, "tell_other_borough", **TOLD)
    assert "tell-other-borough" not in home.tasks()
    home.move(home.lead, "close_early", case_outcome="moved_permanently", **END)
    assert home.stage() == "closed"


def test_about_an_urgent_one_it_is_told_the_same_day(world):
    home = sent(world, urgency="today")
    home.move(home.lead, "take_up_urgently")
    assert home.due("tell-other-borough") == "Fri 06 Mar 2026 23:59"


def test_nobody_is_asked_to_tell_another_borough_of_a_home_in_this_one(world):
    assert "tell-other-borough" not in sent(world, borough="havering").taken_up().tasks()


def test_a_case_is_not_passed_to_another_borough_that_was_not_told(world):
    home = sent(world, borough="havering").planned()
    with pytest.raises(Invalid, match="that the other borough was told"):
        home.move(home.lead, "close_early", case_outcome="other_borough", **END)
    home.move(home.lead, "tell_other_borough", **TOLD)
    home.move(home.lead, "close_early", case_outcome="other_borough", **END)
    assert home.row().outcome == "other_borough"
