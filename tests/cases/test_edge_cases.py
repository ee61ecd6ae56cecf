"""The edge cases of a prison release that a case has to bear, by their numbers, through the commands and real rules.

Every person, number and date is invented.
"""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from coordination import clock
from coordination.cases import queries
from coordination.cases.commands.appointments import book_on, record_outcome
from coordination.cases.commands.dating import NewValue, OnlyLooking, give_value
from coordination.cases.commands.moving import make_move
from coordination.cases.models import CaseFile, DatedFact, HandOver, Milestone, Participant, ReleaseSpell, SamePerson
from coordination.cases.queries import meetings, signals
from coordination.cases.queries.listing import cases_of, holders
from coordination.cases.queries.loading import load
from coordination.cases.queries.timeline import timeline
from coordination.db import reading, writing
from coordination.errors import Invalid, NotAllowed, NotVisible
from coordination.forms.words import in_words
from coordination.queues.commands.claiming import claim
from coordination.queues.models import Clock, Task
from coordination.queues.queries import lists
from coordination.queues.queries.narrowing import Narrowing
from coordination.referrals.queries.became import what_became
from tests.cases import stories
from workflows import pathways
from workflows.local_time import LONDON

SUBSTITUTE = {
    "on_ost": "yes",
    "bridging_prescription": "yes",
    "bridging_start": "2026-07-09",
    "bridging_end": "2026-07-12",
    "prescriber_slot": "2026-07-14T10:00",
}


def seen_by(worker, story):
    with reading(worker) as session:
        return load(session, worker, story.reference)


def rows(story, model, *conditions):
    with story.world.keeper() as session:
        return session.scalars(select(model).where(model.case_id == story.case_id, *conditions)).all()


def open_tasks(story):
    return {task.kind for task in rows(story, Task, Task.done_at.is_(None))}


def milestones(story):
    return sorted(row.kind for row in rows(story, Milestone))


def test_case_2_fourteen_days_without_a_start_are_said_on_the_page(world, clock_at):
    clock_at("2026-07-06T09:00")
    story = stories.released(world, date(2026, 7, 6))
    clock_at("2026-07-07T12:00")
    spoc = world.sign_in(story.spoc.id)
    story.move(spoc, "record_contact", seen_on="2026-07-07")
    clock_at("2026-07-21T09:00")
    spoc = world.sign_in(story.spoc.id)
    assert any("no structured treatment has started" in said.say for said in signals.prompts(seen_by(spoc, story)))


def test_case_3_a_friday_is_a_hint_and_the_planned_date_stays(world, clock_at):
    clock_at("2026-08-20T10:00")
    story = stories.accepted(world, date(2026, 9, 25), {"release_date_kind": "conditional"})
    page = seen_by(story.spoc, story)
    assert "Thursday 24 September" in (signals.suggestion(page) or "")
    assert [row.value["value"] for row in rows(story, DatedFact)] == ["2026-09-25"]


def test_case_4_and_6_released_from_court_without_notice(world, clock_at):
    clock_at("2026-07-14T17:35")
    given = {
        "sentence_type": "remand",
        "already_released": "yes",
        "actual_release": "2026-07-14T16:10",
        "on_ost": "yes",
        "last_dose_at": "2026-07-14T08:00",
    }
    for gone in ("release_date_known", "planned_release_date", "release_date_kind", "release_type"):
        given[gone] = None
    story = stories.referred(world, given=given)
    assert signals.suggestion(seen_by(story.spoc, story)) is None
    decide = rows(story, Clock, Clock.rule == "decide")[0]
    assert decide.due_at <= clock.as_moment("2026-07-15T00:00"), decide.sentence
    with pytest.raises(NotAllowed):
        story.move(story.spoc, "accept")
    story.move(story.spoc, "accept_after_release")
    assert (story.stage(), open_tasks(story) & {"confirm-release", "recheck-release", "confirm-tomorrow"}) == (
        "release_confirmed", set(),
    )  # fmt: skip
    assert "allocate" in open_tasks(story)
    start_by = rows(story, Clock, Clock.rule == "start-by")[0]
    assert start_by.due_at.astimezone(LONDON).date() in (date(2026, 8, 4), date(2026, 8, 5))
    assert "released" in milestones(story)
    worker = world.worker(stories.RECOVERY)
    story.move(story.spoc, "name_key_worker_after_release", key_worker=worker.reference)
    (seeing,) = rows(story, Task, Task.kind == "first-contact")
    assert seeing.holder_id == worker.id
    assert not open_tasks(story) & {"pre-release-contact", "book-appointment"}, "nobody is met before they left"
    story.move(worker, "record_contact", seen_on="2026-07-14")
    assert story.stage() == "contact_made"


