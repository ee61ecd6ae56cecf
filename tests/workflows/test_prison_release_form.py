"""The prison-release form, filled in by people with very different days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.prison_answers import TODAY, whole
from workflows.conditions import asked, faults_in, faults_in_move, holds, known_of, refused, that_apply, warnings_in
from workflows.pathways import newest
from workflows.working_days import WorkingDays

PATHWAY = newest("prison-release")
CALENDAR = WorkingDays.england_and_wales()


def faults(answers, today=TODAY, **more):
    return dict(faults_in(answers, PATHWAY, today, calendar=CALENDAR, **more))


def warnings(answers, today=TODAY):
    return dict(warnings_in(answers, PATHWAY, today, calendar=CALENDAR))


def codes_asked(answers, today=TODAY):
    return {question.code for question in asked(PATHWAY, answers, today, calendar=CALENDAR)}


def test_a_whole_referral_is_taken():
    assert faults(whole()) == {}
    assert warnings(whole()) == {}


def test_an_empty_one_names_everything_that_must_be_answered_in_a_sentence():
    found = faults({})
    assert set(found) == {
        question.code for question in asked(PATHWAY, {}, TODAY, calendar=CALENDAR) if question.required != "no"
    }
    assert all(sentence.startswith(("Enter", "Select")) for sentence in found.values())


@pytest.mark.parametrize("field", sorted(whole()))
def test_leaving_out_one_answer_names_that_one_alone(field):
    required = PATHWAY.question(field).required != "no"
    left = set(faults(whole(**{field: None})))
    assert (field in left) == required


def test_a_question_that_the_form_does_not_have_is_refused():
    assert "no such question" in faults(whole(shoe_size="9"))["shoe_size"]


def test_who_leaves_before_eighteen_is_shown_the_young_peoples_service():
    on_the_day = whole(date_of_birth="2008-07-06")
    assert faults(on_the_day) == {}
    assert "young people's service" in faults(whole(date_of_birth="2008-07-07"))["date_of_birth"]


def test_clashing_kinds_of_release_are_refused():
    said = faults(whole(release_type=["fixed-term-recall", "standard-recall"]))["release_type"]
    assert "cannot be both" in said
    assert "no more than 2" in faults(whole(release_type=["crd", "hdc", "time-served"]))["release_type"]
    assert "on its own" in faults(whole(release_type=["crd", "unknown"]))["release_type"]


def test_an_unplanned_release_can_be_sent_without_a_planned_date_and_asks_for_the_last_dose():
    answers = whole(
        already_released="yes", release_date_known=None, planned_release_date=None, release_date_kind=None,
        release_date_source=None, release_date_confidence=None, actual_release="2026-06-08T16:10",
        release_type=["bail-or-remand-release"], sentence_type="remand", sentence_date=None,
        served_under_28_days=None, on_licence=None, probation_practitioner=None, probation_office=None,
        probation_backup=None, licence_conditions=None, on_ost="yes", ost_medication="methadone",
        bridging_prescription="no",
    )  # fmt: skip
    assert set(faults(answers)) == {"dose", "last_dose_at", "dose_supervised"}
    dosed = answers | {"dose": 60, "last_dose_at": "2026-06-08T08:15", "dose_supervised": "yes"}
    assert faults(dosed) == {}
    assert "Enter when they left" in faults(dosed | {"actual_release": "2026-06-09T10:00"})["actual_release"]


def test_dose_is_asked_only_when_release_is_near():
    answers = whole(on_ost="yes", ost_medication="methadone", bridging_prescription="no")
    assert "dose" not in codes_asked(answers, TODAY)
    assert "dose" in codes_asked(answers, date(2026, 7, 1))


def test_somebody_without_an_address_can_still_be_referred():
    assert faults(whole(area_on_release="not-known", outward_code=None, accommodation="no-fixed-abode")) == {}


def test_a_friday_is_said_to_come_forward_and_the_date_is_kept():
    friday = whole(planned_release_date="2026-09-25", sentence_date="2026-03-02")
    assert "probably leave earlier" in warnings(friday)["planned_release_date"]
    assert faults(friday) == {}


@pytest.mark.parametrize(
    "outside",
    [{"release_type": ["hdc"]}, {"release_type": ["parole"]}, {"served_under_28_days": "yes"},
     {"planned_release_date": "2026-09-24"}],
)  # fmt: skip
def test_a_friday_outside_the_scheme_suggests_nothing(outside):
    assert "planned_release_date" not in warnings(whole(**({"planned_release_date": "2026-09-25"} | outside)))


def test_post_sentence_supervision_is_gone_from_new_forms_and_read_on_old_ones():
    question = PATHWAY.question("sentence_type")
    codes = {choice.code for choice in question.offered("2026-06-01")}
    assert "post-sentence-supervision" not in codes
    assert question.label_of("post-sentence-supervision") == "Post-sentence supervision"
    old = whole(sentence_type="post-sentence-supervision")
    assert "Select one of the answers" in faults(old, begun=date(2026, 6, 1))["sentence_type"]
    assert "sentence_type" not in faults(old, begun=date(2025, 6, 2))


def test_the_supervised_licence_scheme_was_never_offered_and_can_be_read():
    question = PATHWAY.question("release_type")
    assert "end-of-custody-supervised-licence" not in {choice.code for choice in question.offered("2020-01-01")}
    assert question.label_of("end-of-custody-supervised-licence") == "End of custody supervised licence"


def test_a_no_to_one_recipient_does_not_stop_the_others():
    assert faults(whole(consent_probation="no", consent_panel="no", consent_housing="no")) == {}


def test_a_no_to_the_treatment_service_stops_it_unless_serious_harm_is_prevented():
    refused_by_them = whole(consent_provider="no")
    assert "do not agree" in faults(refused_by_them)["consent_provider"]
    assert faults(refused_by_them | {"serious_harm_reason": "A threat to a named child."}) == {}


def test_an_odd_prison_number_is_pointed_out_and_let_through():
    odd = whole(prison_number="12345")
    assert faults(odd) == {}
    assert "Z9001TX" in warnings(odd)["prison_number"]


def test_leaving_without_naloxone_is_pointed_out_to_people_who_use_opioids_alone():
    without = {"naloxone": "dont-know", "naloxone_kit": None, "naloxone_trained": None}
    assert "naloxone" in warnings(whole(**without))
    assert "naloxone" not in warnings(whole(drug_1="cannabis", **without))


def test_contact_with_children_is_a_prompt_to_think_and_refuses_nothing():
    answers = whole(children_contact="in-touch", children_social_worker="no")
    assert faults(answers) == {}
    assert "MASH" in warnings(answers)["children_social_worker"]


def test_a_gap_between_prescriptions_is_pointed_out_and_stops_the_appointment_until_a_clinician_says_why():
    gap = whole(
        on_ost="yes", ost_medication="methadone", bridging_prescription="yes", bridging_start="2026-07-06",
        bridging_end="2026-07-12", pharmacy="A pharmacy", prescriber_slot="2026-07-14T10:00",
    )  # fmt: skip
    assert "nobody prescribes" in warnings(gap)["prescriber_slot"]
    guards = PATHWAY.move("set_appointment").guards
    assert any("nobody prescribes" in said for said in refused(guards, known_of(PATHWAY, gap, TODAY)))
    explained = gap | {"no_cover_reason": "Depot given on 10 July."}
    assert refused(guards, known_of(PATHWAY, explained, TODAY)) == []
    closed = gap | {"prescriber_slot": "2026-07-13T10:00"}
    assert refused(guards, known_of(PATHWAY, closed, TODAY)) == []


def test_an_answer_left_over_from_before_decides_nothing():
    before = whole(
        on_ost="yes", ost_medication="methadone", bridging_prescription="yes", bridging_start="2026-07-06",
        bridging_end="2026-07-12", pharmacy="A pharmacy", prescriber_slot="2026-07-14T10:00",
    )  # fmt: skip
    changed = before | {"on_ost": "no"}
    assert "prescriber_slot" not in that_apply(PATHWAY, changed, TODAY, calendar=CALENDAR)
    assert warnings(changed) == {}
    assert faults(changed) == {}


def test_one_page_can_be_checked_by_itself():
    assert set(faults({}, only="name")) == {"first_name", "surname", "date_of_birth"}


def test_nobody_is_closed_as_not_engaged_before_day_21_has_passed():
    guards = PATHWAY.move("close_not_engaged").guards

    def said(today):
        return refused(guards, known_of(PATHWAY, {}, today, facts={"actual_release": "2026-07-06T10:00"}))

    assert said(date(2026, 7, 27))
    assert said(date(2026, 7, 28)) == []


def test_the_panel_is_refused_without_consent_or_a_reason_of_serious_harm():
    guards = PATHWAY.move("list_at_panel").guards
    no = whole(consent_panel="no")
    assert refused(guards, known_of(PATHWAY, no, TODAY))
    reasoned = no | {"panel_serious_harm_reason": "A threat to a named child."}
    assert refused(guards, known_of(PATHWAY, reasoned, TODAY)) == []


def test_a_moves_questions_are_checked_like_the_forms():
    move = PATHWAY.move("record_contact")
    given_now = {"seen_on": "2026-07-05", "mood": "good"}
    known = known_of(PATHWAY, given_now, date(2026, 7, 8), facts={"actual_release": "2026-07-06T10:00"})
    found = dict(faults_in_move(move.asks, given_now, known, "2026-07-08"))
    assert "not before they left" in found["seen_on"]
    assert "not asked here" in found["mood"]


def test_safety_lines_show_what_matters_at_the_gate():
    answers = whole(lone_worker_warning="yes", lone_worker_detail="Meet two together.", safe_to_message="no")
    shown = {each.code for each in PATHWAY.warnings if holds(each.when, answers, {}, TODAY)}
    assert {"visit-safely", "no-message"} <= shown


JUNK = st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.lists(st.text(max_size=5), max_size=3)


@given(st.dictionaries(st.sampled_from(sorted(whole())), JUNK, max_size=8))
def test_no_answer_whatever_breaks_the_check(junk):
    found = faults(whole(**junk))
    assert all(isinstance(said, str) and said.endswith((".", "kept.")) for said in found.values())


@given(st.sets(st.sampled_from(sorted(whole()))))
def test_what_is_asked_does_not_hang_on_the_order_of_answering(kept):
    answers = {field: value for field, value in whole().items() if field in kept}
    backwards = dict(reversed(list(answers.items())))
    assert codes_asked(answers) == codes_asked(backwards)


def test_a_date_that_was_not_known_can_be_given_later_and_is_checked():
    unknown = whole(
        release_date_known="no", planned_release_date=None, release_date_kind=None, release_date_source=None,
        release_date_confidence=None,
    )  # fmt: skip
    assert faults(unknown) == {}
    move = PATHWAY.move("change_release_date")
    told = {"release_date_known": "yes", "planned_release_date": "2026-01-05"}
    known = known_of(PATHWAY, unknown | told, TODAY, calendar=CALENDAR)
    found = dict(faults_in_move(move.asks, told, known, "2026-06-08"))
    assert "not before the day they came" in found["planned_release_date"]
    assert set(found) == {
        "planned_release_date", "release_date_kind", "release_date_source", "release_date_confidence",
    }  # fmt: skip


def test_a_day_that_has_passed_is_pointed_at_while_they_have_not_left():
    """The year is easily mistyped, and every deadline before release is counted back from this day."""
    past = whole(already_released="no", planned_release_date="2025-07-06", reception_date="2024-01-01")
    assert faults(past) == {}
    assert "Check the day and the year" in warnings(past)["planned_release_date"]
    assert "planned_release_date" not in warnings(whole(already_released="no", planned_release_date=TODAY.isoformat()))
    assert "planned_release_date" not in warnings(past | {"planned_release_date": None})
