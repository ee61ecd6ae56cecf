"""The calendar of releases: who leaves when, and what is in place, as far as each reader may know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup, Tag
from sqlalchemy import event, select, update

from coordination import clock, db
from coordination.access import SignedIn
from coordination.audit.models import ReadEvent
from coordination.cases.commands.dating import NewValue, give_value
from coordination.cases.commands.protecting import shut_out
from coordination.cases.models import PersonOnCase, SamePerson
from coordination.db import writing
from coordination.sharing.models import Agreement
from tests.cases import stories
from tests.make import World

TODAY = "2026-11-18T10:30"  # a Wednesday
PLACE = {"prison": "pentonville"}
OST = {"on_ost": "yes", "ost_medication": "methadone", "drug_1": "heroin", "naloxone": "no"}
VIEWS = ("/releases", "/releases/board", "/releases/month")


@dataclass
class Stage:
    """Four people of one team: one leaves soon, one moved, one should have left, and one has no date."""

    world: World
    spoc: SignedIn
    nurse: SignedIn
    soon: stories.Story
    moved: stories.Story
    missed: stories.Story
    undated: stories.Story


def named(first_name: str, number: int, **more: Any) -> dict[str, Any]:
    return {"first_name": first_name, "prison_number": f"Z90{number}TX", **PLACE, **more}


@pytest.fixture(scope="module")
def stage(world: World) -> Iterator[Stage]:
    with clock.at("2026-11-02T09:00"):
        soon = stories.accepted(
            world, date(2026, 11, 26), named("Soon", 31, accommodation="hostel", gate_pickup="mentor", **OST)
        )
        moved = stories.accepted(world, date(2026, 11, 24), named("Moved", 32))
        missed = stories.referred(world, date(2026, 11, 16), named("Missed", 33))
        undated = stories.referred(
            world,
            None,
            named("Undated", 34, release_date_known="no")
            | dict.fromkeys(
                ("planned_release_date", "release_date_kind", "release_date_source", "release_date_confidence")
            ),
        )
    with clock.at("2026-11-10T09:00"), writing(moved.spoc) as session:
        new = NewValue("release_date", "2026-12-03", "confirmed", "prison", "likely")
        give_value(session, moved.spoc, moved.reference, new, once=uuid4().hex)
    with clock.at(TODAY):
        spoc, nurse = world.sign_in(soon.spoc.id), world.sign_in(soon.nurse.id)
        yield Stage(world, spoc, nurse, soon, moved, missed, undated)


def page_of(browser_of: Any, worker: SignedIn, address: str = "/releases") -> BeautifulSoup:
    answer = browser_of(worker).get(address)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "html.parser")


def row_of(page: BeautifulSoup, story: stories.Story) -> str:
    found = page.select_one(f"#release-{story.reference}")
    assert isinstance(found, Tag), "they do not stand on this page"
    return re.sub(r"\s+", " ", found.get_text(" ", strip=True))


def test_the_list_has_everybody_in_the_order_of_their_day_and_first_those_nobody_heard_of(stage, browser_of):
    page = page_of(browser_of, stage.spoc)
    order = [row["id"].removeprefix("release-") for row in page.select("tr[id]")]
    assert order == [each.reference for each in (stage.missed, stage.soon, stage.moved, stage.undated)]
    assert "Did it happen?" in page.text
    soon = row_of(page, stage.soon)
    assert "Thu 26 Nov" in soon and "Pentonville" in soon and "Not ready" in soon
    for said in ("Appointment : not yet", "Prescription : not yet", "Housing : done", "Naloxone : not yet",
                 "Way from the gate : done"):  # fmt: skip
        assert said in soon
    assert "Not known" in row_of(page, stage.undated)
    assert "once it has accepted this case" in row_of(page, stage.missed)


def test_a_date_that_moved_stands_in_its_new_place_and_says_where_it_was(stage, browser_of):
    moved = row_of(page_of(browser_of, stage.spoc), stage.moved)
    assert "Thu 3 Dec" in moved and "was Tue 24 Nov" in moved and "how sure: likely" in moved
    november = page_of(browser_of, stage.spoc, "/releases/month?month=2026-11")
    december = page_of(browser_of, stage.spoc, "/releases/month?month=2026-12")
    assert "Moved Example" not in november.text
    day = next(cell for cell in december.select("td") if cell.select_one('time[datetime="2026-12-03"]'))
    assert "Moved Example" in day.text and "was Tue 24 Nov" in day.text
    week = page_of(browser_of, stage.spoc, "/releases/board").select_one("section[aria-labelledby=week-2026-11-30]")
    assert week is not None and "Moved Example" in week.text


def test_filters_narrow_all_three_views_and_odd_ones_are_passed_over(stage, browser_of):
    for view in VIEWS:
        page = page_of(browser_of, stage.spoc, f"{view}?place=brixton")
        assert "Nobody fits." in page.text and "Soon Example" not in page.text
        odd = page_of(browser_of, stage.spoc, f"{view}?month=2026-13&place=moon&of=others&ready=maybe&more=1")
        assert "Soon Example" in odd.text
    assert "Soon Example" not in page_of(browser_of, stage.spoc, "/releases?ready=ready").text
    assert "Soon Example" in page_of(browser_of, stage.spoc, "/releases?ready=not-ready&of=hav-treatment-contact").text
    for month in ("0000-01", "9999-12", "2026-1", "2026-11-01", "-"):
        assert browser_of(stage.spoc).get(f"/releases/month?month={month}").status_code == 200


def test_who_has_no_part_in_a_case_does_not_find_it_and_a_colleague_shut_out_does_not_either(stage, browser_of):
    stranger = stage.world.worker(stories.OTHER_CONTACT, "triage", name="Wyn Example")
    knows = stage.world.worker(stories.CONTACT, "triage", name="Kay Example")
    with writing(stage.spoc) as session:
        shut_out(session, stage.spoc, stage.soon.reference, knows.reference, "Knows them.", once=uuid4().hex)
    for view in VIEWS:
        page = page_of(browser_of, stranger, view)
        assert stage.soon.reference not in str(page)
        if view != "/releases/month":
            assert "Nobody in your cases leaves prison in these weeks." in page.text
        shut = page_of(browser_of, knows, view)
        assert stage.soon.reference not in str(shut)
        assert stage.missed.reference in str(shut)


def test_what_somebody_may_not_read_is_said_to_be_closed_and_is_never_guessed(stage, browser_of):
    probation = stage.world.worker("hav-probation", name="Pia Example")
    said = row_of(page_of(browser_of, probation), stage.soon)
    assert "Prescription : you may not see this" in said, "health is not shared with probation"
    assert "Naloxone : you may not see this" in said, "that they need it would be health as well"
    assert "Appointment : not yet" in said
    nurse = row_of(page_of(browser_of, stage.nurse), stage.soon)
    assert "Naloxone : you may not see this" in nurse
    board = page_of(browser_of, probation, "/releases/board")
    assert stage.soon.reference in board.text


def test_where_an_agreement_ended_something_may_be_hidden_so_nothing_is_concluded(stage, browser_of):
    with stage.world.keeper() as session:
        ends = (
            update(Agreement)
            .where(Agreement.category == "support", Agreement.giver_id == stage.nurse.agency_id)
            .where(Agreement.taker_id == stage.spoc.agency_id)
        )
        assert session.execute(ends.values(ended_at=clock.now())).rowcount
    try:
        assert "Naloxone : you may not see this" in row_of(page_of(browser_of, stage.spoc), stage.soon)
    finally:
        with stage.world.keeper() as session:
            session.execute(ends.values(ended_at=None))


def test_who_may_not_know_the_day_finds_the_case_in_every_month_without_it(stage, browser_of):
    housing = stage.world.worker("hav-housing-options", name="Hal Example")
    with clock.at("2026-11-03T09:00"):
        home = {"accommodation": "no-fixed-abode", "consent_housing": "yes", "duty_to_refer_sent": "no"}
        story = stories.accepted(stage.world, date(2026, 11, 27), named("Housed", 35, **home))
    for address in ("/releases", "/releases?month=2026-07", "/releases/month?month=2027-02"):
        said = row_of(page_of(browser_of, housing, address), story)
        assert said.count("You may not see this") >= 2 and "27 Nov" not in said
    assert (
        "Housed"
        not in page_of(browser_of, housing, "/releases/month?month=2026-11").select_one(".release-month").get_text()
    )


def test_a_release_that_was_confirmed_stands_on_its_day_and_is_asked_after_no_more(stage, browser_of):
    with clock.at("2026-11-05T09:00"):
        story = stories.accepted(stage.world, date(2026, 11, 12), named("Gone", 36))
    assert "Say when they leave" in row_of(page_of(browser_of, stage.spoc), story)
    story.move(stage.spoc, "confirm_release", actual_release="2026-11-12T10:00", naloxone="yes")
    assert story.reference not in str(page_of(browser_of, stage.spoc))
    assert "Left prison" in row_of(page_of(browser_of, stage.spoc, "/releases?month=2026-11"), story)


def test_the_pages_ask_the_same_few_statements_however_many_people_stand_on_them(stage, browser_of):
    def asked(address: str) -> int:
        heard: list[str] = []

        def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            heard.append(statement)

        browser = browser_of(stage.spoc)
        browser.get("/releases")
        event.listen(db.engine(), "before_cursor_execute", hear)
        try:
            page = browser.get(address).text
        finally:
            event.remove(db.engine(), "before_cursor_execute", hear)
        assert page.count("Example") > 2 or "Nobody fits" in page
        return len(heard)

    def least(address: str) -> int:
        # the frame of a page asks after the machines every few seconds: of two pages in a row one does not
        return min(asked(address), asked(address))

    for view in VIEWS:
        none, all_of_them = least(f"{view}?place=brixton"), least(f"{view}?month=2026-11")
        assert none == all_of_them <= 12, f"{view}: {none}, {all_of_them}"


def test_every_view_puts_into_the_log_who_was_shown(stage, browser_of):
    for view, route in zip(VIEWS, ("as_list", "board", "month"), strict=True):
        page_of(browser_of, stage.spoc, view)
        with stage.world.keeper() as session:
            newest = session.scalars(
                select(ReadEvent).where(ReadEvent.worker_id == stage.spoc.id).order_by(ReadEvent.seq.desc()).limit(1)
            ).one()
            assert newest.route == f"releases.{route}"
            assert stage.soon.case_id in newest.case_ids


def test_a_protected_address_is_on_no_page(stage, browser_of):
    with clock.at("2026-11-03T09:00"):
        hidden = {"domestic_abuse": ["harmed"], "protected_address": "1 Hidden Lane"}
        story = stories.accepted(stage.world, date(2026, 11, 27), named("Safe", 37, **hidden))
    lead = stage.world.worker("hav-adult-safeguarding", name="Sal Example")
    for worker in (stage.spoc, lead):
        for view in VIEWS:
            page = page_of(browser_of, worker, view)
            assert story.reference in str(page) and "Hidden Lane" not in str(page)


def test_two_referrals_of_one_release_say_so_to_those_who_may_see_both(stage, browser_of):
    with clock.at("2026-11-03T09:00"):
        one = stories.accepted(stage.world, date(2027, 3, 3), named("Twice", 38))
        other = stories.accepted(stage.world, date(2027, 3, 9), named("Twise", 38))
        far = stories.accepted(stage.world, date(2027, 6, 9), named("Twice", 38))
    march = "/releases?month=2027-03"
    said = row_of(page_of(browser_of, stage.spoc, march), one)
    assert f"May be the same release as {other.reference}" in said and far.reference not in said
    for view in ("/releases/board", "/releases/month"):
        assert str(page_of(browser_of, stage.spoc, f"{view}?month=2027-03")).count("May be the same release") == 2
    knows_one = one.key_worker("Kit Example")
    assert "May be" not in row_of(page_of(browser_of, knows_one, march), one), "they take part in one alone"
    with stage.world.keeper() as session:
        who = dict(session.execute(select(PersonOnCase.case_id, PersonOnCase.id)).all())
        session.add(
            SamePerson(
                one_id=who[one.case_id], other_id=who[other.case_id], verdict="different", by_id=stage.spoc.id,
                at=clock.now(),
            )
        )  # fmt: skip
    assert "May be the same release" not in page_of(browser_of, stage.spoc, march).text
