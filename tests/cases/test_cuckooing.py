"""Cuckooing through the commands and pages that workers use: the twenty edge cases by their numbers. All invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from coordination import clock
from coordination.appointments.models import Appointment
from coordination.audit.models import Event, ReadEvent
from coordination.cases import queries
from coordination.cases.commands.appointments import book
from coordination.cases.commands.permitting import offered, open_steps
from coordination.cases.commands.reaching import record_attempt
from coordination.cases.models import CaseBlock, Milestone, Participant
from coordination.cases.queries import places, signals
from coordination.cases.queries.asked import DONE, actions, tasks
from coordination.cases.queries.audiences import EVERYONE
from coordination.cases.queries.loading import load
from coordination.cases.queries.sections import sections
from coordination.conversation.commands.finishing import finish_with_outcome
from coordination.conversation.given import Readers
from coordination.db import new_id, reading, writing
from coordination.errors import Invalid, NotAllowed, NotVisible
from coordination.identity.models import Setting
from coordination.queues.models import Clock, Task
from tests.cases.homes import AMBER, CARE, CGL, PEABODY, POLICE, SAFETY, Home, answers, worried
from workflows import pathways
from workflows.conditions import faults_in, known_of
from workflows.local_time import LONDON
from workflows.scores import scored
from workflows.vocabulary import Advice

CUCKOOING = pathways.newest("cuckooing")
(SCORE,) = CUCKOOING.scores
MONDAY = "2026-03-02T10:00"


@pytest.fixture(autouse=True)
def held_time() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


@pytest.fixture
def lead(world):
    """One decider for the stories that meet the same home twice."""
    return world.worker(SAFETY, "triage", "team-lead", name="Ruth Example")


def counted(home: Home, kind: str) -> list[dict[str, Any]]:
    with home.world.keeper() as session:
        rows = session.scalars(select(Milestone).where(Milestone.case_id == home.case_id, Milestone.kind == kind))
        return [row.attributes for row in rows]


def set_to(code: str, value: Any, since: date) -> Setting:
    return Setting(
        id=new_id(), partnership_id=None, code=code, value={"value": value}, in_force_from=since, set_at=clock.now()
    )  # fmt: skip


def score_of(**given: Any):
    return scored(SCORE, known_of(CUCKOOING, given, clock.today()))


def test_case_1_danger_now_is_refused_without_the_police_reference_and_then_sent_as_urgent(world):
    said = answers(immediate_danger="yes", called_999_at="2026-03-02T09:40", police_reference="4417/02MAR")
    without = {code: value for code, value in said.items() if code != "police_reference"}
    assert dict(faults_in(without, CUCKOOING, clock.today()))["police_reference"].startswith("Ring 999 now.")
    assert any(isinstance(word, Advice) and "999" in word.title for word in CUCKOOING.advice)
    home = worried(world, immediate_danger="yes", called_999_at="2026-03-02T09:40", police_reference="4417/02MAR")
    assert home.due("triage") == "Mon 02 Mar 2026 23:59"
    assert home.standing().answers["called_999_at"] == "2026-03-02T09:40"


def test_case_2_an_amber_home_is_scored_when_it_is_taken_up(world):
    found = score_of(**AMBER)
    assert (found.groups, found.points, found.band) == ((4, 6, 4, 0), 14, "amber")
    home = worried(world).taken_up()
    assert home.band() == "amber"
    assert {"visit-amber", "meeting-amber"} <= home.tasks()


def test_case_3_a_weapon_makes_it_red_whatever_the_points(world):
    found = score_of(**AMBER, harm_signs=["H3"])
    assert (found.points, found.band, found.because) == (18, "red", "override: weapon")
    home = worried(world, harm_signs=["H3"]).taken_up()
    assert home.band() == "red"
    assert {"visit-red", "meeting-red", "ask-safeguarding"} <= home.tasks()
    with home.world.keeper() as session:
        session.add(set_to("cuckooing.override-weapon", "off", clock.today()))
    assert home.standing().known.bands["concern"] == "amber", "the override is a setting"
    with home.world.keeper() as session:
        session.execute(text("delete from setting where code = 'cuckooing.override-weapon'"))


def test_case_4_what_makes_it_harder_to_say_no_is_capped_and_is_not_taken_up_by_itself(world):
    every = [f"V{number}" for number in range(1, 11)]
    found = score_of(vulnerability_signs=every)
    assert (found.points, found.band) == (6, "green")
    home = worried(world, property_signs=None, control_signs=None, vulnerability_signs=every)
    with pytest.raises(Invalid, match="Not cuckooing"):
        home.move(home.lead, "take_up")
    assert home.stage() == "submitted"
    home.move(home.lead, "not_cuckooing", help_instead="safeguarding", why_not_cuckooing="Nobody else is there.")
    assert home.stage() == "not_cuckooing"


@pytest.mark.parametrize("typed", ["n/a", "dunno", "tbc"])
def test_what_is_no_number_of_a_property_is_asked_again_and_never_makes_two_homes_one(world, typed):
    found = dict(faults_in({**answers(), "uprn": typed, "postcode": typed}, CUCKOOING, clock.today()))
    assert "Leave it empty" in found["uprn"] and "leave it empty" in found["postcode"]
    assert not faults_in({**answers(), "uprn": "0 9990 021", "postcode": "rm3"}, CUCKOOING, clock.today())


def test_one_property_is_found_again_however_its_number_was_typed(world, lead):
    first = worried(world, lead=lead, uprn="009990021", postcode="RM99", house_number="21").taken_up()
    again = worried(world, lead=lead, uprn="999 0021", street="Larkspur Estate", house_number="Block C")
    with reading(lead) as session:
        found = places.same_place(session, queries.get(session, again.reference))
    assert [each.reference for each in found] == [first.reference]


def test_whoever_reads_a_worry_is_not_told_that_the_senders_phone_is_theirs(world):
    home = worried(world)
    with reading(home.lead) as session:
        shown = sections(load(session, home.lead, home.reference))
    labels = {answer.label for section in shown for answer in section.answers}
    assert "Phone of whoever sent it" in labels
    assert not [label for label in labels if label.startswith("Your ")]


def test_an_urgent_talk_is_written_down_while_the_checks_are_still_out(world):
    home = worried(world)
    home.move(home.lead, "take_up_urgently")
    assert "urgent-talk" in home.tasks()
    with pytest.raises(Invalid, match="Enter what was agreed"):
        home.move(home.lead, "record_talk", talked_on=clock.today().isoformat())
    home.move(
        home.lead, "record_talk", talked_on=clock.today().isoformat(),
        talk_agreed="Police pass by tonight; visit tomorrow.",
    )  # fmt: skip
    assert "urgent-talk" not in home.tasks() and home.stage() == "checking"
    assert "collect-checks-urgently" in home.tasks(), "what the partners know is still to come"
    assert "record_talk" not in {move.code for move in offered(home.standing())}, "said once, it is not asked again"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ({"street": "Bramble Wlak"}, True),
        ({"street": "Bramble Road"}, True),
        ({"unit": "Flat 3", "street": "Bramble Wlak"}, False),
        ({"house_number": "41", "street": "Bramble Wlak"}, False),
        ({"street": "Bramble Wlak", "postcode": "RM99 7BW"}, False),
        ({"unit": None, "house_number": None, "street": "Bramble Wlak"}, False),
    ],
)
def test_a_street_that_was_misspelt_hides_no_second_worry_about_the_home(world, typed, found):
    lead = world.worker(SAFETY, "triage", name="Ruth Example")
    there = {"street": "Bramble Walk", "postcode": "RM99 8BW", "uprn": None}
    first = worried(world, lead=lead, **there)
    second = worried(world, sender=CGL, lead=lead, **{**there, **typed})
    with reading(lead) as session:
        alike = places.same_place(session, queries.get(session, second.reference))
    assert (first.reference in [each.reference for each in alike]) is found


def test_case_5_a_second_report_adds_evidence_and_no_case(world, lead):
    first = worried(world, lead=lead, uprn="9990005").taken_up()
    second = worried(
        world, sender=CGL, lead=lead, unit="2", house_number="14", street="Larkspur Ct", uprn=None, postcode=None,
        property_signs=["P3"], control_signs=None, vulnerability_signs=None, harm_signs=["H2"], occupier_name=None,
        **{"how-known": [{"sign": "P3", "sign_known": "seen", "sign_on": "2026-03-01"}]},
    )  # fmt: skip
    with reading(lead) as session:
        alike = places.same_place(session, queries.get(session, second.reference))
    assert first.reference in [found.reference for found in alike if found.ended_at is None]
    page = _page_of(lead, second)
    assert first.reference in [found.reference for found in signals.same_place(page)]
    second.move(lead, "join_with_open", belongs_to=first.reference)
    there = first.standing()
    assert set(there.answers["property_signs"]) == {*AMBER["property_signs"], "P3"}
    assert "belongs_to" not in there.answers, "no case is said to belong to itself"
    assert there.answers["harm_signs"] == ["H2"]
    assert there.answers["how-known"][-1]["sign_on"] == "2026-03-01"
    assert there.answers["house_number"] == "14" and there.answers["street"] == "Larkspur Court"
    received = len(counted(first, "flag-received")) + len(counted(second, "flag-received"))
    joined = len(counted(second, "flag-joined"))
    assert (received, received - joined) == (2, 1)
    for sender in (first.sender, second.sender):
        with reading(sender) as session:
            seen = queries.standing(session, sender, queries.get(session, first.reference))
        assert seen.positions == {"referrer"}
        assert "police_say" not in seen.answers
    with reading(second.sender) as session:
        shown = queries.answers_of(session, first.case_id)
    assert not {"property_signs", "occupier_name", "street"} & set(shown), "they learn nothing of the other report"


def test_case_6_the_same_person_at_another_address_is_a_new_case_linked_to_them(world, lead):
    earlier = worried(world, lead=lead, uprn="9990006", occupier_name="Marek Six", occupier_born="1980-01-06").planned()
    earlier.move(
        lead, "close_early", case_outcome="moved_permanently", support_results=["housing-duty"],
        close_early_reason="Moved on 12 February.",
    )  # fmt: skip
    again = worried(
        world, lead=lead, unit=None, house_number="9", street="Fennel Row", uprn="9990066",
        occupier_name="Marek Six", occupier_born="1980-01-06",
    ).taken_up()  # fmt: skip
    assert again.row().linked_from_id == earlier.case_id
    (attributes,) = counted(again, "flag-triaged")
    assert (attributes["address-repeat"], attributes["person-repeat"]) == ("no", "yes")


def test_a_worry_after_a_case_was_closed_opens_a_linked_one(world, lead):
    earlier = worried(world, lead=lead, street="Bracken Way", uprn="9990067", occupier_name="Ana Seven").taken_up()
    earlier.move(
        lead, "close_early", case_outcome="safeguarded_at_home", support_results=["none"],
        close_early_reason="They left by themselves.",
    )  # fmt: skip
    again = worried(world, lead=lead, street="Bracken Way", uprn="9990067", occupier_name=None).taken_up()
    assert again.reference != earlier.reference and again.row().linked_from_id == earlier.case_id
    (attributes,) = counted(again, "flag-triaged")
    assert (attributes["address-repeat"], attributes["person-repeat"]) == ("yes", "no")
    with pytest.raises(Invalid, match="closed"):
        worried(world, lead=lead, street="Bracken Way", uprn="9990067").move(
            lead, "join_with_open", belongs_to=earlier.reference
        )


def test_case_7_bank_holidays_are_no_working_days(world, clock_at):
    clock_at("2026-04-02T15:00")
    home = worried(world)
    assert home.due("triage") == "Tue 07 Apr 2026 23:59"
    home.taken_up()
    assert home.due("checks") == "Mon 13 Apr 2026 23:59"


def by_when(home: Home, kind: str) -> tuple[str, bool]:
    """The day by which an open task of this kind is to be done, as its queue says it, and whether its deadline runs."""
    with home.world.keeper() as session:
        due, runs = session.execute(
            select(Task.due_at, Clock.stopped_at.is_(None))
            .join(Clock, Clock.id == Task.clock_id)
            .where(Task.case_id == home.case_id, Task.kind == kind, Task.done_at.is_(None))
        ).one()
        return due.astimezone(LONDON).strftime("%a %d %b"), runs


def test_partners_of_an_urgent_worry_answer_before_the_agencies_meet(world):
    home = worried(world)
    home.move(home.lead, "take_up_urgently")
    assert {by_when(home, kind) for kind in ("police-check", "care-check", "collect-checks-urgently")} == {
        ("Wed 04 Mar", True)
    }
    assert by_when(worried(world, house_number="15", uprn="9990015").taken_up(), "police-check") == ("Mon 09 Mar", True)


def test_two_tasks_of_one_deadline_both_have_its_day_and_it_runs_until_the_last_is_done(world):
    home = worried(world, harm_signs=["H3"])
    home.move(home.lead, "take_up_urgently")
    assert by_when(home, "visit-red") == by_when(home, "ask-safeguarding") == ("Tue 03 Mar", True)
    home.visit()
    assert "visit-red" not in home.tasks()
    assert by_when(home, "ask-safeguarding") == ("Tue 03 Mar", True), "nobody has asked yet, and somebody is told so"
    home.move(home.by(POLICE), "police_check", police_say="Nothing is known.")
    assert by_when(home, "care-check") == ("Wed 04 Mar", True)


@pytest.fixture
def closing(world):
    """A red home with a plan, whose police may begin enforcement."""
    home = worried(world, harm_signs=["H3"], uprn=str(uuid4().int)[:12]).planned()
    home.by(POLICE)
    return home


def authorised(home: Home, at: str) -> None:
    home.move(
        home.by(POLICE), "begin_enforcement", authorised_by="Inspector Example", authorised_at=at,
        notice_bars=["visitors"],
    )  # fmt: skip


def test_case_8_the_hearing_is_counted_from_service_by_the_setting_of_that_day(world, closing, clock_at):
    clock_at("2026-03-12T17:00")
    closing.wake()
    authorised(closing, "2026-03-12T15:00")
    with world.keeper() as session:
        session.add(set_to("cuckooing.hearing-hours", 72, date(2026, 3, 20)))
    closing.move(closing.by(POLICE), "serve_notice", served_at="2026-03-12T16:20")
    assert closing.due("hearing") == "Sat 14 Mar 2026 16:20"
    assert "may not sit" in CUCKOOING.task("hearing").help
    later = worried(world, harm_signs=["H3"], uprn="9990008").planned()
    clock_at("2026-03-20T17:00")
    later.wake()
    authorised(later, "2026-03-20T15:00")
    later.move(later.by(POLICE), "serve_notice", served_at="2026-03-20T16:20")
    assert later.due("hearing") == "Mon 23 Mar 2026 16:20"
    assert closing.due("hearing") == "Sat 14 Mar 2026 16:20"


def ordered(home: Home, first: str, last: str) -> None:
    authorised(home, "2026-03-02T08:00")
    home.move(home.by(POLICE), "serve_notice", served_at="2026-03-02T09:00")
    home.move(home.by(POLICE), "apply_for_order")
    home.move(
        home.by(POLICE), "record_full_order", order_from=first, order_to=last, order_bars=["residents"],
        where_they_live="temporary",
    )  # fmt: skip


def test_case_9_a_notice_cannot_keep_out_who_lives_there_and_a_full_order_can(closing):
    with pytest.raises(Invalid, match="cannot keep out"):
        closing.move(
            closing.by(POLICE), "begin_enforcement", authorised_by="Inspector Example",
            authorised_at="2026-03-02T08:00", notice_bars=["visitors", "residents"],
        )  # fmt: skip
    ordered(closing, "2026-03-03", "2026-05-31")
    assert closing.stage("enforcement") == "full_order"


def test_case_10_an_order_lasts_no_more_than_six_months_in_all(closing):
    ordered(closing, "2026-04-01", "2026-06-30")
    with pytest.raises(Invalid, match="six months"):
        closing.move(closing.by(POLICE), "extend_order", extended_to="2026-10-15")
    closing.move(closing.by(POLICE), "extend_order", extended_to="2026-09-30")
    assert closing.standing().known.facts["order_ends"] == "2026-09-30"


def told(home: Home, position: str) -> str:
    """What whoever holds this position was told last."""
    with home.world.keeper() as session:
        said = session.execute(
            text(
                "select ids->>'positions', ids->>'say' from outbox where ids->>'case_id' = :case "
                "and job = 'tell_positions' order by asked_at, id"
            ),
            {"case": str(home.case_id)},
        ).all()
    return [say for positions, say in said if position in positions.split(",")][-1]


def test_a_second_extension_counts_from_the_first_and_none_is_shorter_than_what_holds(closing):
    ordered(closing, "2026-03-03", "2026-05-31")
    closing.move(closing.by(POLICE), "extend_order", extended_to="2026-08-15")
    for day in ("2026-07-01", "2026-08-15"):
        with pytest.raises(Invalid, match="until that day already"):
            closing.move(closing.by(POLICE), "extend_order", extended_to=day)
    closing.move(closing.by(POLICE), "extend_order", extended_to="2026-08-31")
    assert closing.standing().known.facts["order_ends"] == "2026-08-31"


def test_while_an_order_holds_no_other_notice_is_recorded_and_ending_it_is_not_what_stands_out(closing):
    ordered(closing, "2026-03-03", "2026-05-31")
    with pytest.raises(NotAllowed):
        authorised(closing, "2026-03-02T09:30")
    with reading(closing.by(POLICE)) as session:
        page = load(session, closing.by(POLICE), closing.reference)
    steps = open_steps(page)
    assert "begin_enforcement" not in {move.code for move in steps}
    chosen = actions(page, steps).primary
    assert chosen is None or chosen.code != "end_enforcement"
    closing.move(closing.by(POLICE), "end_enforcement", enforcement_ended_because="lifted")
    closing.move(
        closing.by(POLICE), "notice_again", authorised_by="Inspector Example", authorised_at="2026-03-02T09:45",
        notice_bars=["visitors"],
    )  # fmt: skip
    assert closing.stage("enforcement") == "notice_authorised"


def test_a_hearing_that_the_court_puts_off_is_asked_about_after_its_new_day(closing):
    authorised(closing, "2026-03-02T08:00")
    closing.move(closing.by(POLICE), "serve_notice", served_at="2026-03-02T09:00")
    closing.move(closing.by(POLICE), "apply_for_order")
    closing.move(closing.by(POLICE), "record_adjourned", hearing_put_off_to="2026-03-13")
    assert "court-answer" not in closing.tasks()
    assert closing.due("court-answer-later").startswith("Mon 16 Mar 2026")
    closing.move(closing.by(POLICE), "record_adjourned", hearing_put_off_to="2026-03-16")
    assert closing.due("court-answer-later").startswith("Tue 17 Mar 2026")
    closing.move(closing.by(POLICE), "record_order_refused")
    assert not {"court-answer", "court-answer-later"} & closing.tasks()
    assert "kept safe without it" in told(closing, "lead")


def test_an_application_that_is_withdrawn_ends_without_an_order_and_the_lead_is_told(closing):
    authorised(closing, "2026-03-02T08:00")
    closing.move(closing.by(POLICE), "serve_notice", served_at="2026-03-02T09:00")
    closing.move(closing.by(POLICE), "apply_for_order")
    closing.move(closing.by(POLICE), "end_without_order", without_order_because="withdrawn")
    assert closing.stage("enforcement") == "enforcement_ended"
    assert "court-answer" not in closing.tasks()
    assert "No closure order is sought" in told(closing, "lead")


def test_an_appeal_leaves_the_order_standing_until_it_is_decided_and_may_change_its_end(closing):
    ordered(closing, "2026-03-03", "2026-05-31")
    closing.move(closing.by(POLICE), "record_appeal", appealed_by="occupier", appealed_on="2026-03-02")
    assert closing.stage("enforcement") == "full_order"
    assert "appeal-answer" in closing.tasks()
    assert "holds until the appeal is decided" in told(closing, "lead")
    with pytest.raises(Invalid, match="before the order began"):
        closing.move(
            closing.by(POLICE), "record_appeal_result", appeal_result="changed", order_changed_to="2026-03-01",
            order_changed_how="The occupier may come in by day.",
        )  # fmt: skip
    closing.move(
        closing.by(POLICE), "record_appeal_result", appeal_result="changed", order_changed_to="2026-04-30",
        order_changed_how="The occupier may come in by day.",
    )  # fmt: skip
    assert "appeal-answer" not in closing.tasks()
    assert closing.due("order-end").startswith("Thu 30 Apr 2026")
    assert closing.due("order-last-warning").startswith("Thu 16 Apr 2026"), "its reminders follow the new end"


def test_an_order_that_is_over_is_told_to_whoever_relied_on_it(closing):
    ordered(closing, "2026-03-03", "2026-05-31")
    closing.move(closing.by(POLICE), "record_appeal", appealed_by="owner", appealed_on="2026-03-02")
    closing.move(closing.by(POLICE), "end_enforcement", enforcement_ended_because="appeal")
    assert not {"appeal-answer", "order-first-warning", "order-last-warning"} & closing.tasks()
    assert "keeps nobody out" in told(closing, "lead")
    assert "keeps nobody out" in told(closing, "landlord")


def test_an_appeal_against_a_refusal_may_still_bring_an_order(closing):
    authorised(closing, "2026-03-02T08:00")
    closing.move(closing.by(POLICE), "serve_notice", served_at="2026-03-02T09:00")
    closing.move(closing.by(POLICE), "apply_for_order")
    closing.move(closing.by(POLICE), "record_order_refused")
    closing.move(closing.by(POLICE), "record_appeal", appealed_by="applicant", appealed_on="2026-03-02")
    closing.move(closing.by(POLICE), "appeal_failed")
    assert closing.stage("enforcement") == "order_refused"
    closing.move(closing.by(POLICE), "record_appeal", appealed_by="applicant", appealed_on="2026-03-02")
    closing.move(closing.by(POLICE), "appeal_allowed")
    closing.move(
        closing.by(POLICE), "record_partial_order", order_from="2026-03-02", order_to="2026-05-01",
        may_stay="The occupier and her carer.", where_they_live="stays",
    )  # fmt: skip
    assert closing.stage("enforcement") == "partial_order"


def test_the_lead_says_that_what_follows_an_order_was_looked_at_and_the_police_extend_it(world, closing):
    """What the police may still do ends the lead's task too, but only the lead can say that it is done."""
    ordered(closing, "2026-03-03", "2026-05-31")
    warned = {"order-first-warning", "order-last-warning"}
    assert warned <= closing.tasks()
    with reading(closing.lead) as session:
        page = load(session, closing.lead, closing.reference)
    (looked,) = [each for each in tasks(page, open_steps(page)) if each.mine and "when the order ends" in each.asks]
    assert (looked.move, looked.finish) == (None, DONE)
    with writing(closing.lead) as session:
        said = ("The tenant goes home on 1 June.", Readers(EVERYONE, category="concern"))
        finish_with_outcome(session, closing.lead, closing.reference, looked.reference, *said, once="c" * 32)
    assert warned & closing.tasks() == {"order-last-warning"}


