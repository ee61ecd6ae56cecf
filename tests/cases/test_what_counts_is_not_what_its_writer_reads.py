"""What goes along with something that counts is the same whoever records it, also what they do not read of the case."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from coordination.cases.models import Milestone
from coordination.identity.models import Worker
from tests.cases import exploited
from tests.cases.any_kind import sent
from tests.cases.homes import worried
from workflows import pathways


def counted(case, kind):
    """The day and the attributes of the newest milestone of this kind."""
    with case.world.keeper() as session:
        newest = (
            select(Milestone)
            .where(Milestone.case_id == case.case_id, Milestone.kind == kind)
            .order_by(Milestone.recorded_at.desc())
        )
        found = session.scalars(newest.limit(1)).one()
        return found.on_date, found.attributes


def test_a_child_whom_childrens_social_care_keeps_safe_counts_as_a_child(world, clock_at):
    """They read neither the age that was given nor what the first responder thinks of county lines."""
    clock_at("2026-11-18T09:30")
    worry = exploited.taken_up(world, {"county_lines": "suspected"})
    raised = counted(worry, "concern-raised")[1]
    assert raised["child"] == "yes"
    mash = world.worker(exploited.MASH, "triage", "frontline", name="Ana of MASH")
    worry.move(
        mash, "record_safeguarding", safeguarding_where="mash", mash_reference="MASH-EXAMPLE",
        safeguarding_on="2026-11-17",
    )  # fmt: skip
    assert counted(worry, "safeguarding-made") == (
        date(2026, 11, 17),
        {"child": "yes", "county-lines": raised["county-lines"]},
    )


def test_a_notice_that_the_police_served_last_month_counts_in_last_month(world, clock_at):
    """The police, who wrote its day down, do not read it afterwards."""
    clock_at("2026-11-30T17:00")
    home = worried(world, harm_signs=["H3"]).planned()
    police = home.by("hav-neighbourhood-police")
    home.move(
        police, "begin_enforcement", authorised_by="Inspector Example", authorised_at="2026-11-30T15:00",
        notice_bars=["visitors"],
    )  # fmt: skip
    clock_at("2026-12-01T09:30")
    home.wake()
    home.move(home.by("hav-neighbourhood-police"), "serve_notice", served_at="2026-11-30T23:30")
    assert counted(home, "notice-served") == (date(2026, 11, 30), {})


def test_what_a_visitor_says_came_of_the_visit_counts(world, clock_at):
    """A visitor named by the lead writes it, and does not read the worry itself."""
    clock_at("2026-11-18T09:30")
    home = worried(world).planned()
    visitor = home.by("hav-youth-justice")
    with world.keeper() as session:
        named = session.get_one(Worker, visitor.id).reference
    home.move(home.lead, "add_visitor", visitor_worker=named)
    home.move(
        visitor, "record_visit", visit_type="welfare", visit_result="no-access", visit_alone="no",
        visit_child="no",
    )  # fmt: skip
    assert counted(home, "visit-made") == (date(2026, 11, 18), {"visit-result": "no-access"})


def test_an_assessment_that_was_required_last_month_counts_in_last_month(world, clock_at):
    """The treatment team that puts it in the diary does not read when the police tested."""
    clock_at("2026-11-30T22:00")
    case = sent(
        world, pathways.newest("drug-test-on-arrest"), arrested_at="2026-11-30T19:00", tested_at="2026-11-30T21:00"
    )
    clock_at("2026-12-01T09:30")
    case.again()
    case.move(case.lead, "accept")
    case.move(case.lead, "book_initial", initial_at="2026-12-04T10:00")
    assert counted(case, "ra-imposed")[0] == date(2026, 11, 30)
    case.move(case.sender, "withdraw", withdrawn_advice="yes")
    referred = counted(case, "referral-received")[1]
    assert referred["harm-basis"] != "not-known"
    withdrawn = counted(case, "referral-withdrawn")[1]
    assert withdrawn == {name: referred[name] for name in withdrawn}