def test_once_the_prison_confirms_a_friday_no_other_day_is_likely_any_more(world, clock_at):
    clock_at("2026-09-21T10:00")
    story = stories.accepted(world, date(2026, 9, 25), {"release_date_kind": "conditional"})
    assert "Thursday 24 September" in (signals.suggestion(seen_by(story.spoc, story)) or "")
    prompts = {said.say[:38] for said in signals.prompts(seen_by(story.spoc, story))}
    assert "They will probably leave on an earlier" in prompts
    story.move(
        story.spoc, "change_release_date", release_date_kind="confirmed", release_date_source="prison",
        release_date_confidence="confirmed", planned_release_date="2026-09-25",
    )  # fmt: skip
    page = seen_by(story.spoc, story)
    assert signals.suggestion(page) is None
    assert "They will probably leave on an earlier" not in {said.say[:38] for said in signals.prompts(page)}


def test_a_deadline_that_stands_still_is_never_late_and_runs_on_with_its_day(world, clock_at):
    clock_at("2026-07-06T10:00")
    story = stories.referred(world, date(2026, 9, 10))
    story.move(story.spoc, "ask_for_more", information_wanted="Which pharmacy? (example)")

    def shown():
        spoc = world.sign_in(story.spoc.id)
        with reading(spoc) as session:
            rows = {
                due: lists.queue(session, spoc, stories.CONTACT, Narrowing(q=story.reference, due=due)).page.rows
                for due in ("", "late")
            }
        return next(task.due for task in rows[""] if "ccept" in task.asks), rows["late"]

    clock_at("2026-07-20T10:00")
    due, late = shown()
    assert (due.code, due.word, due.sentence, late) == ("date", "No date", "no date yet", [])
    story.move(world.sign_in(story.nurse.id), "send_more", information_given="The one in the high street (example)")
    assert shown()[0].word == "Tue 21 Jul", "one working day after they asked, who had taken none"


def test_case_7_a_day_outside_is_no_release(world, clock_at):
    clock_at("2026-07-08T18:00")
    story = stories.accepted(world, date(2026, 9, 30))
    assert story.stage() == "accepted"
    assert "released" not in milestones(story)
    assert rows(story, ReleaseSpell)[0].actual_at is None
    assert not rows(story, Clock, Clock.rule == "start-by")


def test_case_8_a_move_to_another_prison_keeps_the_spell(world, clock_at):
    clock_at("2026-07-02T12:00")
    story = stories.accepted(world, date(2026, 7, 23))
    story.move(story.spoc, "record_prison_move", moved_to_prison="thameside", moved_on="2026-07-02")
    assert len(rows(story, ReleaseSpell)) == 1
    assert "new-referrer-contact" in open_tasks(story)
    assert "released" not in milestones(story)


@pytest.mark.parametrize("started", [False, True], ids=["case_9_before_a_start", "case_10_after_a_start"])
def test_a_recall_opens_a_linked_case_of_the_same_person(world, clock_at, browser_of, started):
    clock_at("2026-07-23T09:30")
    story = stories.released(world, date(2026, 7, 23))
    clock_at("2026-08-02T10:00")
    spoc = world.sign_in(story.spoc.id)
    if started:
        story.move(spoc, "start_treatment", treatment_started_on="2026-07-26", start_area="havering")
        moved = story.move(spoc, "record_return_after_start", returned_on="2026-08-01", return_kind="recall")
    else:
        moved = story.move(spoc, "record_recall", returned_on="2026-08-01", next_release_date="2026-09-20")
    assert story.stage() == "closed_returned_custody"
    assert moved.linked_reference
    with reading(spoc) as session:
        linked = load(session, spoc, moved.linked_reference)
        old = queries.get(session, story.reference)
    assert linked.case.linked_from_id == old.id
    assert linked.now.lines["main"].stage == "accepted"
    assert signals.name_of(linked) == "Jo Example"
    assert old.outcome == ("structured_start" if started else "recalled_before_start")
    assert ("treatment-started" in milestones(story)) is started
    with world.keeper() as session:
        follows = session.scalar(select(ReleaseSpell.follows_id).where(ReleaseSpell.case_id == linked.case.id))
    assert follows == rows(story, ReleaseSpell)[0].id
    if not started:
        assert [row.value for row in linked.rows["facts"]] == [{"value": "2026-09-20"}]
    page = browser_of(spoc).get(f"/cases/{moved.linked_reference}").text
    assert "This goes on from <a" in page
    with world.keeper() as session:
        verdicts = session.scalars(select(SamePerson.verdict).where(SamePerson.by_id == spoc.id)).all()
    assert verdicts == ["same"], "whoever opened it has said so: nobody is asked"