def test_a_full_order_without_a_plan_where_to_live_waits_for_a_manager(closing):
    authorised(closing, "2026-03-02T08:00")
    closing.move(closing.by(POLICE), "serve_notice", served_at="2026-03-02T09:00")
    closing.move(closing.by(POLICE), "apply_for_order")
    given = {
        "order_from": "2026-03-03", "order_to": "2026-05-31", "order_bars": ["residents"], "where_they_live": "none",
    }  # fmt: skip
    with pytest.raises(Invalid, match="where they live"):
        closing.move(closing.by(POLICE), "record_full_order", **given)
    closing.move(closing.by(POLICE), "record_full_order", **given, no_plan_agreed_by="R. Example: a hotel tonight.")
    assert closing.stage("enforcement") == "full_order"


def test_case_11_the_landlord_sees_neither_suspects_nor_treatment_nor_visits_to_come(world, browser_of):
    home = worried(
        world, tenure="registered-provider", known_to_treatment="yes", uprn="9990011",
        suspects=[{"suspect_description": "CANARY-SUSPECT, red jacket"}],
    ).planned()  # fmt: skip
    police, care, landlord = home.by(POLICE), home.by(CARE), home.by(PEABODY)
    home.move(police, "police_check", police_say="Known address.", police_only="CANARY-NOTE")
    home.move(
        care, "record_capacity", capacity_decision="Who comes in", capacity_result="has", coercion_considered="yes",
        capacity_assessor="Dr Example", capacity_on="2026-03-02",
    )  # fmt: skip
    with writing(police) as session:
        now = queries.standing(session, police, queries.get(session, home.reference, to_change=True))
        visit = clock.as_moment("2026-03-05T06:10")
        book(session, police, now, kind="disruption-visit", starts_at=visit, place="CANARY-VISIT", mode="in-person")
    home.move(home.lead, "add_landlord", landlord_team=PEABODY)
    page = browser_of(landlord).get(f"/cases/{home.reference}")
    said = page.get_data(as_text=True)
    assert page.status_code == 200 and "Larkspur Court" in said
    for hidden in ("CANARY", "Do they have drug or alcohol treatment", "Who comes in", "6:10", "Marek", "isruption"):
        assert hidden not in said, hidden
    with world.keeper() as session:
        assert session.scalar(select(ReadEvent.route).where(ReadEvent.worker_id == landlord.id).limit(1))
    with reading(police) as session:
        assert "CANARY-SUSPECT, red jacket" in str(queries.answers_of(session, home.case_id))
    with reading(home.lead) as session:
        assert "CANARY" not in str(queries.answers_of(session, home.case_id))
        assert not session.scalars(select(Appointment).where(Appointment.case_id == home.case_id)).all()


