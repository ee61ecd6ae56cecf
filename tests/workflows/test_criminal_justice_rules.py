"""The edge cases of criminal justice to treatment that hold by the definition alone, by their numbers."""

from __future__ import annotations

import pytest

from tests.workflows.any_form import TODAY, said_against, said_in_move
from workflows.grid import sight
from workflows.pathways import newest
from workflows.truth import Known, truth
from workflows.vocabulary import Warn

TEST, DISPOSAL, SENTENCE = "drug-test-on-arrest", "out-of-court-disposal", "sentence-requirement"
SEVENTEEN = {"date_of_birth": "2008-04-03", "arrested_at": "2026-04-02T22:00", "tested_at": "2026-04-02T23:00"}
POSITIVE = {"cocaine_result": "positive", "opiate_result": "negative"}


def test_case_1_at_17_no_test_on_arrest_but_on_charge_and_no_required_assessment():
    assert "under 18" in said_against(TEST, "test_stage", {**SEVENTEEN, "test_stage": "arrest"})[0]
    assert said_against(TEST, "test_stage", {**SEVENTEEN, "test_stage": "charge"}) == []
    assert "adults only" in said_against(TEST, "ra_required", {**SEVENTEEN, **POSITIVE, "ra_required": "yes"})[0]
    assert said_against(TEST, "ra_required", {**SEVENTEEN, **POSITIVE, "ra_required": "no"}) == []
    thirteen = {**SEVENTEEN, "date_of_birth": "2013-04-03", "test_stage": "charge"}
    assert "under 14" in said_against(TEST, "test_stage", thirteen)[0]


def test_case_2_after_midnight_on_the_18th_birthday_both_are_allowed():
    grown = {**SEVENTEEN, "tested_at": "2026-04-03T00:20"}
    assert said_against(TEST, "test_stage", {**grown, "test_stage": "arrest"}) == []
    assert said_against(TEST, "ra_required", {**grown, **POSITIVE, "ra_required": "yes"}) == []


@pytest.mark.parametrize("missing", ["authority_name", "authority_rank", "authority_at"])
def test_case_3_without_a_trigger_offence_name_rank_and_time_are_needed(missing):
    assert said_against(TEST, missing, {"ground": "authority"})
    assert said_against(TEST, missing, {"ground": "trigger"}) == []


def test_case_4_a_disputed_sample_leaves_five_working_days():
    sent = {**POSITIVE, "ra_required": "yes", "disputed": "yes", "sample_sent_on": "2026-03-27"}
    early = said_against(TEST, "ra1_appointment_at", {**sent, "ra1_appointment_at": "2026-04-06T10:00"})
    assert "at least 5 working days" in early[0]
    assert said_against(TEST, "ra1_appointment_at", {**sent, "ra1_appointment_at": "2026-04-07T10:00"}) == []
    three = {"drug-test-on-arrest.disputed-working-days": 3}
    assert said_against(TEST, "ra1_appointment_at", {**sent, "ra1_appointment_at": "2026-04-06T10:00"}, **three) == []


def test_case_5_a_negative_laboratory_result_ends_it_and_leaves_nothing_to_miss():
    move = newest(TEST).move("lab_negative")
    assert (move.to, move.writes) == ("lapsed", ("ra-lapsed",))
    assert newest(TEST).stage("lapsed").ends
    assert newest(TEST).moves_from("lapsed") == ()


def test_case_6_a_notice_after_the_assessment_is_refused():
    held = {"started_at": "2026-04-09T10:00", "ended_at": "2026-04-09T10:40", "follow_up": "required"}
    late = said_in_move(TEST, "record_attended", {**held, "initial_result": "attended", "ra4_at": "2026-04-09T11:05"})
    assert "cannot be enforced" in late["ra4_at"]
    in_time = {**held, "initial_result": "attended", "ra4_at": "2026-04-09T10:35"}
    assert said_in_move(TEST, "record_attended", in_time) == {}


def test_case_7_leaving_after_eight_minutes_is_not_attending():
    short = {"started_at": "2026-04-09T10:00", "ended_at": "2026-04-09T10:08", "follow_up": "lifted",
             "initial_result": "attended", "ra4_at": "2026-04-09T10:05"}  # fmt: skip
    assert "left early" in said_in_move(TEST, "record_attended", short)["ended_at"]
    move = newest(TEST).move("record_left_early")
    assert (move.to, move.opens) == ("failed", ("notify-police",))
    assert newest(TEST).clock("notify-police").length == 1


def test_case_8_excused_needs_evidence_and_a_new_time_and_is_no_failure():
    move = newest(TEST).move("excuse")
    assert {question.code for question in move.asks if question.required == "yes"} >= {"excuse_evidence", "ra2_at"}
    assert move.to == "initial-booked"
    assert "notify-police" not in move.opens


def test_case_11_the_police_read_that_somebody_attended_and_no_drug_history():
    pathway = newest(TEST)
    seen = {code: sight(pathway, "police", question) for code, question in pathway.questions.items()}
    assert seen["initial_result"] == "level"
    assert seen["assessment_done"] == "level"
    assert {seen[code] for code in ("substances", "in_treatment", "started_at", "failed_detail", "closing_note")} == {
        "nothing"
    }