def test_case_11_a_death_silences_everything_and_hides_the_name(world, clock_at):
    clock_at("2026-07-23T09:30")
    story = stories.released(world, date(2026, 7, 23))
    clock_at("2026-07-27T15:00")
    spoc = world.sign_in(story.spoc.id)
    story.move(spoc, "record_death", died_on="2026-07-27", death_told_by="The hospital (example)")
    assert story.stage() == "closed_died"
    running = rows(story, Clock, Clock.stopped_at.is_(None))
    assert [row.id for row in running] == [row.clock_id for row in rows(story, Task, Task.done_at.is_(None))]
    assert open_tasks(story) == {"death-review"}
    with world.keeper() as session:
        team = session.scalar(select(Task.team_id).where(Task.case_id == story.case_id, Task.kind == "death-review"))
        silent = session.scalar(select(CaseFile.silent_since).where(CaseFile.id == story.case_id))
    assert team == world.team_id("hav-death-review")
    assert silent is not None
    with reading(spoc) as session:
        mine = holders(session, spoc)[0]
        listed = cases_of(session, mine, ended=True).rows
    assert [row.name for row in listed if row.reference == story.reference] == [""]


def test_case_12_a_redirect_stays_open_here_until_the_other_area_accepts(world, clock_at, browser_of):
    clock_at("2026-11-18T10:30")
    story = stories.referred(world, given={"area_on_release": "waltham-forest", "outward_code": "E17"})
    there = world.worker(stories.OTHER_CONTACT, "triage", name="Wes Example")
    with pytest.raises(NotVisible):
        seen_by(there, story)
    decided_by = rows(story, Clock, Clock.rule == "decide")[0].due_at
    story.move(story.spoc, "redirect", redirected_to=stories.OTHER_CONTACT, redirect_reason="The address is in E17.")
    assert story.stage() == "redirected"
    assert seen_by(there, story).in_preview
    assert not seen_by(story.spoc, story).case.ended_at
    assert rows(story, Clock, Clock.rule == "decide")[0].due_at == decided_by, "the clock is not started again"
    for code, given in (("other_area_accepts", {}), ("other_area_declines", {"redirect_declined_reason": "Ours."})):
        with pytest.raises(NotAllowed, match="Only the team that this was passed on to"):
            story.move(story.spoc, code, **given)
        assert f"/moves/{code}" not in browser_of(story.spoc).get(f"/cases/{story.reference}").text
        assert f"/moves/{code}" in browser_of(there).get(f"/cases/{story.reference}").text
    story.move(there, "other_area_accepts")
    assert story.stage() == "accepted"
    assert not seen_by(there, story).in_preview
    answers = [row.answer for row in rows(story, HandOver)]
    assert sorted(answers) == ["accepted", "redirected"]
    with world.keeper() as session:
        responsible = session.scalar(select(CaseFile.partnership_id).where(CaseFile.id == story.case_id))
    assert responsible == world.partnership_id("waltham-forest")


def test_case_13_no_address_and_no_borough_can_be_sent(world):
    story = stories.referred(world, given={"area_on_release": "not-known", "outward_code": None})
    assert "settle-area" in open_tasks(story)
    due = rows(story, Clock, Clock.rule == "settle-area")[0].due_at
    assert due.astimezone(LONDON).date() <= date(2026, 11, 20)


def test_case_14_a_no_to_probation_keeps_probation_out(world):
    story = stories.referred(world, given={"consent_probation": "no", "consent_panel": "no"})
    story.move(story.spoc, "accept")
    probation = world.worker("hav-probation", name="Pat Example")
    with pytest.raises(NotVisible):
        seen_by(probation, story)
    agreed = stories.accepted(world)
    assert seen_by(probation, agreed).now.positions == {"probation"}