def test_case_12_only_adult_social_care_records_the_safeguarding_decision(world, browser_of):
    home = worried(world, uprn="9990012").planned()
    police, care = home.by(POLICE), home.by(CARE)
    home.move(home.lead, "ask_safeguarding", safeguarding_worry="They are afraid in their own home.")
    given = {"safeguarding_decided_on": "2026-03-02", "safeguarding_reason": "They cannot protect themselves."}
    with pytest.raises(NotAllowed):
        home.move(police, "section_42_not_met_support", **given)
    with pytest.raises(NotAllowed):
        home.move(home.lead, "section_42_not_met_support", **given)
    answered = browser_of(police).post(f"/cases/{home.reference}/moves/section_42_not_met_support", data=given)
    assert answered.status_code == 403
    assert home.stage("safeguarding") == "decision_asked"
    with world.keeper() as session:
        tried = session.scalars(select(Event).where(Event.case_id == home.case_id, Event.kind == "move.refused")).all()
    assert [event.actor_id for event in tried] == [police.id]
    home.move(care, "section_42_met", **given)
    assert home.stage("safeguarding") == "statutory_enquiry"
    assert home.due("safeguarding-enquiry") == "Mon 30 Mar 2026 23:59"


def test_case_13_a_child_found_makes_it_red_and_has_to_be_told_today(world, clock_at):
    home = worried(world, uprn="9990013").planned()
    clock_at("2026-03-03T15:00")
    home.wake()
    child = {"visit_child": "yes", "visit_child_age": 15, "visit_child_home": "Lewisham"}
    with pytest.raises(Invalid, match="how it was reported"):
        home.visit(**child)
    home.visit(**child, slavery_route_child="national-referral")
    assert home.band() == "red"
    assert home.due("tell-hub") == "Tue 03 Mar 2026 23:59"
    prompts = [word.say for word in CUCKOOING.prompts if word.task == "tell-hub"]
    assert any("exploitation panel" in say for say in prompts)
    asked = CUCKOOING.question("slavery_route_child")
    assert not any("consent" in choice.code for choice in asked.choices), "a child is referred without being asked"
    home.move(home.lead, "child_found", hub_told_by="Duty worker, 15:20; Lewisham told as well.")
    with world.keeper() as session:
        there = session.scalars(select(Participant.position).where(Participant.case_id == home.case_id)).all()
    assert "childrens-social-care" in there