def test_case_12_within_twelve_months_of_a_warning_only_the_enforcement_officer_is_left():
    def offers(warned: str) -> bool | None:
        facts = {"warning": warned, "missed": "2026-04-09"}
        known = Known(answers={}, facts=facts, today=TODAY, settings={}, calendar=None)
        return truth(newest(SENTENCE).move("warn").when, known)

    assert offers("2026-02-12") is False
    assert offers("2025-04-01") is True
    never = Known(answers={}, facts={"missed": "2026-04-09"}, today=TODAY, settings={}, calendar=None)
    assert truth(newest(SENTENCE).move("warn").when, never) is True


def test_case_13_the_provider_reports_and_only_probation_decides():
    pathway = newest(SENTENCE)
    for code in ("warn", "refer_to_enforcement", "accept_excuse", "lay_information", "record_court_result"):
        assert pathway.move(code).by == ("probation",), code
    assert pathway.move("report_to_probation").by == ("lead",)
    assert newest(TEST).move("police_decide").by == ("police",)


def test_case_14_no_alcohol_tag_beside_alcohol_treatment():
    assert (
        "cannot stand beside"
        in said_against(SENTENCE, "asked_requirements", {"asked_requirements": ["atr", "aamr"]})[0]
    )
    made = said_in_move(SENTENCE, "record_sentence", {"requirements": ["atr", "aamr"]})
    assert "cannot stand beside" in made["requirements"]


def test_case_15_a_tag_for_somebody_who_may_be_dependent_is_warned_of():
    (warning,) = [check for check in newest(SENTENCE).question("dependent").checks if isinstance(check, Warn)]
    tagged = {"dependent": "yes", "asked_requirements": ["aamr"]}
    assert truth(warning.unless, Known(answers=tagged, facts={}, today=TODAY)) is False
    assert truth(warning.unless, Known(answers={**tagged, "dependent": "no"}, facts={}, today=TODAY)) is True


def test_case_16_over_twelve_months_there_are_reviews_and_never_more_than_one_a_month():
    def made(months: int, reviews: str) -> dict[str, str]:
        return said_in_move(
            SENTENCE, "record_sentence", {"requirements": ["drr"], "drr_months": months, "reviews_ordered": reviews}
        )

    assert "must have court reviews" in made(14, "no")["reviews_ordered"]
    assert made(14, "yes") == {}
    assert made(9, "no") == {}
    soon = said_in_move(SENTENCE, "record_review", {"review_on": "2026-04-03"}, facts={"review": "2026-03-14"})
    assert "once a month" in soon["review_on"]
    assert said_in_move(SENTENCE, "record_review", {"review_on": "2026-04-15"}, facts={"review": "2026-03-14"}) == {}
    assert said_in_move(SENTENCE, "record_review", {"review_on": "2026-04-03"}) == {}


def test_case_17_an_early_end_waits_for_the_law():
    def ended(since: str) -> dict[str, str]:
        given = {"ended_on": "2026-04-02", "drr_end": "completed-early"}
        settings = {"sentence-requirement.early-end-from": since}
        return said_in_move(SENTENCE, "end", given, {"requirements": ["drr"]}, **settings)

    assert "not in force" in ended("")["drr_end"]
    assert "not in force" in ended("2026-05-01")["drr_end"]
    assert ended("2026-03-22") == {}


def test_case_18_a_transfer_asks_who_took_it_on_and_opens_a_task():
    pathway = newest(SENTENCE)
    assert "hand-over-out" in pathway.move("end").opens
    moved = Known(answers={"drr_end": "transferred-out"}, facts={}, today=TODAY)
    assert truth(pathway.task("hand-over-out").when, moved) is True
    assert truth(pathway.question("moved_to").when, moved) is True


def test_case_22_a_session_after_the_due_date_does_not_complete_it_and_only_the_police_extend():
    given = {"completion": "completed", "last_session_on": "2026-04-01", "sessions_attended": 2}
    late = said_in_move(DISPOSAL, "record_result", given, facts={"condition_end": "2026-03-31"})
    assert "not completed by then" in late["completion"]
    assert said_in_move(DISPOSAL, "record_result", given, facts={"condition_end": "2026-04-01"}) == {}
    assert newest(DISPOSAL).move("extend").by == ("police",)


def test_case_23_the_two_tier_cautions_are_switched_off():
    given = {"sort": "disposal", "offered_on": "2026-04-09", "disposal": "diversionary-caution",
             "date_of_birth": "1990-01-01", "abuse_or_hate": "no"}  # fmt: skip
    assert "not in force" in said_against(DISPOSAL, "disposal", given)[0]
    on = {"out-of-court-disposal.two-tier-from": "2026-04-01"}
    assert said_against(DISPOSAL, "disposal", given, **on) == []


def test_the_four_are_one_family():
    codes = {"drug-test-on-arrest", "liaison-and-diversion", "out-of-court-disposal", "sentence-requirement"}
    assert {newest(code).family for code in codes} == {"criminal-justice"}


def test_the_officer_who_refers_reads_no_treatment_and_no_police_numbers():
    for code in ("drug-test-on-arrest", "out-of-court-disposal", "sentence-requirement", "liaison-and-diversion"):
        pathway = newest(code)
        for asked in ("pnc", "crn", "substances", "contact_phone", "closing_note"):
            assert sight(pathway, "referrer", pathway.question(asked)) == "nothing", (code, asked)