def test_case_15_withdrawing_consent_stops_sharing_at_once_and_keeps_what_was_read(world, clock_at):
    story = stories.accepted(world)
    probation = world.worker("hav-probation", name="Pat Example")
    assert seen_by(probation, story)
    story.move(
        story.spoc,
        "withdraw",
        consent_withdrawn_on="2026-11-18",
        withdrawal_naloxone="taken",
        withdrawal_advice="Tolerance is lower (example).",
    )
    with pytest.raises(NotVisible):
        seen_by(probation, story)
    assert story.stage() == "withdrawn"
    with world.keeper() as session:
        joined = session.execute(
            text(
                "select d.detail->>'position' from event e join event_detail d on d.event_id = e.id "
                "where e.case_id = :case and e.kind in ('participant.joined', 'participant.left')"
            ),
            {"case": story.case_id},
        ).scalars()
        assert list(joined).count("probation") == 2
    assert "harm-reduction" in open_tasks(story)


def test_case_16_three_missed_appointments_each_open_what_comes_next(world, clock_at):
    clock_at("2026-07-02T09:30")
    story = stories.released(world, date(2026, 7, 2), given={"licence_conditions": ["attend-controlled-drug"]})
    found = []
    for number, day in enumerate(("2026-07-03", "2026-07-06", "2026-07-08")):
        clock_at(f"{day}T08:00")
        spoc = world.sign_in(story.spoc.id)
        with writing(spoc) as session:
            booked = book_on(
                session,
                spoc,
                story.reference,
                once=uuid4().hex,
                warnings=(),
                kind="treatment",
                starts_at=clock.as_moment(f"{day}T10:00"),
                place="The clinic (example)",
                mode="in-person",
                with_whom=None,
                told_how=None,
            )
        clock_at(f"{day}T12:00")
        spoc = world.sign_in(story.spoc.id)
        with writing(spoc) as session:
            found.append(record_outcome(session, spoc, story.reference, booked, "did-not-attend", once=uuid4().hex))
        assert found[-1] == number + 1
    assert "missed-decide" in open_tasks(story)
    spoc = world.sign_in(story.spoc.id)
    with pytest.raises(Invalid, match="day 21"):
        story.move(spoc, "close_not_engaged", not_engaged_reason="dna_all")
    clock_at("2026-07-22T10:00")
    spoc = world.sign_in(story.spoc.id)
    story.move(spoc, "start_treatment", treatment_started_on="2026-07-22", start_area="havering")
    assert milestones(story).count("treatment-started") == 1
    with world.keeper() as session:
        told = session.execute(
            text("select ids->>'positions' from outbox where ids->>'case_id' = :case and job = 'tell_positions'"),
            {"case": str(story.case_id)},
        ).scalars()
        assert "probation" in list(told)


def test_case_22_days_without_a_prescriber_are_said_and_block_the_appointment(world, clock_at):
    clock_at("2026-06-20T10:00")
    story = stories.accepted(world, date(2026, 7, 9), given=SUBSTITUTE)
    key_worker = story.others["key-worker"]
    page = seen_by(key_worker, story)
    assert meetings.cover_gap(page) == ["No prescription covers Monday 13 July."]
    assert any("nobody prescribes" in said.say and said.urgent for said in signals.warnings(page))
    fixed = {
        "first_appointment_at": "2026-07-09T14:00",
        "first_appointment_place": "The clinic (example)",
        "first_appointment_mode": "in-person",
        "person_told": "yes",
        "zone_checked": "Pat Example of probation: no such area",
    }
    with pytest.raises(Invalid, match="nobody prescribes"):
        story.move(key_worker, "set_appointment", **fixed)
    story.move(key_worker, "set_appointment", **fixed, no_cover_reason="The GP sees him on the 13th (example).")
    assert story.stage() == "appointment_set"


def test_case_23_an_area_they_may_not_enter_is_said_and_needs_somebody_who_checked(world, clock_at):
    story = stories.accepted(
        world, given={"exclusion_zone": "yes", "exclusion_zone_detail": "Romford town centre (example)"}
    )
    page = seen_by(story.spoc, story)
    said = meetings.against(page, clock.as_moment("2026-12-16T14:00"))
    assert any("Romford town centre" in sentence for sentence in said)
    fixed = {
        "first_appointment_at": "2026-12-16T14:00",
        "first_appointment_place": "The clinic in Romford (example)",
        "first_appointment_mode": "in-person",
        "person_told": "yes",
    }
    with pytest.raises(Invalid, match="may not enter"):
        story.move(story.spoc, "set_appointment", **fixed)
    story.move(story.spoc, "set_appointment", **fixed, zone_checked="Pat Example, in writing")
    assert story.stage() == "appointment_set"