def test_case_14_against_their_wish_only_to_protect_or_prevent_and_with_a_reason(world):
    said = answers(occupier_agrees="disagrees", lawful_basis="crime", lawful_basis_reason="Dealers threatened a child.")
    assert not faults_in(said, CUCKOOING, clock.today())
    assert "lawful_basis" in dict(faults_in({**said, "lawful_basis": "consent"}, CUCKOOING, clock.today()))
    assert "lawful_basis_reason" in dict(faults_in({**said, "lawful_basis_reason": "Crime."}, CUCKOOING, clock.today()))
    home = worried(
        world, uprn="9990014", occupier_agrees="disagrees", lawful_basis="crime",
        lawful_basis_reason="Dealers threatened a child.",
    ).taken_up()  # fmt: skip
    assert home.band() == "amber"
    agreeing = worried(world, uprn="9990144", occupier_agrees="agrees").taken_up()
    assert "close_declined" in {move.code for move in offered(home.standing())}
    assert "close_declined" not in {move.code for move in offered(agreeing.standing())}
    home.move(
        home.lead, "close_declined", declined_capacity="no-doubt", declined_risks="The ward team.",
        support_results=["none"],
    )  # fmt: skip
    assert home.row().outcome == "declined_risks_managed"


def test_case_15_a_text_is_blocked_where_it_is_not_safe_and_a_letter_only_if_allowed(world):
    home = worried(
        world, uprn="9990015", safe_to_text="no", safe_to_message="yes", cover_reason="A gas check"
    ).taken_up()  # fmt: skip
    with writing(home.lead) as session, pytest.raises(Invalid):
        record_attempt(
            session, home.lead, home.reference, how="text", outcome="no-answer", note=None, once=uuid4().hex
        )  # fmt: skip
    with writing(home.lead) as session:
        record_attempt(
            session, home.lead, home.reference, how="letter", outcome="no-answer", note=None, once=uuid4().hex
        )  # fmt: skip
    shut = worried(world, uprn="9990155", safe_to_text="no", safe_to_message="no").taken_up()
    with writing(shut.lead) as session, pytest.raises(Invalid):
        record_attempt(
            session, shut.lead, shut.reference, how="letter", outcome="no-answer", note=None, once=uuid4().hex
        )  # fmt: skip


