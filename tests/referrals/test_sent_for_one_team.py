"""Somebody who works in teams of both boroughs says for which they refer: that one takes part, no other does."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from coordination import clock
from coordination.access import SignedIn
from coordination.cases.models import Participant
from coordination.db import new_id, writing
from coordination.errors import Invalid
from coordination.identity.models import Post
from coordination.referrals.commands.drafting import begin
from coordination.referrals.models import Draft
from tests.cases import stories
from tests.cases.conftest import app, browser_of, held_time

__all__ = ["app", "browser_of", "held_time"]
HERE, THERE = "hav-probation", "waf-probation"
BESIDE = "hav-family-support"


@pytest.fixture(scope="module")
def both(world: Any) -> SignedIn:
    """A probation worker of Havering who has joined the team of Waltham Forest as well."""
    return joins(world, world.worker(HERE, "frontline", "triage", name="Bo Bothboroughs"), THERE)


def joins(world: Any, worker: SignedIn, team: str) -> SignedIn:
    """A worker who is in this team too, signed in anew."""
    with world.keeper() as session:
        session.add(
            Post(
                id=new_id(), worker_id=worker.id, agency_id=worker.agency_id, team_id=world.team_id(team),
                from_at=clock.now(),
            )
        )  # fmt: skip
    found: SignedIn = world.sign_in(worker.id)
    return found


def draft_of(world: Any, reference: str) -> Draft:
    with world.keeper() as session:
        found: Draft = session.scalars(select(Draft).where(Draft.reference == reference)).one()
        return found


def test_whoever_is_in_several_teams_says_for_which_of_them_they_write(both, world, browser_of):
    browser = browser_of(both)
    page = browser.get("/refer").text
    assert "Which of your teams sends this?" in page
    assert "Havering probation" in page and "Waltham Forest probation" in page
    without = browser.post("/refer", data={"once": uuid4().hex, "pathway": "prison-release"})
    assert without.status_code == 422 and "Select which of your teams sends this." in without.text
    for team, name, borough in (
        (THERE, "Waltham Forest probation", "waltham-forest"),
        (HERE, "Havering probation", "havering"),
    ):
        sent = browser.post("/refer", data={"once": uuid4().hex, "pathway": "prison-release", "team": team})
        assert sent.status_code == 302
        reference = sent.location.rsplit("/", 1)[-1]
        assert f"It is sent for {name}" in browser.get(sent.location).text
        draft = draft_of(world, reference)
        assert draft.team_id == world.team_id(team)
        assert draft.partnership_id == world.partnership_id(borough)


def test_with_one_team_nothing_is_asked(world, browser_of):
    browser = browser_of(world.worker(HERE, name="Una Oneteam"))
    assert "Which of your teams" not in browser.get("/refer").text
    sent = browser.post("/refer", data={"once": uuid4().hex, "pathway": "prison-release"})
    assert sent.status_code == 302
    assert "It is sent for" not in browser.get(sent.location).text


def test_a_team_that_is_not_theirs_is_refused(both):
    with writing(both) as session, pytest.raises(Invalid, match="not in that team any more"):
        begin(session, both, "prison-release", once=uuid4().hex, team=stories.CONTACT)


def test_the_three_questions_lead_to_the_same_choice(both, browser_of):
    browser = browser_of(both)
    answers = {"once": uuid4().hex, "whom": "adult", "met": "prison", "worry": "drugs"}
    page = browser.get("/refer/which").text
    for name in ("whom", "met", "worry"):
        first = page.index(f'name="{name}"')
        answers[name] = page[page.index('value="', first) + 7 :].split('"', 1)[0]
    suggested = browser.post("/refer/which", data=answers).text
    assert "Which of your teams sends this?" in suggested


@pytest.mark.parametrize(("first", "then"), [(stories.CONTACT, BESIDE), (BESIDE, stories.CONTACT)])
def test_what_is_begun_on_a_case_is_sent_for_the_team_that_takes_part_there(world, browser_of, first, then):
    story = stories.accepted(world)
    somebody = joins(world, world.worker(first, "frontline", "triage", name="Bea Beside"), then)
    with world.keeper() as session:
        taking_part = set(session.scalars(select(Participant.holder).where(Participant.case_id == story.case_id)))
    assert world.team_id(BESIDE) not in taking_part
    given = {"once": uuid4().hex, "pathway": "cuckooing"}
    sent = browser_of(somebody).post(f"/cases/{story.reference}/refer", data=given)
    assert sent.status_code == 303
    assert draft_of(world, sent.location.rsplit("/", 1)[-1]).team_id == world.team_id(stories.CONTACT)