def test_a_key_worker_who_reads_of_no_area_asks_before_an_appointment_is_fixed(world, browser_of):
    """Nothing of the licence is told to who may not read it, also not by the sentence: it says the same to all."""
    said = set()
    for zone in ({"exclusion_zone": "yes", "exclusion_zone_detail": "Romford (example)"}, {"exclusion_zone": "no"}, {}):
        story = stories.accepted(world, given=zone)
        key_worker = story.key_worker()
        fixed = {
            "first_appointment_at": "2026-12-16T14:00",
            "first_appointment_place": "The clinic in Romford (example)",
            "first_appointment_mode": "in-person",
            "person_told": "yes",
        }
        asked = browser_of(key_worker).get(f"/cases/{story.reference}/moves/set_appointment").text
        assert "who said that this place is all right?" in asked
        assert "who said that this place is all right? (optional)" not in asked
        with pytest.raises(Invalid, match="You do not read whether there is an area") as refused:
            story.move(key_worker, "set_appointment", **fixed)
        said.add((refused.value.field, str(refused.value)))
        books = meetings.against(seen_by(key_worker, story), clock.as_moment("2026-12-16T14:00"))
        assert [each for each in books if "area" in each] == [
            "You do not read whether there is an area that they may not enter. Ask whoever does about the place."
        ]
        story.move(key_worker, "set_appointment", **fixed, zone_checked="Pat Example of probation: no such area")
        assert story.stage() == "appointment_set"
    assert len(said) == 1


def test_a_new_date_is_shown_before_it_is_saved_and_moves_each_deadline_once(world):
    story = stories.accepted(world)
    new = NewValue("release_date", "2027-01-20", kind="confirmed", source="prison", confidence="confirmed")
    with pytest.raises(OnlyLooking) as found, writing(story.spoc) as session:
        give_value(session, story.spoc, story.reference, new, once=uuid4().hex, only_look=True)
    assert any("later" in sentence for sentence in found.value.moved)
    assert len(rows(story, DatedFact)) == 1, "nothing is kept by looking"
    once = uuid4().hex
    for _ in range(2):
        with writing(story.spoc) as session:
            moved = give_value(session, story.spoc, story.reference, new, once=once)
    assert moved == found.value.moved
    assert len(rows(story, DatedFact)) == 2
    assert {row.key_date for row in rows(story, Participant, Participant.until_at.is_(None))} == {date(2027, 1, 20)}
    late = NewValue("release_date", "2027-01-20", kind="actual", source="prison", confidence="confirmed")
    with pytest.raises(Invalid, match="not in the future"), writing(story.spoc) as session:
        give_value(session, story.spoc, story.reference, late, once=uuid4().hex)


def test_case_27_an_old_record_still_shows_an_option_that_is_no_longer_offered():
    pathway = pathways.newest("prison-release")
    ended = [(each, choice) for each in pathway.questions.values() for choice in each.choices if choice.until]
    assert any("post-sentence" in choice.code for _, choice in ended)
    for question, choice in ended:
        assert choice not in question.offered("2026-06-01")
        assert in_words(question, [choice.code] if question.kind == "choices" else choice.code) == choice.label


def test_the_timeline_tells_nobody_more_than_they_may_read(world):
    story = stories.accepted(world)
    probation = world.worker("hav-probation", name="Pat Example")
    with reading(probation) as session:
        page = load(session, probation, story.reference)
        said = " ".join(event.said for event in timeline(session, page, size=200).events)
    assert "Sam Example: Accept this referral" in said
    assert "naloxone" not in said.lower() or "support" in page.reads


def waits_with(story, reference=None):
    """What waits on the case or on another, and in whose queue: the kind of task and the team's id."""
    with story.world.keeper() as session:
        case_id = session.scalar(select(CaseFile.id).where(CaseFile.reference == (reference or story.reference)))
        found = session.scalars(select(Task).where(Task.case_id == case_id, Task.done_at.is_(None)))
        return {task.kind: task for task in found}


OF_THE_PRISON = ("recheck-release", "confirm-tomorrow", "confirm-release")