def test_case_16_red_is_lowered_by_one_step_and_only_when_seen_alone_twice(world):
    home = worried(world, uprn="9990016", harm_signs=["H3"]).planned()
    home.visit()
    home.visit(alone="no")
    given = {
        "lowered_at_meeting": "2026-03-02", "made_safe": "yes", "step_down_reason": "The locks were changed last week.",
    }  # fmt: skip
    with pytest.raises(Invalid, match="seen alone"):
        home.move(home.lead, "lower_to_amber", **given)
    codes = {move.code for move in offered(home.standing())}
    assert "lower_to_green" not in codes, "red never drops straight to green"
    with pytest.raises(Invalid, match="Lower it at a meeting"):
        home.move(home.lead, "begin_monitoring")
    home.visit()
    home.visit()
    with pytest.raises(Invalid, match="made safe"):
        home.move(home.lead, "lower_to_amber", **{**given, "made_safe": "no"})
    home.move(home.lead, "lower_to_amber", **given)
    assert home.band() == "amber"
    assert "visit-red" not in home.tasks() and "manager-amber" in home.tasks()
    home.move(home.lead, "record_signs", new_control_signs=["C3"])
    assert home.band() == "red", "a new sign gives the band back to the points and overrides"


def test_case_17_an_urgent_one_on_a_friday_evening_is_due_that_evening(world, clock_at):
    clock_at("2026-03-27T18:40")
    home = worried(world, uprn="9990017", urgency="today")
    assert home.due("triage") == "Fri 27 Mar 2026 23:59"
    with world.keeper() as session:
        (rings,) = session.execute(
            text("select rings from clock where case_id = :case and rule = 'triage'"), {"case": home.case_id}
        ).one()
    overdue = [clock.as_moment(at).astimezone(LONDON) for at, told in rings if told == "duty"]
    assert [at.strftime("%a %H:%M") for at in overdue] == ["Fri 23:59"]


