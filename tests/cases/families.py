"""Families in a given state of work for hidden harm, brought there by the pages' own commands. All invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

from coordination import clock
from coordination.access import SignedIn
from coordination.cases.commands.appointments import book_on
from coordination.cases.commands.moving import Moved
from coordination.cases.commands.opening import Opening
from coordination.cases.commands.visiting import record_visit
from coordination.db import writing
from tests.answers import complete
from tests.cases.stories import Story, submit
from tests.make import World
from workflows import pathways
from workflows.conditions import that_apply
from workflows.local_time import local, moment_of
from workflows.truth import moment

SCHOOL, HIDDEN_HARM, MASH = "hav-school-safeguarding-leads", "hav-treatment-safeguarding", "hav-childrens-front-door"
TREATMENT = "hav-recovery"
THEO = {
    "child_is": "born",
    "child_name": "Theo Example",
    "child_born": "2022-05-14",
    "child_lives": "full",
    "child_moves": "yes",
    "child_services": "none",
}
UNBORN = {"child_is": "unborn", "child_due": "2027-03-01", "child_services": "none"}
PLAIN_VISIT: dict[str, Any] = {
    "visited_by": "Priya Example and Dan Example",
    "parent_state": "alert",
    "rooms_seen": ["kitchen", "sleeping-place"],
    "storage": "none-at-home",
    "storage_box": "not-needed",
    "within_reach": ["none"],
    "home_basics": ["food", "heat", "smoke-alarm"],
    "naloxone": "has",
    "visit_harm_signs": ["none"],
    "classification": "risk-managed",
    "next_visit_how": "announced",
    "visit_children": [{"child_seen": "awake", "child_said": "Showed us a tower of bricks and laughed."}],
}


def child(name: str, born: str, **more: Any) -> dict[str, Any]:
    """A child of this name, born on this day."""
    return {**THEO, "child_name": name, "child_born": born, **more}


def answers(**given: Any) -> dict[str, Any]:
    """A whole referral about an invented family. None leaves a question out."""
    chosen: dict[str, Any] = {
        "adult_first_name": "Lorna",
        "adult_surname": "Example",
        "relationship": "parent",
        "first_time": "first-ever",
        "area": "havering",
        "visit_address": "1 Example Row, Romford",
        "children_live_there": "yes",
        "children_area": "havering",
        "children": [THEO],
        "harm_signs": ["none"],
        "medicine_home": "none",
        "other_risks": ["none"],
        "visit_safely": "no",
        "agreement": "agrees",
        "share_early_help": "yes",
        "share_health_visitor": "yes",
        "safe_to_message": "yes",
        **given,
    }
    asked = {code: value for code, value in chosen.items() if value is not None}
    pathway = pathways.newest("hidden-harm")
    return that_apply(pathway, complete(pathway, clock.today(), asked), clock.today())


class Family(Story):
    """One family and the people who work with it. `spoc` is the hidden harm lead, `nurse` whoever referred."""

    @property
    def lead(self) -> SignedIn:
        return self.spoc

    def again(self) -> SignedIn:
        """The lead, signed in anew after the clock was moved."""
        self.spoc = self.world.sign_in(self.spoc.id)
        return self.spoc

    def visit(self, outcome: str, *, at: str | None = None, how: str = "announced", **given: Any) -> Moved:
        """Book a visit that took place an hour ago, or then, and record what came of it."""
        starts = local(clock.now() - timedelta(hours=1)).replace(tzinfo=None).isoformat() if at is None else at
        return self.came_of(self.book(starts, how), outcome, **given)

    def book(self, at: str, how: str = "announced") -> str:
        """An appointment for a visit."""
        starts = moment(at)
        assert starts is not None
        with writing(self.lead) as session:
            return book_on(
                session, self.lead, self.reference, once=uuid4().hex, warnings=(), kind="home-visit",
                starts_at=moment_of(starts), place="1 Example Row", mode=how,
            )  # fmt: skip

    def came_of(self, appointment: str, outcome: str, **given: Any) -> Moved:
        """Record what came of a visit, with what it asks."""
        with writing(self.lead) as session:
            return record_visit(
                session, self.lead, self.reference, appointment, "home-visit", outcome, given, once=uuid4().hex
            )

    def completed(self, *, at: str | None = None, **given: Any) -> Moved:
        """A visit in which all went plainly, but for what is given. None leaves an answer out."""
        following = (clock.today() + timedelta(days=80)).isoformat() + "T10:00"
        said = {"next_visit_at": following, **PLAIN_VISIT, **given}
        return self.visit("completed", at=at, **{code: value for code, value in said.items() if value is not None})


def referred(
    world: World, given: Mapping[str, Any] | None = None, *, sender: str = SCHOOL, to: str = HIDDEN_HARM,
    partnership: str = "havering",
) -> Family:  # fmt: skip
    """A referral that has just reached the hidden harm team."""
    referrer = world.worker(sender, name="Wren Example")
    lead = world.worker(to, "triage", "team-lead", name="Priya Example")
    opening = Opening(
        pathway=pathways.newest("hidden-harm"),
        partnership_id=world.partnership_id(partnership),
        answers=answers(**(given or {})),
        sender_team_id=world.team_id(sender),
        to_team_id=world.team_id(to),
    )
    with writing(referrer) as session:
        opened = submit(session, referrer, opening)
    return Family(world, referrer, lead, opened)


def accepted(world: World, given: Mapping[str, Any] | None = None, **where: str) -> Family:
    """A referral that the hidden harm team has taken up."""
    family = referred(world, given, **where)
    family.move(family.lead, "accept")
    return family


def ready(world: World, given: Mapping[str, Any] | None = None, **where: str) -> Family:
    """A family that has agreed to a visit, and for whom the checks are made."""
    family = accepted(world, given, **where)
    family.move(family.lead, "record_agrees", agreed_on=clock.today().isoformat())
    family.move(
        family.lead, "record_checks", checked_safety="two", checked_abuse="no", checked_social_care="no",
        checked_health_visitor="yes",
    )  # fmt: skip
    return family
