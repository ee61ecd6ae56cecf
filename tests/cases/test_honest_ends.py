"""Every turn that a real case takes has a step that says so: not reached, missed, gone, passed on and not answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from coordination import clock
from coordination.cases.queries.loading import load
from coordination.db import reading
from coordination.errors import Invalid, NotAllowed, NotVisible
from tests.cases import families
from tests.cases.any_kind import AnyCase, sent, shown_to
from tests.cases.what_holds import seen
from workflows import pathways
from workflows.vocabulary import Move, Pathway, SilencesMessages

ALL = [pathway.code for pathway in pathways.offered()]
TODAY = "2026-03-02"
# the outcomes by which each kind says that it lost the person, or never had them
NOT_REACHED = {
    "debt-support": "no-contact",
    "dual-diagnosis": "disengaged",
    "family-support": "no-contact",
    "hospital-liaison": "no-contact",
    "housing-duty-to-refer": "no-contact",
    "liaison-and-diversion": "no-contact",
    "out-of-court-disposal": "no-contact",
    "rough-sleeper-outreach": "lost-touch",
    "young-people": "no-contact",
}
# what is recorded there is how treatment ended, in the words of the national return
TREATMENT_RETURN = {"exit_reason", "discharge_reason"}


@pytest.fixture(autouse=True)
def held_time() -> Iterator[None]:
    with clock.at(f"{TODAY}T10:00"):
        yield


def kind(code: str) -> Pathway:
    return pathways.newest(code)


def chosen(move: Move, field: str) -> set[str]:
    return {choice.code for question in move.asks if question.code == field for choice in question.offered(TODAY)}


def shown(who: Any, case: AnyCase) -> set[str]:
    return {move.code for move in shown_to(who, case.reference)}


@pytest.mark.parametrize("code", NOT_REACHED)
def test_work_with_somebody_who_is_never_reached_ends_with_words_that_are_true(code):
    pathway = kind(code)
    ends = [
        (stage, move)
        for move in pathway.moves
        if move.outcome_from and NOT_REACHED[code] in chosen(move, move.outcome_from)
        for stage in move.from_
    ]
    taken_on = pathway.move("accept").to
    assert taken_on in {stage for stage, _ in ends}, f"{code} cannot say so from “{taken_on}”"


@pytest.mark.parametrize("code", ALL)
def test_a_death_is_recorded_by_no_step_that_leaves_messages_running(code):
    for move in kind(code).moves:
        if any(isinstance(effect, SilencesMessages) for effect in move.effects):
            continue
        said = [
            f"{move.code}: {choice.label}"
            for question in move.asks
            if question.code not in TREATMENT_RETURN
            for choice in question.offered(TODAY)
            if "died" in choice.label.lower()
        ]
        assert said == []


@pytest.mark.parametrize("code", ALL)
def test_what_was_passed_on_and_is_not_answered_can_be_had_back(code):
    """Either it comes back by itself, or whoever passed it on takes it back."""
    pathway = kind(code)
    for stage in pathway.stages:
        if stage.waits_on in (None, pathway.first_hand_over):
            continue
        passed = pathway.hand_over(str(stage.waits_on))
        back = [
            move
            for move in pathway.moves
            if stage.code in move.from_ and move.hand_over == passed.code and set(move.by) & set(passed.from_)
            and move.hand_over_answer == "taken-back"
        ]  # fmt: skip
        assert back or passed.expired, f"{code}: nobody gets back what waits in “{stage.label}”"


def passed_on(world) -> AnyCase:
    case = sent(world, kind("debt-support"))
    case.move(case.lead, "pass_on", redirected_to="waf-money-advice", redirect_reason="They moved there (example).")
    return case


def test_a_referral_that_the_other_team_does_not_answer_is_taken_back_and_taken_on(world):
    case = passed_on(world)
    other = case.by("waf-money-advice")
    assert "take_back" in shown(case.lead, case)
    assert "take_back" not in shown(other, case), "only whoever passed it on takes it back"
    with pytest.raises(NotAllowed):
        case.move(other, "take_back")
    case.move(case.lead, "take_back")
    with pytest.raises(NotVisible), reading(other, by_one_id=True) as session:
        load(session, other, case.reference)
    assert {"decide"} <= {task.kind for task in tasks_of(case)}
    case.move(case.lead, "accept")
    assert case.stage() == "taken-on"


def test_what_was_taken_back_can_be_passed_on_again_and_then_accepted(world):
    case = passed_on(world)
    case.move(case.lead, "take_back")
    case.move(case.lead, "pass_on", redirected_to="waf-money-advice", redirect_reason="They did move (example).")
    case.move(case.by("waf-money-advice"), "other_team_accepts")
    assert case.stage() == "taken-on"


def tasks_of(case: AnyCase) -> list[Any]:

    return seen(case).tasks


def test_the_hospital_takes_back_what_the_treatment_service_leaves_unanswered(world):
    case = sent(world, kind("hospital-liaison"))
    case.move(case.lead, "accept", seen_on=TODAY, seen_result="assessed")
    case.move(case.lead, "refer_on", treatment_team="hav-recovery", discharge_now=TODAY)
    assert "take_back_from_treatment" not in shown(case.by("hav-recovery"), case)
    case.move(case.lead, "take_back_from_treatment")
    assert case.stage() == "seen-on-ward"
    case.move(case.lead, "close", case_outcome="advice-enough")
    assert case.stage() == "closed"


def test_the_treatment_service_that_hears_of_a_death_records_it_and_every_message_stops(world):
    case = sent(world, kind("hospital-liaison"))
    case.move(case.lead, "accept", seen_on=TODAY, seen_result="assessed")
    case.move(case.lead, "refer_on", treatment_team="hav-recovery", discharge_now=TODAY)
    treatment = case.by("hav-recovery")
    case.move(treatment, "treatment_accepts")
    case.move(treatment, "record_death", died_on=TODAY)
    assert case.stage() == "closed-died"


def sentenced(world) -> AnyCase:
    case = sent(world, kind("sentence-requirement"))
    case.move(case.lead, "accept", suitability="suitable", suitability_why="Wants it (example).")
    case.move(
        case.lead, "record_sentence", order="co", sentenced_on=TODAY, order_months=12, requirements=["drr"],
        drr_months=6, reviews_ordered="no", consent_in_court="yes", consent_in_court_on=TODAY,
        treatment_director="Dr Example", treatment_place="The clinic, weekly (example)",
    )  # fmt: skip
    return case


def test_whoever_misses_the_first_appointment_of_an_order_is_reported_and_may_still_begin(world):
    case = sentenced(world)
    case.came_of(case.lead, "treatment", "unacceptable-absence", missed_on=TODAY, missed_detail="Did not come.")
    case.move(case.lead, "report_to_probation", reported_on=TODAY)
    probation = next(who for who in case.everybody() if "probation" in case.standing(who).positions)
    case.move(probation, "warn", warned_on=TODAY, breach_described="Did not come (example).", warned_by="Pat Example")
    assert case.stage() == "warned"
    case.move(case.lead, "record_start", began_on=TODAY)
    assert case.stage() == "in-progress"
    assert "record_start" not in shown(case.lead, case), "a requirement begins once"


def test_an_order_under_which_nobody_ever_came_ends_as_never_started(world):
    case = sentenced(world)
    case.move(case.lead, "end", case_outcome="never-started", ended_on=TODAY, drr_end="revoked-unworkable")
    assert case.stage() == "ended"


def test_one_housing_duty_follows_another(world):
    case = sent(world, kind("housing-duty-to-refer"))
    case.move(case.lead, "accept")
    case.move(case.lead, "record_contact", contacted_on=TODAY)
    case.move(case.lead, "record_duty", duty="prevention")
    case.move(case.lead, "change_duty", duty="relief")
    assert case.standing(case.lead).answers["duty"] == "relief"
    assert case.stage() == "duty"


def test_a_child_who_wanted_a_reply_and_left_the_school_does_not_keep_the_case_open(world):
    case = sent(world, kind("school-concern"), wants_reply="yes", reply_how="teacher", safe_now="yes")
    case.move(case.lead, "accept")
    case.move(case.lead, "act", action="none", action_why="Another school has it (example).")
    case.move(case.lead, "child_not_told", child_not_told_why="Moved away; the new school will (example).")
    assert case.stage() == "feedback-to-child"


def test_debts_whose_amount_nobody_knows_yet_are_sent_all_the_same(world):
    case = sent(world, kind("debt-support"), debt_total=None, priority_total=None, debt_types=["rent"])
    case.move(case.lead, "accept")
    assert "debt_total" not in case.standing(case.lead).answers


def test_somebody_who_left_custody_before_anybody_came_is_declined_as_that(world):
    assert "left" in chosen(kind("liaison-and-diversion").move("decline"), "decline_reason")


def test_somebody_who_cannot_be_reached_is_reported_without_a_session_that_never_was(world):
    case = sent(world, kind("out-of-court-disposal"), sort="disposal")
    case.move(case.lead, "accept")
    case.move(case.lead, "record_result", completion="not-started", sessions_attended=0)
    assert case.stage() == "to-report"


def test_the_referrer_of_a_family_reads_what_to_do_instead(world):

    family = families.referred(world)
    with pytest.raises(Invalid, match="what the referrer can do"):
        family.move(family.lead, "decline", decline_reason="other-area")
    family.move(
        family.lead, "decline", decline_reason="other-area",
        decline_advice="Ring the hidden harm team of the borough where the child lives (example).",
    )  # fmt: skip
    with reading(family.nurse) as session:
        answers = load(session, family.nurse, family.reference).now.answers
    assert "where the child lives" in answers["decline_advice"]


def test_a_death_in_a_family_ends_the_work_and_says_who_looks_after_the_children(world):

    family = families.accepted(world)
    with pytest.raises(Invalid, match="who looks after the children"):
        family.move(family.lead, "record_death", who_died="parent", died_on=TODAY)
    family.move(
        family.lead, "record_death", who_died="parent", died_on=TODAY,
        children_after_death="Their grandmother, who rang MASH today (example).",
    )  # fmt: skip
    assert family.stage() == "closed"


def test_a_required_assessment_is_not_declined_because_nobody_needs_it(world):
    case = sent(world, kind("drug-test-on-arrest"))
    with pytest.raises(Invalid, match="what the required assessment finds out"):
        case.move(case.lead, "decline", decline_reason="no-need", decline_advice="Nothing (example).")
    case.move(case.lead, "decline", decline_reason="not-lawful", decline_advice="They were 17 on arrest (example).")
    assert case.stage() == "declined"