def test_case_18_the_offence_can_be_charged_only_for_days_on_which_it_was_in_force(world):
    home = worried(world, uprn="9990018").planned()
    police = home.by(POLICE)
    given = {"enforcement_results": ["arrests"], "offence_on": "2026-02-20"}
    with pytest.raises(Invalid, match="not in force"):
        home.move(police, "record_enforcement_result", **given, charged_with_cuckooing="yes")
    home.move(police, "record_enforcement_result", **given)
    with world.keeper() as session:
        session.add(set_to("cuckooing.offence-in-force-from", "2026-02-15", date(2026, 1, 1)))
    with pytest.raises(Invalid, match="not in force"):
        home.move(
            police, "record_enforcement_result", enforcement_results=["arrests"], offence_on="2026-02-14",
            charged_with_cuckooing="yes",
        )  # fmt: skip
    home.move(police, "record_enforcement_result", **given, charged_with_cuckooing="yes")
    assert home.standing(police).answers["charged_with_cuckooing"] == "yes"


def test_case_19_whoever_knows_somebody_in_the_case_can_no_longer_open_it(world):
    home = worried(world, uprn="9990019").planned()
    member = world.worker(SAFETY, "panel", name="J. Price (example)")
    home.move(home.lead, "add_meeting_member", meeting_member=member.reference)
    assert "declare_interest" in {move.code for move in offered(home.standing(member))}
    home.move(member, "declare_interest", knows_somebody="yes")
    with reading(member) as session, pytest.raises(NotVisible):
        queries.get(session, home.reference)
    with world.keeper() as session:
        assert session.scalar(select(CaseBlock.id).where(CaseBlock.worker_id == member.id))
        kinds = set(session.scalars(select(Event.kind).where(Event.case_id == home.case_id)))
    assert "case.blocked" in kinds


