"""Possible modern slavery through the real commands: the edge cases by their numbers. Everybody is invented."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader
from sqlalchemy import select

from coordination import clock
from coordination.audit.kinds import KINDS
from coordination.audit.models import Event, EventDetail
from coordination.cases.models import Answer, CaseFile, DatedFact, Milestone, Participant, PersonOnCase
from coordination.cases.queries.loading import load
from coordination.cases.queries.stages import stages
from coordination.cases.queries.timeline import timeline
from coordination.db import new_id, reading, writing
from coordination.errors import Invalid, MovedOn, NotAllowed, NotVisible
from coordination.identity.models import Partnership, Setting
from coordination.outcomes.queries.every_count import every_count
from coordination.queues.commands.claiming import claim, hand_back
from coordination.queues.models import Clock, Task
from tests.cases import exploited, homes
from tests.cases.exploited import ADULT, REFUSES
from workflows import pathways
from workflows.conditions import faults_in, faults_in_move, known_of, warnings_in
from workflows.local_time import local
from workflows.measures.periods import ReportingPeriod
from workflows.working_days import WorkingDays


def rows(worry, model, *conditions):
    with worry.world.keeper() as session:
        return session.scalars(select(model).where(model.case_id == worry.case_id, *conditions)).all()


def open_tasks(worry):
    return {task.kind for task in rows(worry, Task, Task.done_at.is_(None))}


def due(worry, kind):
    """The London day on which the open task of this kind is due."""
    (found,) = rows(worry, Task, Task.kind == kind, Task.done_at.is_(None))
    return local(found.due_at).date()


def counted(worry, kind):
    return [row for row in rows(worry, Milestone) if row.kind == kind]


def sets(world, code, value):
    """Every partnership sets this, from long ago."""
    with world.keeper() as session:
        session.add(
            Setting(
                id=new_id(), partnership_id=None, code=code, value={"value": value},
                in_force_from=date(2020, 1, 1), set_at=clock.now(),
            )
        )  # fmt: skip


def test_edge_1_a_child_is_not_asked_for_consent_and_safety_comes_first(world, clock_at):
    clock_at("2026-09-14T10:00")
    worry = exploited.taken_up(world)
    assert "conversation" not in open_tasks(worry)
    assert "adult_agrees" not in {row.field for row in rows(worry, Answer)}
    with pytest.raises(Invalid, match="Safety comes before"):
        worry.does("decide_child")
    with pytest.raises(NotAllowed, match="does not apply"):
        worry.does("decide_notify")
    worry.safe()
    worry.does("decide_child")
    worry.sent()
    assert due(worry, "chase-grounds") == date(2026, 9, 21)
    assert counted(worry, "nrm-submitted")[0].attributes["child"] == "yes"


def test_edge_2_an_adult_consents_and_the_bank_holiday_is_skipped(world, clock_at):
    clock_at("2026-08-27T10:00")
    worry = exploited.taken_up(world, {**ADULT, "first_name": "Sandra"})
    worry.agrees()
    worry.sent()
    assert due(worry, "chase-grounds") == date(2026, 9, 4)


def test_edge_3_an_adult_who_refuses_is_notified_of_without_a_name(world):
    worry = exploited.taken_up(
        world, {**REFUSES, "first_name": "Mark", "where_now": "12 Oak Road", "born": "1985-01-01"}
    )
    worry.does("decide_notify")
    kept = {row.field for row in rows(worry, Answer)}
    assert not kept & {"first_name", "last_name", "born", "where_now", "how_to_contact"}
    assert {"notify_gender", "notify_nationality"} <= kept
    assert [row.name for row in rows(worry, PersonOnCase)] == ["Nobody named"]
    worry.does(
        "record_notified", sent_at="2026-11-18T10:00", sent_for="london-borough-of-havering",
        home_office_reference=exploited.REFERENCE, notify_checked="yes",
    )  # fmt: skip
    assert len(counted(worry, "dtn-submitted")) == 1
    assert not counted(worry, "nrm-submitted")


def test_a_no_in_the_conversation_takes_out_what_told_who_they_are(world):
    worry = exploited.taken_up(
        world, {**ADULT, "first_name": "Mark", "last_name": "Example", "where_now": "With a friend"}
    )
    worry.does("ask_adult")
    worry.does(
        "record_refusal",
        alone="yes",
        interpreter="none",
        refusal_gender="male",
        refusal_nationality="British",
        refusal_account="Carries packets for others, and is paid nothing.",
    )
    left = {row.field for row in rows(worry, Answer)}
    assert not left & {"first_name", "last_name", "born", "where_now", "account"}, "from the history too"
    assert not rows(worry, DatedFact, DatedFact.fact == "turns_18")
    assert [row.name for row in rows(worry, PersonOnCase)] == ["Nobody named"]
    with worry.world.keeper() as session:
        assert session.get(CaseFile, worry.case_id).subject_kind == "nobody-named"


def test_edge_4_an_adult_who_helps_the_police_may_be_named_with_a_tick_and_a_time(world):
    helping = {**REFUSES, "will_help": "yes", "first_name": "Mark", "safe_to_contact": "no"}
    unnamed = exploited.taken_up(world, {**helping, "may_be_named": "no"})
    assert "first_name" not in {row.field for row in rows(unnamed, Answer)}
    named = exploited.taken_up(world, {**helping, "may_be_named": "yes", "may_be_named_at": "2026-11-17T12:00"})
    kept = {row.field: row.value for row in rows(named, Answer)}
    assert (kept["first_name"], kept["may_be_named_at"]) == ("Mark", "2026-11-17T12:00")
    named.does("decide_notify")


def test_edge_5_what_could_tell_who_they_are_is_refused_until_it_is_out_or_the_law_allows_it(world):
    leak = "Mark from 12 Oak Road RM3 7XX, 07700 900123 carries packets."
    pathway, today = pathways.newest("nrm"), clock.today()
    said = {**exploited.answers(**REFUSES), "account": leak}
    assert [field for field, _ in faults_in(said, pathway, today)] == ["account"]
    warned = " ".join(sentence for _, sentence in warnings_in(said, pathway, today))
    assert all(word in warned for word in ("street", "postcode", "phone number"))
    assert not faults_in({**said, "account": "Carries packets for others."}, pathway, today)
    assert not faults_in({**said, "lawful_reason": "A life is at risk."}, pathway, today)
    worry = exploited.taken_up(world, REFUSES)
    worry.does("decide_notify")
    with pytest.raises(Invalid, match="could tell who they are"):
        worry.does(
            "record_notified", sent_at="2026-11-18T10:00", sent_for="london-borough-of-havering",
            home_office_reference="HO-1", notify_checked="yes", notify_account=leak,
        )  # fmt: skip


def test_edge_6_not_sure_is_a_child_until_the_age_is_settled(world):
    worry = exploited.taken_up(world, {"age_group": "not-sure", "first_name": "Ana"})
    worry.safe()
    worry.does("decide_child")
    with pytest.raises(Invalid, match="local panel does not decide"):
        worry.sent(decision_route="local-panel")
    worry.does("settle_age", age_settled="adult", age_settled_how="Her passport came.")
    assert "conversation" in open_tasks(worry)
    assert counted(worry, "concern-raised")[0].attributes["child"] == "yes", "what was counted stays"
    assert counted(worry, "age-settled")[0].attributes["age-settled"] == "adult"
    with pytest.raises(Invalid, match="agreement"):
        worry.sent()
    worry.does("ask_after_all")
    worry.does("record_consent", consent_on="2026-11-18T09:00", **exploited.CONSENTS)
    worry.sent()


def test_whoever_was_sent_as_a_child_and_was_an_adult_is_still_asked(world):
    worry = exploited.taken_up(world, {"age_group": "not-sure", "first_name": "Ana"})
    worry.safe()
    worry.does("decide_child")
    worry.sent()
    worry.does("settle_age", age_settled="adult", age_settled_how="Her passport came.")
    assert "conversation" in open_tasks(worry)
    worry.does(
        "record_asked_once_sent", alone="yes", interpreter="none",
        explained=["national-system", "support", "outcomes", "sharing"],
    )  # fmt: skip
    assert "conversation" not in open_tasks(worry)
    assert worry.stage() == "referred"


def test_edge_7_an_adult_who_was_a_child_then_is_asked_and_counts_as_an_adult(world):
    worry = exploited.taken_up(world, {**ADULT, "born": "2006-05-01"})
    worry.agrees(under_18_then="yes")
    worry.sent()
    assert counted(worry, "nrm-submitted")[0].attributes["child"] == "no"
    assert {row.value for row in rows(worry, Answer, Answer.field == "under_18_then")} == {"yes"}


def test_whoever_raised_it_learns_of_no_task_and_no_deadline_of_the_decision(world, clock_at):
    clock_at("2026-10-05T10:00")
    worry = exploited.referred(world, {"born": None})
    clock_at("2026-10-06T10:00")
    worry.again()
    worry.does("record_grounds_negative", grounds_on="2026-10-06")
    (explain,) = rows(worry, Task, Task.kind == "explain-negative")
    with writing(worry.spoc) as session:
        claim(session, worry.spoc, explain.reference, once="taken")
    with writing(worry.spoc) as session:
        hand_back(session, worry.spoc, explain.reference, once="back")

    def learned(worker):
        with reading(worker) as session:
            page = load(session, worker, worry.reference)
            return " ".join(one.said for one in timeline(session, page, kinds=KINDS).events)

    told, referrer = learned(worry.spoc), learned(world.sign_in(worry.nurse.id))
    for said in (
        "took a task: Explain the negative decision",
        "handed a task back: Explain the negative decision",
        "A deadline moved: ask for reconsideration",
    ):
        assert said in told and said not in referrer, said


def test_why_it_is_not_referred_is_asked_under_that_choice_and_not_kept_with_another(world, browser_of):
    worry = exploited.taken_up(world)
    page = BeautifulSoup(
        browser_of(worry.spoc).get(f"/cases/{worry.reference}/moves/decide_urgent").text, "html.parser"
    )
    opened = page.select_one(".opens-when-chosen")
    assert opened.select_one("label[for=urgent_reason]").get_text(strip=True) == "Why is it not referred?"
    assert len(page.select("[name=urgent_reason]")) == 1
    with pytest.raises(Invalid, match="Write why"):
        worry.does("decide_urgent", urgent_decision="not-referred")
    # a page sends what stands in a part that was closed again
    worry.does("decide_urgent", urgent_decision="999", urgent_reason="They are with their aunt (example).")
    assert {row.field for row in rows(worry, Answer) if row.field.startswith("urgent_")} == {"urgent_decision"}


def test_edge_8_who_turns_18_before_the_decision_is_asked_whether_they_stay(world, clock_at):
    clock_at("2026-10-05T10:00")
    born = {"born": "2009-01-20"}
    stays, silent = exploited.referred(world, born), exploited.referred(world, born)
    assert due(stays, "before-18-first") == date(2026, 10, 22)
    assert due(stays, "before-18-last") == date(2026, 12, 21)
    late = exploited.referred(world, {"born": "2008-12-10"})
    assert due(late, "before-18-first") == date(2026, 10, 7), "never a day that was over before the worry came"
    unknown = exploited.referred(world, {"born": None})
    (asked,) = rows(unknown, Clock, Clock.rule == "before-18-first")
    assert due(unknown, "before-18-first") == date(2026, 10, 19), "somebody finds out when it is"
    assert asked.sentence.endswith("while it is not known when they turn 18.")
    with pytest.raises(NotAllowed, match="does not apply"):
        stays.does("record_no_consent_at_18")
    clock_at("2027-01-20T10:00")
    for worry in (stays, silent):
        worry.again()
    stays.does("record_stays", stays_how="spoken", stays_through="Robin Example", wants_adult_support="yes")
    silent.does("record_no_consent_at_18")
    assert (stays.stage(), silent.stage()) == ("referred", "suspended")
    assert counted(stays, "choice-at-18")
    clock_at("2027-02-01T10:00")
    first_quarter = ReportingPeriod(date(2027, 1, 1), date(2027, 3, 31))
    for role, said in (("data-lead", "100.0% (2 of 2 people who turned 18)"), ("manager", "no people who turned 18")):
        reader = world.worker("hav-public-health", role)
        with reading(reader) as session:
            havering = session.scalars(select(Partnership).where(Partnership.code == "havering")).one()
            [(_, told)] = every_count(session, havering, "nrm", [first_quarter], clock.today())
        assert [one.said for one in told if one.number == "M-B10"] == [said]


@pytest.mark.parametrize(
    ("sent", "local", "goes"),
    [("2026-10-11", True, True), ("2026-10-12", True, False), ("2026-10-11", False, False)],
)
def test_edge_9_a_local_panel_decides_more_than_100_days_before_18_and_only_in_a_pilot_site(sent, local, goes):
    said = {"age_group": "under-18", "born": "2009-01-20", "sent_at": f"{sent}T10:00", "decision_route": "local-panel"}
    pathway = pathways.newest("nrm")
    settings = {"nrm.child-decisions": "local-panel" if local else "national"}
    known = known_of(pathway, said, date.fromisoformat(sent), settings=settings)
    asked = [pathway.question("decision_route")]
    assert bool(faults_in_move(asked, {"decision_route": "local-panel"}, known, sent)) is not goes


def test_edge_9_the_panel_has_45_days(world, clock_at):
    clock_at("2026-10-09T10:00")
    sets(world, "nrm.child-decisions", "local-panel")
    worry = exploited.taken_up(world, {"born": "2010-01-20"})
    worry.safe()
    worry.does("decide_child")
    worry.sent(decision_route="local-panel")
    assert due(worry, "chase-grounds") == date(2026, 11, 23)


def test_edge_10_brothers_are_a_case_each_and_linked(world):
    found = [exploited.referred(world, {"first_name": name}) for name in ("Ben", "Cal", "Dee")]
    own = exploited.taken_up(world, {"first_name": "Eli", "account": "Another account, in words of his own."})
    own.does("link_case", found_with=found[0].reference)
    assert "write-anew" not in open_tasks(own)
    for other in found[1:]:
        found[0].does("link_case", found_with=other.reference)
    assert "write-anew" in open_tasks(found[0]), "a text that was copied is warned about"
    assert sum(len(counted(each, "nrm-submitted")) for each in found) == 3
    with world.keeper() as session:
        of_the_first = (Event.case_id == found[0].case_id, Event.kind == "case.linked")
        told = select(EventDetail.detail).join(Event, Event.id == EventDetail.event_id).where(*of_the_first)
        links = session.scalars(told).all()
        assert {link["link"] for link in links} == {own.reference, found[1].reference, found[2].reference}


def test_edge_11_a_partner_without_the_power_cannot_say_that_it_was_sent(world):
    worry = exploited.taken_up(world)
    with pytest.raises(NotAllowed, match="not a step that your team can take"):
        worry.move(worry.nurse, "record_sent")
    colleague = world.worker(exploited.TREATMENT, name="Another Example")
    with reading(colleague) as session:
        page = load(session, colleague, worry.reference)
    assert "account" not in page.now.answers
    assert [stage.label for stage in stages(page)] == ["Being assessed"]


def test_edge_12_friday_evening_is_due_the_next_working_day_and_says_whom_to_ring(world, clock_at):
    clock_at("2026-09-18T18:20")
    worry = exploited.raised(world, {"danger_now": "no"})
    assert due(worry, "decide") == date(2026, 9, 21)
    advice = next(each for each in pathways.newest("nrm").advice if each.code == "danger")
    assert "999" in advice.title


def test_edge_13_a_conversation_through_somebody_who_came_along_does_not_count(world):
    worry = exploited.taken_up(world, ADULT)
    worry.does("ask_adult")
    said = {**exploited.CONSENTS, "consent_on": "2026-11-18T09:00"}
    with pytest.raises(Invalid, match="independent interpreter"):
        worry.does("record_consent", **{**said, "interpreter": "came-along"})
    worry.does("record_consent", **{**said, "interpreter": "independent"})


def test_edge_14_a_yes_with_doubtful_capacity_needs_a_note(world):
    worry = exploited.taken_up(world, ADULT)
    worry.does("ask_adult")
    said = {**exploited.CONSENTS, "consent_on": "2026-11-18T09:00", "capacity_doubt": "yes"}
    with pytest.raises(Invalid, match="could decide"):
        worry.does("record_consent", **said)
    worry.does("record_consent", **said, capacity_note="Assessed by the social worker, who found that they could.")


def test_edge_15_reconsideration_has_30_calendar_days(world, clock_at):
    clock_at("2026-09-18T10:00")
    on_time, late = exploited.referred(world), exploited.referred(world)
    for worry in (on_time, late):
        worry.does("record_grounds_negative", grounds_on="2026-09-18")
    assert due(on_time, "explain-negative") == date(2026, 10, 8)
    with on_time.world.keeper() as session:
        last = session.scalars(
            select(Clock).where(Clock.case_id == on_time.case_id, Clock.rule == "reconsideration")
        ).one()
    assert local(last.due_at).date() == date(2026, 10, 18)
    clock_at("2026-10-18T10:00")
    on_time.again()
    on_time.does("ask_reconsideration", reconsideration_ground="new-evidence")
    clock_at("2026-10-19T10:00")
    late.again()
    with pytest.raises(Invalid, match="late"):
        late.does("ask_reconsideration", reconsideration_ground="new-evidence")
    late.does("ask_reconsideration", reconsideration_ground="both", late_reason="In hospital for four weeks.")


def test_edge_16_an_alternate_or_the_lead_answers_when_the_first_responder_is_away(world, clock_at):
    clock_at("2026-10-01T10:00")
    worry, alone = exploited.referred(world), exploited.referred(world)
    other = world.worker("hav-housing-options", name="Alternate Example")
    worry.does("name_alternate", alternate=other.reference)
    for each in (worry, alone):
        each.does("record_asked_for_more", answer_by="2026-10-06")
        assert due(each, "answer-authority") == date(2026, 10, 6)
    worry.move(world.sign_in(other.id), "record_answered_authority")
    alone.move(world.worker(exploited.LEAD, name="Lead Example"), "record_answered_authority")
    assert alone.stage("decision") == "awaiting_rg"


def test_edge_17_the_council_that_placed_the_child_takes_part_and_the_child_counts_once(world):
    worry = exploited.taken_up(world, {"responsible_area": "waltham-forest"})
    (mash,) = rows(worry, Participant, Participant.position == "childrens-social-care")
    assert mash.holder == world.team_id("waf-childrens-front-door")
    assert len(counted(worry, "concern-raised")) == 1
    assert counted(worry, "concern-raised")[0].attributes["responsible-area"] == "waltham-forest"
    colleague = world.worker("waf-childrens-front-door", "triage")
    with reading(colleague) as session:
        page = load(session, colleague, worry.reference)
    assert page.now.answers["council_name"] == "London Borough of Havering"
    here = worry.again()
    with reading(here) as session:
        assert load(session, here, worry.reference).now.answers["account"], (
            "the borough where it was seen reads its own"
        )
    assert "account" not in page.now.answers, "each borough sees its part alone"


def test_edge_18_who_leaves_by_phone_leaves_with_it_explained_and_safeguarding_goes_on(world, clock_at):
    clock_at("2026-09-02T10:00")
    worry = exploited.taken_up(world, ADULT)
    worry.safe("adults")
    worry.agrees()
    worry.sent()
    leaving = {"withdrawal_how": "spoken", "withdrawal_on": "2026-09-02"}
    with pytest.raises(Invalid, match="Explain first"):
        worry.does("record_withdrawal", **leaving, withdrawal_explained="no")
    worry.does("record_withdrawal", **leaving, withdrawal_explained="yes")
    assert "notify-authority" in open_tasks(worry)
    assert (worry.stage(), worry.stage("safeguarding")) == ("closed", "safeguarding_open")


def test_edge_19_a_later_worry_about_the_same_person_is_linked_and_counts_again(world, clock_at, browser_of):
    clock_at("2026-03-02T10:00")
    first = exploited.referred(world, {"born": "2012-04-04", "last_name": "Again"})
    first.does("record_grounds_positive", grounds_on="2026-03-02")
    clock_at("2026-04-10T10:00")
    first.again()
    first.does("record_conclusive_positive", conclusive_on="2026-04-10")
    first.does("close", ended_with="positive")
    clock_at("2026-11-18T10:00")
    second = exploited.referred(world, {"born": "2012-04-04", "last_name": "Again"})
    with world.keeper() as session:
        assert session.get(CaseFile, second.case_id).linked_from_id == first.case_id
        assert session.get(CaseFile, first.case_id).outcome == "positive"
    assert counted(first, "nrm-submitted")
    assert counted(second, "nrm-submitted")[0].attributes["repeat"] == "yes"
    page = browser_of(second.responder).get(f"/cases/{second.reference}").text
    assert f"{first.reference}</a>, closed: conclusive grounds: yes" in page


def test_edge_20_somebody_else_has_sent_it_already(world):
    worry = exploited.taken_up(world)
    worry.safe()
    worry.does("decide_child")
    worry.does(
        "record_already_referred", referred_by="police", their_reference="HO-MET-1", referred_on="2026-11-17T09:00"
    )
    assert (len(counted(worry, "nrm-submitted")), len(counted(worry, "referred-by-others"))) == (0, 1)
    with pytest.raises(MovedOn):
        worry.sent()


def test_edge_21_the_local_flag_keeps_its_history_and_what_was_counted(world, clock_at):
    clock_at("2026-07-01T10:00")
    worry = exploited.referred(world)
    clock_at("2026-10-05T10:00")
    worry.again()
    worry.does("change_county_lines", county_lines_now="yes")
    history = rows(worry, DatedFact, DatedFact.fact == "county_lines")
    told = [(row.value["value"], row.recorded_at.date()) for row in sorted(history, key=lambda row: row.recorded_at)]
    assert told == [("suspected", date(2026, 7, 1)), ("yes", date(2026, 10, 5))]
    assert counted(worry, "nrm-submitted")[0].attributes["county-lines"] == "suspected"
    assert counted(worry, "county-lines-changed")[0].attributes["county-lines"] == "yes"


def test_edge_22_somebody_who_is_also_a_suspect_has_a_solicitor_told(world, browser_of):
    worry = exploited.referred(world)
    worry.does("note_suspect", also_suspect="yes")
    assert "solicitor" in open_tasks(worry)
    assert all(not hand.outside for hand in pathways.newest("nrm").hand_overs), "no way out to enforcement"
    home = homes.worried(world, occupier_name="Tyrell Example", occupier_born="2011-04-04")
    home.move(home.lead, "take_up")
    landlord = home.sender
    page = browser_of(landlord).get(f"/cases/{home.reference}").text
    assert home.reference in page
    assert worry.reference not in page
    with pytest.raises(NotVisible), reading(landlord) as session:
        load(session, landlord, worry.reference)
    outsider = world.worker("hav-fire-safety", name="Outside Example")
    with pytest.raises(NotVisible), reading(outsider) as session:
        load(session, outsider, worry.reference)


def test_edge_23_without_a_reference_it_is_not_counted_as_sent(world):
    worry = exploited.taken_up(world)
    worry.safe()
    worry.does("decide_child")
    with pytest.raises(Invalid, match="Home Office reference"):
        worry.sent(home_office_reference="")
    worry.does(
        "record_sent_unacknowledged", sent_at="2026-11-18T09:00", sent_for="london-borough-of-havering",
        decision_route="single",
    )  # fmt: skip
    assert due(worry, "acknowledgement") == date(2026, 11, 19)
    assert not counted(worry, "nrm-submitted")
    worry.does("record_reference", home_office_reference="HO-LATE-1")
    assert counted(worry, "nrm-submitted")


def test_edge_24_over_christmas_it_is_late_only_after_the_holidays(world, clock_at):
    clock_at("2026-12-22T10:00")
    worry = exploited.referred(world)
    assert due(worry, "chase-grounds") == date(2026, 12, 31)
    (rung,) = pathways.newest("nrm").clock("reasonable-grounds").ladder
    assert WorkingDays.england_and_wales().add(date(2026, 12, 31), rung.after) == date(2027, 1, 4)


def test_edge_25_missing_and_death(world):
    worry, died = exploited.referred(world), exploited.referred(world)
    worry.does("report_missing", missing_since="2026-11-17T22:00")
    assert "missing" in open_tasks(worry)
    assert "police" in {part.position for part in rows(worry, Participant, Participant.until_at.is_(None))}
    died.does("record_death")
    with world.keeper() as session:
        kept = session.get(CaseFile, died.case_id)
        assert (kept.outcome, kept.silent_since is not None) == ("died", True)
    assert "death-review" in open_tasks(died)
    assert counted(died, "nrm-submitted"), "counts stay"


def sheet_of(browser_of, worry):
    made = browser_of(worry.responder).get(f"/cases/{worry.reference}/preparation-sheet.pdf")
    assert made.status_code == 200
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(made.data)).pages)


def test_the_sheet_follows_the_order_of_the_national_form_and_names_nobody_after_a_no(world, browser_of):
    child, refuses = exploited.taken_up(world), exploited.taken_up(world, {**REFUSES, "account": "Works without pay."})
    sheet = sheet_of(browser_of, child)
    order = ["First responder", "Age", "What happened", "How they were exploited", "The person", "Evidence"]
    assert sorted(order, key=sheet.index) == order
    assert "Tyrell" in sheet
    notify = sheet_of(browser_of, refuses)
    assert "Works without pay." in notify
    assert "Male" in notify
    assert not any(title in notify for title in ("The person", "Where they are now", "Background"))
