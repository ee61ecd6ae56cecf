"""What a queue says of a case, of referrals that were really sent: its risk, its area, its day, and in which order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from coordination import clock
from coordination.db import reading
from coordination.queues.queries.choices import choices
from coordination.queues.queries.lists import most_pressing, queue
from coordination.queues.queries.narrowing import narrowing
from coordination.queues.queries.rows import TaskRow
from tests.cases import homes, stories

NONE_OF_THEM = {"risk_children": "low", "risk_public": "low", "risk_known_adult": "low", "risk_staff": "low"}
GRAVE = NONE_OF_THEM | {"risk_known_adult": "very-high"}
HOUSING = "hav-housing-options"


def rows(worker: Any, team: str, reference: str = "", **sent: str) -> list[TaskRow]:
    with reading(worker) as session:
        page = queue(session, worker, team, narrowing({"q": reference, **sent}))
        return page.page.rows


def test_a_queue_is_narrowed_to_the_risk_that_the_referral_says(world):
    story = stories.referred(world, given=GRAVE)
    (row,) = rows(story.spoc, stories.CONTACT, story.reference, risk="very-high")
    assert (row.risk, row.risk_is_grave) == ("Very high risk", True)
    assert rows(story.spoc, stories.CONTACT, story.reference, risk="low") == []


def test_a_queue_of_several_areas_is_narrowed_to_the_one_where_they_will_live(world):
    story = stories.referred(world, given={"outward_code": "RM3"})
    story.move(story.spoc, "ask_for_more", information_wanted="Which wing are they on?")
    (row,) = rows(story.nurse, stories.PRISON, story.reference, area="havering")
    assert row.case_reference == story.reference
    assert rows(story.nurse, stories.PRISON, story.reference, area="waltham-forest") == []


def test_of_those_due_today_the_gravest_comes_first_and_then_who_leaves_soonest(world):
    tomorrow, later = clock.today() + timedelta(days=1), clock.today() + timedelta(days=2)
    low_later = stories.referred(world, later, NONE_OF_THEM)
    low_sooner = stories.referred(world, tomorrow, NONE_OF_THEM)
    grave = stories.referred(world, later, GRAVE)
    mine = [low_later.reference, low_sooner.reference, grave.reference]
    with reading(grave.spoc) as session:
        found = most_pressing(session, grave.spoc, 200)
    decide = [row for row in found if row.case_reference in mine]
    assert len({row.due for row in decide}) == 1
    assert [row.case_reference for row in decide] == [grave.reference, low_sooner.reference, low_later.reference]


def test_housing_is_told_neither_the_risk_nor_the_day_of_release_by_its_queue(world):
    """They read the name, how to reach them and what is about a home: a queue says no more than the case does."""
    home = {"accommodation": "no-fixed-abode", "consent_housing": "yes", "duty_to_refer_sent": "yes", **GRAVE}
    story = stories.accepted(world, given=home)
    officer = world.worker(HOUSING, name="Hal Example")
    found = rows(officer, HOUSING, story.reference)
    assert found
    assert {(row.risk, row.risk_is_grave, row.key_date) for row in found} == {("", False, "")}
    assert rows(officer, HOUSING, story.reference, risk="very-high") == []
    assert {row.risk for row in rows(story.spoc, stories.CONTACT, story.reference)} == {"Very high risk"}


def test_who_does_not_read_the_risk_takes_it_out_of_no_queue(world):
    """The prison says when they leave: it does not read the risk again that it wrote."""
    story = stories.accepted(world, given=GRAVE)
    sooner = {"release_date_known": "yes", "release_date_kind": "confirmed", "release_date_source": "prison"}
    day = (clock.today() + timedelta(days=14)).isoformat()
    story.move(
        story.nurse, "change_release_date", planned_release_date=day, release_date_confidence="confirmed", **sooner
    )
    assert {row.risk for row in rows(story.spoc, stories.CONTACT, story.reference)} == {"Very high risk"}


def test_the_level_of_concern_about_a_home_stands_in_the_queue_of_those_who_read_it(world):
    home = homes.worried(world).taken_up()
    level = home.band()
    (first, *_) = found = rows(home.lead, homes.SAFETY, home.reference)
    assert {row.risk for row in found} == {f"Level of concern: {level}"}
    assert first.risk_is_grave == (level == "red")
    assert [row.reference for row in rows(home.lead, homes.SAFETY, home.reference, risk=level)] == [
        row.reference for row in found
    ]
    with reading(home.lead) as session:
        page = queue(session, home.lead, homes.SAFETY, narrowing({}))
        offered = {one.name: one.offered for one in choices(page, narrowing({}), home.lead)}
    assert {"very-high", "red", "green"} <= set(offered["risk"])