def test_case_20_a_death_ends_the_case_stops_everything_and_is_reviewed(world, clock_at):
    home = worried(world, uprn="9990020").planned()
    with writing(home.lead) as session:
        now = queries.standing(session, home.lead, queries.get(session, home.reference, to_change=True))
        visit = clock.as_moment("2026-04-15T10:00")
        book(session, home.lead, now, kind="welfare-visit", starts_at=visit, place="The home", mode="in-person")
    clock_at("2026-04-09T11:00")
    home.wake()
    home.move(home.lead, "record_death", died_on="2026-04-09")
    assert home.row().outcome == "occupier_died"
    assert home.tasks() == {"death-review"}
    with world.keeper() as session:
        outcomes = session.scalars(select(Appointment.outcome).where(Appointment.case_id == home.case_id)).all()
    assert outcomes == ["cancelled-by-service"]
    assert home.standing().answers["street"] == "Larkspur Court", "the record is kept"


def test_the_occupier_may_be_victim_and_suspect_and_only_the_police_read_the_second(world):
    home = worried(world, uprn="9990021").planned()
    police = home.by(POLICE)
    home.move(police, "record_suspect_status", suspect_status="yes")
    facts = home.standing(police).known.facts
    assert (facts["victim"], facts["suspect"]) == ("yes", "yes")
    assert "suspect" not in home.standing().known.facts