@pytest.mark.parametrize("accepted_first", [True, False], ids=["moved_once_accepted", "moved_while_it_waits"])
def test_what_a_prison_must_do_goes_with_the_person_to_the_next_prison(world, clock_at, accepted_first):
    """The old prison was asked to confirm that they leave, and the new one read that nothing waits for it."""
    clock_at("2026-07-02T12:00")
    story = stories.referred(world, date(2026, 7, 23))
    if accepted_first:
        story.move(story.spoc, "accept")
    story.move(story.nurse, "record_prison_move", moved_to_prison="thameside", moved_on="2026-07-02")
    story.move(story.nurse, "name_new_referrer", new_referrer_team="hmp-thameside-release")
    if not accepted_first:
        story.move(story.spoc, "accept")
    there = world.team_id("hmp-thameside-release")
    found = waits_with(story)
    assert {kind: found[kind].team_id for kind in OF_THE_PRISON} == dict.fromkeys(OF_THE_PRISON, there)
    rows_of_clocks = {row.id: row.team_id for row in rows(story, Clock)}
    assert all(rows_of_clocks[found[kind].clock_id] == there for kind in OF_THE_PRISON), "they are reminded of it"
    assert seen_by(world.sign_in(story.nurse.id), story).case.reference == story.reference, (
        "who knows the dose reads on"
    )


def test_what_a_nurse_of_the_old_prison_had_taken_waits_at_the_new_one_whoever_names_it(world, clock_at):
    """Another agency names the team: what somebody had taken is theirs no more, and nobody there has it yet."""
    clock_at("2026-07-02T12:00")
    story = stories.referred(world, date(2026, 7, 23))
    story.move(story.spoc, "accept")
    nurse = world.sign_in(story.nurse.id)
    with writing(nurse) as session:
        claim(session, nurse, waits_with(story)["confirm-release"].reference, once=uuid4().hex)
    story.move(story.spoc, "record_prison_move", moved_to_prison="thameside", moved_on="2026-07-02")
    story.move(story.spoc, "name_new_referrer", new_referrer_team="hmp-thameside-release")
    passed = waits_with(story)["confirm-release"]
    assert (passed.team_id, passed.holder_id) == (world.team_id("hmp-thameside-release"), None)


def test_a_key_worker_who_is_named_late_has_what_waited_for_one(world, clock_at):
    """They had left before anybody was named: seeing them lay with nobody, though the page said who was told."""
    clock_at("2026-07-23T11:00")
    story = stories.referred(world, date(2026, 7, 23))
    story.move(story.spoc, "accept")
    story.move(story.nurse, "confirm_release", actual_release="2026-07-23T10:00", naloxone="yes")
    assert waits_with(story)["first-contact"].holder_id is None
    named = world.worker(stories.RECOVERY, name="Kim Example")
    story.move(story.spoc, "name_key_worker_after_release", key_worker=named.reference)
    found = waits_with(story)
    assert (found["first-contact"].holder_id, found["record-start"].holder_id) == (named.id, named.id)
    assert found["exit-record"].holder_id is None, "what the single point of contact does waits with their team"


def test_the_next_release_asks_whether_they_have_left_as_the_first_one_did(world, clock_at):
    """Nobody accepts the next release of somebody recalled, so nobody was ever asked whether they had left."""
    clock_at("2026-07-23T09:30")
    story = stories.released(world, date(2026, 7, 23))
    clock_at("2026-07-25T10:00")
    spoc = world.sign_in(story.spoc.id)
    moved = story.move(spoc, "record_recall", returned_on="2026-07-25", next_release_date="2026-09-20")
    found = waits_with(story, moved.linked_reference)
    assert {*OF_THE_PRISON, "allocate", "late-allocation"} <= set(found)
    assert found["confirm-release"].team_id == world.team_id(stories.CONTACT), (
        "who wrote the recall down finds out where"
    )
    assert found["confirm-release"].due_at.date() == date(2026, 9, 20)


def test_a_death_after_a_recall_takes_the_name_from_the_lists_of_both_cases(world, clock_at):
    """The prison that sent them went on reading the name in what became of its referrals."""
    clock_at("2026-07-23T09:30")
    story = stories.released(world, date(2026, 7, 23))
    clock_at("2026-07-25T10:00")
    spoc = world.sign_in(story.spoc.id)
    moved = story.move(spoc, "record_recall", returned_on="2026-07-25")
    with writing(spoc) as session:
        make_move(
            session,
            spoc,
            moved.linked_reference,
            "record_death",
            {"died_on": "2026-07-25", "death_told_by": "The governor (example)"},
            once=uuid4().hex,
        )
    nurse = world.sign_in(story.nurse.id)
    with reading(nurse) as session:
        assert {row.name for row in what_became(session, nurse.id).rows} == {""}
