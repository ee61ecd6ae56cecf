"""Whom a step may name: only teams that can hold what they are given, and colleagues who can be told apart."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from coordination.db import reading
from coordination.identity.models import Team
from tests.cases import stories
from tests.cases.homes import PEABODY, worried
from tests.cases.test_edge_cases import OF_THE_PRISON, seen_by, waits_with


def offered(browser, reference, step, question):
    """The values and words of a list on the page of a step, as they are drawn."""
    page = BeautifulSoup(browser.get(f"/cases/{reference}/moves/{step}").text, "html.parser")
    options = page.select(f'select[name="{question}"] option')
    if options:
        return {each["value"]: each.get_text(strip=True) for each in options if each["value"]}
    found = page.select(f'input[name="{question}"]')
    return {each["value"]: page.select_one(f'label[for="{each["id"]}"]').get_text(strip=True) for each in found}


def test_only_a_landlord_can_be_brought_in_as_the_landlord(world, browser_of):
    """Schools, the police and services of other areas stood in the list: a slip let them in, or let in nobody."""
    home = worried(world, tenure="registered-provider").planned()
    found = offered(browser_of(home.lead), home.reference, "add_landlord", "landlord_team")
    assert PEABODY in found
    with reading(home.lead) as session:
        landlords = set(session.scalars(select(Team.code).where(Team.positions.contains(["landlord"]))))
    assert set(found) == landlords


@pytest.fixture
def moved(world, clock_at):
    """Somebody who was moved to a prison that does not use this service, three weeks before they leave."""
    clock_at("2026-07-02T12:00")
    story = stories.referred(world, date(2026, 7, 23))
    story.move(story.spoc, "accept")
    story.move(story.nurse, "record_prison_move", moved_to_prison="wandsworth", moved_on="2026-07-02")
    return story


def test_prisons_and_whoever_has_the_case_can_answer_at_the_new_prison(world, moved, browser_of):
    """Every team in the borough stood in the list, and services of other areas, who could not answer."""
    for asker in (moved.nurse, moved.spoc):
        found = offered(browser_of(asker), moved.reference, "name_new_referrer", "new_referrer_team")
        others = {"hmp-thameside-release", "hmp-bronzefield-release"}
        if asker is moved.spoc:
            others.add("hmp-pentonville-release")
        assert set(found) == {*others, stories.CONTACT}
        assert found[stories.CONTACT].endswith(": the new prison does not use this service, and they ring it")


def test_what_a_prison_outside_this_service_would_do_waits_with_whoever_has_the_case(world, moved):
    moved.move(moved.nurse, "name_new_referrer", new_referrer_team=stories.CONTACT)
    here = world.team_id(stories.CONTACT)
    found = waits_with(moved)
    assert {kind: found[kind].team_id for kind in OF_THE_PRISON} == dict.fromkeys(OF_THE_PRISON, here)
    assert "new-referrer-contact" not in found
    assert seen_by(world.sign_in(moved.nurse.id), moved).case.reference == moved.reference
    moved.move(moved.spoc, "confirm_release", actual_release="2026-07-02T10:00", naloxone="yes")
    assert "confirm-release" not in waits_with(moved)


def test_colleagues_are_listed_with_their_teams_and_ones_own_come_first(world, browser_of):
    """Two of one name, or anybody in a service of hundreds, could not be told apart."""
    story = stories.referred(world)
    story.move(story.spoc, "accept")
    near = world.worker(stories.CONTACT, name="Zed Example")
    far = world.worker(stories.RECOVERY, name="Abe Example")
    found = offered(browser_of(story.spoc), story.reference, "name_key_worker", "key_worker")
    order = list(found)
    with reading(story.spoc) as session:
        names = {row.code: row.name for row in session.execute(select(Team.code, Team.name))}
    assert found[near.reference] == f"Zed Example, {names[stories.CONTACT]}"
    assert found[far.reference] == f"Abe Example, {names[stories.RECOVERY]}"
    assert order.index(near.reference) < order.index(far.reference)