def test_monitoring_and_stepping_down_lead_to_a_close_after_twelve_weeks(world, clock_at):
    home = worried(world, uprn="9990022").planned()
    home.visit()
    home.visit()
    home.move(home.lead, "begin_monitoring")
    assert home.due("monitoring") == "Mon 25 May 2026 23:59"
    home.move(home.lead, "step_down", made_safe="yes", step_down_reason="Seen alone twice, locks changed.")
    end = {"case_outcome": "safeguarded_at_home", "support_results": ["treatment-started"]}
    with pytest.raises(Invalid, match="twelve weeks"):
        home.move(home.lead, "close", **end)
    clock_at("2026-05-25T10:00")
    home.wake()
    home.move(home.lead, "close", **end)
    assert (home.stage(), home.row().outcome) == ("closed", "safeguarded_at_home")


def test_with_the_plan_under_way_the_next_visit_stands_out_before_the_next_meeting(world):
    home = worried(world, uprn="9990023", harm_signs=["H3"]).planned()
    first = actions(_page_of(home.lead, home), offered(home.standing())).primary
    assert (home.stage(), first.code if first else None) == ("active", "record_visit")


def _page_of(worker, home: Home):
    with reading(worker) as session:
        return load(session, worker, home.reference)


def test_what_one_team_has_answered_ends_no_other_teams_deadline(world):
    """They were asked in one step: once the police had answered, adult social care and the lead were never reminded."""
    home = worried(world).taken_up()
    home.move(home.by(POLICE), "police_check", police_say="Nothing is known.")
    with world.keeper() as session:
        waiting = session.execute(
            select(Task.kind, Clock.stopped_at, Clock.rings_at)
            .join(Clock, Clock.id == Task.clock_id)
            .where(
                Task.case_id == home.case_id, Task.kind.in_(("collect-checks", "care-check")), Task.done_at.is_(None)
            )
        ).all()
    assert {row.kind for row in waiting} == {"collect-checks", "care-check"}
    assert all(row.stopped_at is None and row.rings_at is not None for row in waiting)
