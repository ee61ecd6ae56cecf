"""A home whose occupier nobody has seen is visited again, and soon, whoever went there and whatever they found."""

from __future__ import annotations

from uuid import uuid4

import pytest

from coordination.errors import Invalid
from coordination.identity.models import Worker
from tests.cases.homes import Home, worried
from tests.make import World

NOBODY_SEEN = ("no-access", "refused", "empty", "unsafe")


def red(world: World) -> Home:
    """A weapon was seen: the home is red, and has its plan."""
    return worried(world, harm_signs=["H3"], uprn=str(uuid4().int)[:12]).planned()


@pytest.fixture
def home(world, clock_at) -> Home:
    clock_at("2026-03-03T10:00")
    return red(world)


def visitor_of(home: Home):
    """A youth justice worker whom the lead named as the visitor."""
    visitor = home.by("hav-youth-justice")
    with home.world.keeper() as session:
        named = session.get_one(Worker, visitor.id).reference
    home.move(home.lead, "add_visitor", visitor_worker=named)
    return visitor


def goes(home: Home, visitor, result: str) -> None:
    seen = {"visit_seen_on": "2026-03-03"} if result == "completed" else {}
    home.move(
        visitor, "record_visit", visit_type="welfare", visit_result=result, visit_child="no",
        visit_alone="yes" if seen else "no", **seen,
    )  # fmt: skip


@pytest.mark.parametrize("result", NOBODY_SEEN)
def test_who_saw_nobody_in_a_red_home_tries_again_by_the_next_working_day(home, result):
    home.visit(result, alone="no")
    assert {"try-again-red"} == home.tasks() & {"visit-red", "next-visit-red", "try-again-red", "try-again"}
    assert home.due("try-again-red") == "Wed 04 Mar 2026 23:59"
    home.visit()
    assert {"next-visit-red"} == home.tasks() & {"visit-red", "next-visit-red", "try-again-red", "try-again"}
    assert home.due("contact-red") == "Fri 06 Mar 2026 23:59"


def test_who_saw_nobody_in_an_amber_home_tries_again_within_three_working_days(home):
    amber = worried(home.world, uprn=str(uuid4().int)[:12]).planned()
    amber.visit("empty", alone="no")
    assert amber.due("try-again") == "Fri 06 Mar 2026 23:59"
    assert not {"visit-amber", "next-visit-amber"} & amber.tasks()


def test_each_try_that_saw_nobody_asks_for_one_more(home, clock_at):
    home.visit("no-access", alone="no")
    clock_at("2026-03-04T10:00")
    home.wake()
    home.visit("no-access", alone="no")
    assert home.due("try-again-red") == "Thu 05 Mar 2026 23:59"


def test_a_visit_that_nobody_tried_to_make_is_still_due_on_its_day_and_the_lead_hears(home, does_jobs_here):
    due = home.due("visit-red")
    with pytest.raises(Invalid):
        home.visit("not-attempted", alone="no")
    home.move(visitor_of(home), "record_no_visit", no_visit_because="Off sick, and nobody was found.")
    assert "visit-red" in home.tasks() and home.due("visit-red") == due
    (told,) = home.told(home.lead)
    assert "A visit to a home was not made. It is still to be done." in told


@pytest.mark.parametrize(("result", "owed"), [("completed", "next-visit-red"), ("no-access", "try-again-red")])
def test_what_a_visitor_who_does_not_read_the_level_of_concern_records_is_followed_by_a_visit(home, result, owed):
    """It closed the visit and asked for none: nobody went there again."""
    goes(home, visitor_of(home), result)
    assert owed in home.tasks() and "visit-red" not in home.tasks()
