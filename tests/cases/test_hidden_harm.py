"""Hidden harm through the real commands: the nineteen edge cases by their numbers. Everybody is invented."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from coordination import clock
from coordination.appointments.models import Appointment
from coordination.cases.commands.permitting import offered
from coordination.cases.commands.reaching import record_attempt
from coordination.cases.models import Answer, Milestone, Participant, PersonOnCase
from coordination.cases.queries import signals
from coordination.cases.queries.asked import actions, tasks
from coordination.cases.queries.loading import load
from coordination.db import reading, writing
from coordination.errors import Invalid
from coordination.queues.models import Clock, Task
from coordination.sharing.models import Consent
from tests.cases import families
from tests.cases.families import child
from workflows.local_time import local
from workflows.measures.hidden_harm import HomeVisit, other_visits, restated, visits_completed
from workflows.measures.rates import Period

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
TAKE_HOME = {"medicine_home": "methadone", "medicine_supply": "take-home", "take_home_days": 6}
NEEDS_A_REASON = "Nobody else was there, and the medicine stood on the table beside the cot."


def rows(family, model, *conditions):
    with family.world.keeper() as session:
        return session.scalars(select(model).where(model.case_id == family.case_id, *conditions)).all()


def open_tasks(family):
    return {task.kind for task in rows(family, Task, Task.done_at.is_(None))}


def counted(family, kind="visit-completed"):
    return [row for row in rows(family, Milestone) if row.kind == kind]


def test_a_family_is_referred_agrees_and_is_visited(world):
    family = families.ready(world)
    assert family.stage() == "ready"
    family.completed()
    assert family.stage() == "visited"
    assert {(row.part, row.name) for row in rows(family, PersonOnCase)} == {
        ("subject", "Lorna Example"), ("child", "Theo Example"),
    }  # fmt: skip
    assert [row.attributes["every-child-seen"] for row in counted(family)] == ["yes"]
    assert "next-visit" in open_tasks(family)


def test_a_visit_that_is_booked_and_not_made_is_still_overdue_on_its_day(world, clock_at):
    """Booked and forgotten: no task was open, and nobody was ever told."""
    clock_at("2026-03-02T10:00")
    family = families.ready(world)
    booked = {"visit_at": "2026-03-10T10:00", "visit_how": "announced", "visit_place": "1 Example Row"}
    for _ in range(2):
        family.move(family.lead, "book_visit", **booked)
        running = rows(family, Clock, Clock.rule == "visit", Clock.stopped_at.is_(None))
        assert [(local(row.due_at).date().isoformat(), row.rings != []) for row in running] == [("2026-03-16", True)]
    family.completed()
    assert rows(family, Clock, Clock.rule == "visit", Clock.stopped_at.is_(None)) == []


def due(family, kind):
    """When the newest open task of this kind is due, in London time without its zone."""
    found = rows(family, Task, Task.kind == kind, Task.done_at.is_(None))
    return max(found, key=lambda task: task.opened_at).due_at


def london_day(moment):
    return local(moment).date()


def home_visits(*families_):
    """The completed visits of these families, as counting reads them."""
    return [HomeVisit.of(row) for family in families_ for row in counted(family)]


def holders(family, position):
    return rows(family, Participant, Participant.position == position, Participant.until_at.is_(None))


def seen_by(worker, family):
    with reading(worker) as session:
        return load(session, worker, family.reference)


def test_edge_1_a_child_who_turns_five_on_the_day_does_not_count(world, clock_at):
    clock_at("2026-05-12T09:00")
    before, on_the_day = (families.ready(world, {"children": [child("Theo", "2021-05-14")]}) for _ in range(2))
    clock_at("2026-05-13T17:00")
    before.again()
    before.completed(at="2026-05-13T10:00")
    clock_at("2026-05-14T17:00")
    on_the_day.again()
    on_the_day.completed(at="2026-05-14T10:00")
    assert visits_completed(home_visits(before), YEAR).total == 1
    assert visits_completed(home_visits(on_the_day), YEAR).total == 0


def test_edge_2_two_children_two_workers_one_visit_is_one(world):
    family = families.ready(world, {"children": [families.THEO, child("Ivy", "2024-02-01")]})
    said = [{"child_seen": "awake", "child_said": "Played and talked."}] * 2
    family.completed(visit_children=said, visited_by="Priya and Dan, two workers")
    family.completed(visit_children=said)
    assert visits_completed(home_visits(family), YEAR).total == 1


def test_edge_3_a_father_elsewhere_counts_and_the_childs_own_address_is_kept_apart(world):
    family = families.ready(
        world,
        {
            "adult_first_name": "Sam",
            "visit_address": "Flat 2, Example Court",
            "children_live_there": "no",
            "children_address": "9 Example Lane",
            "children": [child("Daughter", "2023-03-01", child_lives="visits")],
        },
    )
    family.completed()
    assert visits_completed(home_visits(family), YEAR).total == 1
    kept = {row.field: (row.value, row.protected) for row in rows(family, Answer) if "address" in row.field}
    assert kept == {
        "visit_address": ("Flat 2, Example Court", False), "children_address": ("9 Example Lane", True),
    }  # fmt: skip


def test_edge_4_no_access_twice_with_methadone_needs_a_decision_about_mash(world, clock_at):
    clock_at("2026-02-26T09:00")
    family = families.ready(world, {**TAKE_HOME, "children": [child("Ivy", "2025-05-20")]})
    clock_at("2026-03-02T15:00")
    family.again()
    family.visit("no-access", at="2026-03-02T14:00", called_same_day="no-answer")
    assert london_day(due(family, "no-access-lead")) == date(2026, 3, 3)
    assert london_day(due(family, "second-attempt")) == date(2026, 3, 9)
    clock_at("2026-03-09T15:00")
    family.again()
    second = family.book("2026-03-09T14:00", "unannounced")
    with pytest.raises(Invalid, match="Decide with the lead"):
        family.came_of(second, "no-access", called_same_day="no-answer")
    with pytest.raises(Invalid, match="Write down why"):
        family.came_of(second, "no-access", called_same_day="no-answer", mash_decision="yes")
    assert len(counted(family, "visit-no-access")) == 1, "nothing was kept of the refused attempts"
    family.came_of(
        second, "no-access", called_same_day="no-answer", mash_decision="yes",
        mash_decision_reason="A baby and methadone at home. Decided by Priya.",
    )  # fmt: skip
    assert "tell-mash" in open_tasks(family)


def test_edge_5_ingestion_goes_to_mash_at_once_and_the_visit_does_not_wait(world):
    family = families.referred(world, {"harm_signs": ["ingestion"], "harm_detail": "He swallowed a tablet."})
    assert [part.sees for part in holders(family, "childrens-social-care")] == ["full"]
    assert {"ring-mash", "mash-decide"} <= open_tasks(family)
    assert london_day(due(family, "ring-mash")) == date(2026, 11, 18)
    page = seen_by(world.worker(families.MASH, "triage"), family)
    assert page.now.answers["harm_detail"] == "He swallowed a tablet."
    assert "substances" not in page.now.answers, "the treatment record stays with the treatment service"
    with pytest.raises(Invalid, match="cannot be declined"):
        family.move(family.lead, "decline", decline_reason="no-child", decline_advice="Nothing (example).")
    family.move(family.lead, "accept")
    asked_for = {task.asks for task in rows(family, Task, Task.done_at.is_(None))}
    assert "Visit as well: do not delay MASH for it" in asked_for
    assert not rows(family, Consent), "consent is not asked where a child is at risk of significant harm"


def test_edge_6_a_refusal_without_other_risk_is_closed_with_a_view_and_no_visit(world):
    family = families.accepted(world, {"medicine_home": "methadone", "medicine_supply": "supervised"})
    family.move(family.lead, "record_refuses")
    with pytest.raises(Invalid, match="Write down your view"):
        family.move(family.lead, "close_declined")
    family.move(family.lead, "close_declined", lead_view="Supervised only, a nursery place, and a sober grandmother.")
    assert family.stage() == "closed"
    ended = counted(family, "outcome-recorded")
    assert len(ended) == 1
    assert not counted(family)
    assert counted(family, "referral-received")[0].attributes["child-counts"] == "yes"


def refused_with_a_baby(world, clock_at):
    """A family with a baby and medicine that is taken home, who say no the day before a visit that was booked."""
    clock_at("2026-11-16T10:00")
    family = families.ready(world, {**TAKE_HOME, "children": [child("Ivy", "2026-05-20")]})
    family.book("2026-11-19T10:00")
    clock_at("2026-11-17T10:00")
    family.again()
    family.move(family.lead, "record_refuses", refused_why="They do not want anybody in the house.")
    return family


def test_nobody_goes_to_a_home_whose_parent_has_said_no(world, clock_at):
    family = refused_with_a_baby(world, clock_at)
    assert [visit.outcome for visit in rows(family, Appointment)] == ["cancelled-by-service"]
    assert open_tasks(family) == {"lead-view"}


def test_a_refusal_with_a_baby_or_medicine_is_decided_on_the_same_day(world, clock_at):
    family = refused_with_a_baby(world, clock_at)
    assert london_day(due(family, "lead-view")) == date(2026, 11, 17)
    view = {"lead_view": "A baby and methadone, and nobody has seen how it is stored.", "refusal_next": "ask-again"}
    with pytest.raises(Invalid, match="whether children's social care is told"):
        family.move(family.lead, "give_view", refusal_again_on="2026-11-20", **view)
    family.move(
        family.lead, "give_view", refusal_again_on="2026-11-20", refusal_mash_decision="yes",
        refusal_mash_reason="A baby and methadone at home. Decided by Priya.", **view,
    )  # fmt: skip
    assert family.stage() == "refused", "the view ends nothing"
    assert open_tasks(family) == {"refusal-again", "tell-mash"}
    assert london_day(due(family, "refusal-again")) == date(2026, 11, 20)
    page = seen_by(family.lead, family)
    (again,) = [task for task in tasks(page, offered(page.now)) if "again" in task.asks]
    assert again.sentence.endswith("by the end of Friday 20 November 2026: the day it is to be looked at again.")


def test_a_view_on_a_refusal_is_given_without_closing_and_they_may_agree_later(world):
    family = families.accepted(world)
    family.move(family.lead, "record_refuses")
    assert london_day(due(family, "lead-view")) > clock.today()
    page = seen_by(family.lead, family)
    stands_out = actions(page, offered(page.now)).primary
    assert stands_out is not None and stands_out.code == "give_view", "a view is asked for, and not that it is closed"
    said = {"lead_view": "The nursery sees Theo daily and has no worry.", "refusal_next": "through-others"}
    again = (clock.today() + timedelta(days=7)).isoformat()
    family.move(family.lead, "give_view", refusal_again_on=again, **said)
    assert open_tasks(family) == {"refusal-again"}
    family.move(family.lead, "give_view", refusal_again_on=(clock.today() + timedelta(days=21)).isoformat(), **said)
    assert london_day(due(family, "refusal-again")) == clock.today() + timedelta(days=21)
    family.move(family.lead, "record_agrees", agreed_on=clock.today().isoformat())
    assert open_tasks(family) == {"pre-visit-checks"}


def test_a_day_to_look_again_is_not_promised_by_a_case_that_is_closed(world, browser_of):
    family = families.accepted(world)
    family.move(family.lead, "record_refuses")
    view = "The nursery sees Theo daily and has no worry."
    again = (clock.today() + timedelta(days=7)).isoformat()
    family.move(family.lead, "give_view", refusal_again_on=again, lead_view=view, refusal_next="through-others")
    told = "The case is closed: nothing follows on that day here."
    assert told not in browser_of(family.lead).get(f"/cases/{family.reference}").text
    family.move(family.lead, "close_declined", lead_view=view)
    page = browser_of(family.lead).get(f"/cases/{family.reference}").text
    assert "Look again at a visit that was refused" in page and told in page


def test_a_refusal_at_the_door_waits_for_the_leads_view_where_the_case_stands(world):
    family = families.ready(world)
    family.visit("refused-at-door", refused_at_door_why="The door was shut in our faces.")
    assert "lead-view" in open_tasks(family)
    page = seen_by(family.lead, family)
    (view,) = [task for task in tasks(page, offered(page.now)) if task.asks == "Give a view on the refusal"]
    assert view.move is not None and view.move.code == "give_view" and not view.finish
    family.move(
        family.lead, "give_view", lead_view="Frightened of us rather than hiding something.", refusal_next="try-again",
        refusal_again_on=clock.today().isoformat(),
    )  # fmt: skip
    assert "lead-view" not in open_tasks(family) and family.stage() == "ready"


def test_a_parent_who_was_visited_can_say_no_to_further_visits(world):
    family = families.ready(world)
    family.completed()
    family.move(family.lead, "record_refuses")
    assert family.stage() == "refused" and open_tasks(family) == {"lead-view"}
    assert {visit.outcome for visit in rows(family, Appointment)} == {"completed", "cancelled-by-service"}


def test_edge_7_a_box_that_is_not_used_needs_a_reason_for_a_low_level(world):
    family = families.ready(world, TAKE_HOME)
    family.completed(storage="locked-box", storage_box="issued")
    second = {"storage": "within-reach", "storage_box": "issued-not-in-use"}
    with pytest.raises(Invalid, match="why it is this level"):
        family.completed(**second)
    family.completed(**second, classification_reason=NEEDS_A_REASON)
    latest = counted(family)[-1].attributes
    assert (latest["storage"], latest["take-home"]) == ("within-reach", "yes")


def test_edge_8_storage_not_seen_is_not_managed_and_the_next_visit_is_in_ten_working_days(world, clock_at):
    family = families.ready(world, TAKE_HOME)
    with pytest.raises(Invalid, match="not known to be managed"):
        family.completed(storage="not-seen")
    family.completed(storage="not-seen", classification="early-help", classification_reason=NEEDS_A_REASON)
    assert london_day(due(family, "next-visit")) == date(2026, 12, 2)


def test_edge_9_an_unborn_child_counts_and_becomes_the_child_at_birth(world, clock_at):
    clock_at("2026-07-01T10:00")
    family = families.ready(
        world,
        {
            "children": [{**families.UNBORN, "child_due": "2026-08-20"}],
            "harm_signs": ["unborn"],
            "harm_detail": "Dependent use, and no midwife.",
            "pregnant": "parent",
            "midwife_booked": "no",
        },
    )
    assert {row.part for row in rows(family, PersonOnCase)} == {"subject", "unborn-child"}
    assert "mash-decide" in open_tasks(family)
    family.completed(
        visit_children=[{}], unborn_talk="midwife-referral",
        classification_reason="The unborn child is at risk, and a midwife is now booked for Monday.",
    )  # fmt: skip
    assert visits_completed(home_visits(family), YEAR).total == 1
    clock_at("2026-08-25T10:00")
    lead = family.again()
    family.move(lead, "record_birth", births=[{"birth_on": "2026-08-22", "birth_name": "Nell Example"}])
    assert {row.part for row in rows(family, PersonOnCase)} == {"subject", "child"}
    now = seen_by(lead, family).now.answers["children"]
    assert [(each["child_is"], each["child_born"], each["child_name"]) for each in now] == [
        ("born", "2026-08-22", "Nell Example")
    ]
    before = rows(family, Answer, Answer.field == "children.child_is")
    assert [row.value for row in sorted(before, key=lambda row: row.at)] == ["unborn", "born"]


def test_a_family_that_moved_is_found_again_and_the_case_goes_on(world):
    family = families.ready(world)
    family.visit("family-moved", moved_to="With a sister, perhaps in Walthamstow")
    assert "find-family" in open_tasks(family)
    family.move(family.lead, "record_found", lives_now="With her sister in Romford, as she said on the phone")
    assert "find-family" not in open_tasks(family)
    family.completed()
    assert family.stage() == "visited"


def test_edge_10_a_child_on_a_plan_goes_to_the_allocated_worker_on_the_same_day(world):
    family = families.ready(world, {"children": [{**families.THEO, "child_services": "child-protection-plan"}]})
    family.completed()
    assert "tell-mash" not in open_tasks(family)
    assert london_day(due(family, "tell-social-worker")) == date(2026, 11, 18)
    social_worker = world.worker(families.MASH, "triage")
    page = seen_by(social_worker, family)
    assert page.now.answers["classification"] == "risk-managed"
    family.move(social_worker, "record_mash_reply", mash_reply="already-open")
    family.move(family.lead, "tell_social_worker", social_worker_told="Ada Example, by phone")
    assert "tell-social-worker" not in open_tasks(family)


def test_edge_11_silence_of_mash_is_chased_after_the_bank_holiday(world, clock_at):
    clock_at("2026-05-01T16:00")
    family = families.accepted(world)
    family.move(family.lead, "tell_mash", mash_why="Bruises.", parent_told_mash="disagrees")
    assert london_day(due(family, "chase-mash")) == date(2026, 5, 5)
    clock_at("2026-05-04T12:00")
    assert "escalate_silence" not in codes_offered(family)
    clock_at("2026-05-05T09:00")
    assert "escalate_silence" in codes_offered(family)
    family.move(family.lead, "record_mash_reply", mash_reply="early-help")
    assert "escalate_silence" not in codes_offered(family)
    family.move(family.lead, "tell_mash", mash_why="Bruises on the brother.", parent_told_mash="disagrees")
    clock_at("2026-05-07T09:00")
    assert "escalate_silence" in codes_offered(family), "told of the brother, they owe a second reply"


def codes_offered(family):
    return {move.code for move in offered(seen_by(family.again(), family).now)}


def test_edge_12_a_disagreement_keeps_the_case_open_until_it_is_settled(world):
    family = families.ready(world)
    family.completed(classification="cp47", classification_reason=NEEDS_A_REASON)
    assert holders(family, "childrens-social-care"), "significant harm brings MASH in without a further step"
    family.move(family.lead, "tell_mash", mash_why="What was seen.", parent_told_mash="agrees")
    mash = world.worker(families.MASH, "triage")
    family.move(mash, "record_mash_reply", mash_reply="no-action")
    family.move(family.lead, "record_disagreement", disagreement="escalated", disagreement_why="He is not safe.")
    ending = {"case_outcome": "universal-only", "closing_note": "Nothing more."}
    with pytest.raises(Invalid, match="disagreement"):
        family.move(family.lead, "close", **ending)
    family.move(
        family.lead, "settle_disagreement", disagreement_end="signed-off", disagreement_end_why="I answer for it."
    )
    family.move(family.lead, "close", **ending)
    assert family.stage() == "closed"


def test_edge_13_domestic_abuse_switches_messages_off_and_asks_for_a_joint_visit(world):
    family = families.ready(world, {"other_risks": ["domestic-abuse"], "partner_at_home": "yes"})
    said = {row.say for row in signals.warnings(seen_by(family.lead, family))}
    assert "Do not leave a message or send a letter" in said
    for how in ("letter", "text", "voicemail"):
        with pytest.raises(Invalid, match="no message"), writing(family.lead) as session:
            record_attempt(
                session, family.lead, family.reference, how=how, outcome="no-answer", note=None, once=f"{how}-13"
            )
    booking = {"visit_at": "2026-11-20T10:00", "visit_place": "1 Example Row"}
    with pytest.raises(Invalid, match="visit together"):
        family.move(family.lead, "book_visit", visit_how="announced", **booking)
    family.move(family.lead, "book_visit", visit_how="joint", **booking)


def test_edge_14_a_child_in_the_other_borough_goes_to_that_boroughs_mash(world):
    family = families.ready(
        world,
        {
            "area": "waltham-forest",
            "children_area": "havering",
            "harm_signs": ["weapons"],
            "harm_detail": "A knife on the table.",
        },
        sender="waf-recovery",
        to="waf-treatment-safeguarding",
        partnership="waltham-forest",
    )
    assert [part.holder for part in holders(family, "childrens-social-care")] == [world.team_id(families.MASH)]
    page = seen_by(world.worker(families.MASH, "triage"), family)
    assert page.now.answers["harm_detail"] == "A knife on the table."
    family.completed(classification_reason=NEEDS_A_REASON)
    visit = counted(family)[0]
    assert visit.partnership_id == world.partnership_id("waltham-forest")
    assert visit.attributes["children-area"] == "havering"


def test_edge_15_a_visit_written_down_after_the_return_was_frozen_counts_by_its_own_day(world, clock_at):
    clock_at("2026-03-25T10:00")
    family = families.ready(world)
    clock_at("2026-04-09T10:00")
    family.again()
    family.completed(at="2026-03-30T10:00")
    quarter, frozen = Period(date(2026, 1, 1), date(2026, 3, 31)), datetime(2026, 4, 8, 12, tzinfo=UTC)
    visits = home_visits(family)
    assert [visit.on for visit in visits] == [date(2026, 3, 30)]
    assert visits_completed(visits, quarter, known_by=frozen).total == 0
    assert restated(visits, quarter, frozen) == 1


def test_edge_16_completed_without_an_adult_a_room_or_the_storage_is_refused(world):
    family = families.ready(world)
    for left_out, sentence in (
        ({"parent_state": "not-seen"}, "at least one adult"),
        ({"rooms_seen": ["none"]}, "at least one room"),
        ({"storage": None}, "how medicine is stored"),
    ):
        with pytest.raises(Invalid, match=sentence):
            family.completed(**left_out)
    assert not counted(family)


def test_edge_17_a_parent_who_is_not_new_is_visited_and_stays_out_of_the_headline(world):
    family = families.ready(world, {"first_time": "not-first"})
    family.completed()
    assert visits_completed(home_visits(family), YEAR).total == 0
    assert other_visits(home_visits(family), YEAR) == 1


def test_edge_18_twins_one_seen_is_one_visit_and_none_with_all_children_seen(world):
    family = families.ready(world, {"children": [child("Ada", "2024-01-05"), child("Bo", "2024-01-05")]})
    family.completed(visit_children=[{"child_seen": "awake", "child_said": "Waved."}, {"child_seen": "at-nursery"}])
    found = visits_completed(home_visits(family), YEAR)
    assert (found.total, found.every_child_seen) == (1, 0)


def test_edge_19_a_parent_who_is_affected_with_nobody_else_needs_what_was_done(world):
    family = families.ready(world)
    affected = {"parent_state": "affected", "classification": "cin17", "classification_reason": NEEDS_A_REASON}
    with pytest.raises(Invalid, match="what you did before you left"):
        family.completed(**affected)
    family.completed(**affected, before_leaving="Waited with the children until their grandmother came.")
    assert holders(family, "childrens-social-care")
    assert {"tell-mash", "mash-decide"} <= open_tasks(family)
