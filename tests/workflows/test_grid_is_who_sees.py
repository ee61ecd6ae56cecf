"""The grid of the prison-release pathway, held against the agreed table of who sees which answer."""

import pytest

from workflows.grid import categories_read_by, may_write, readers, sight
from workflows.pathways import newest

PATHWAY = newest("prison-release")
SHORT = {
    "REF": "referrer", "SPOC": "spoc", "KW": "key-worker", "PP": "probation", "HSG": "housing", "PAN": "panel",
    "SG": "safeguarding",
}  # fmt: skip
ALL = "REF SPOC KW PP SG PAN HSG"
CASE_ROLES = "REF SPOC KW PP SG PAN"

# As agreed between the agencies, row by row: the answers, and who reads them.
WHO_SEES = (
    ("first_name surname", ALL),
    ("date_of_birth", "REF SPOC KW PP HSG"),
    ("sex gender", "REF SPOC KW"),
    ("aliases prison_number", "REF SPOC KW PP"),
    ("crn", "PP SPOC"),
    ("nhs_number", "REF SPOC KW"),
    ("area_on_release other_area outward_code", ALL),
    ("ethnicity disability language other_language interpreter veteran care_experienced", "SPOC KW"),
    ("prison other_prison reception_date prison_of_release", CASE_ROLES),
    ("sentence_type sentence_date served_under_28_days release_type", CASE_ROLES),
    ("already_released release_date_known planned_release_date", CASE_ROLES),
    ("release_date_kind release_date_source release_date_confidence actual_release", CASE_ROLES),
    ("exit_reason discharge_reason exit_destination exit_destination_area referral_on_release", "SPOC"),
    ("drug_1 drug_1_route drug_1_frequency drug_2 drug_2_route drug_2_frequency", "SPOC KW"),
    ("drug_3 drug_3_route drug_3_frequency", "SPOC KW"),
    ("uses_in_custody uses_in_custody_detail past_misuse past_misuse_detail", "SPOC KW"),
    ("drug_issue alcohol_issue intends_referral service_name", "SPOC KW"),
    ("engaged_in_custody support_status", "SPOC KW PP"),
    ("on_ost ost_medication prescriber_slot", "KW SPOC"),
    ("dose last_dose_at dose_supervised next_injection_on", "KW"),
    ("bridging_prescription bridging_start bridging_end pharmacy", "KW"),
    ("alcohol_dependence alcohol_withdrawal_risk alcohol_medication", "KW"),
    ("injecting_status bbv_status", "KW"),
    ("overdose_last_year overdose_in_custody overdose_date", "KW SG"),
    ("naloxone naloxone_kit naloxone_trained", "KW PP SPOC"),
    ("mental_health_needs learning_needs physical_needs", "KW"),
    ("risk_children risk_public risk_known_adult risk_staff risk_detail", "PP SPOC SG"),
    ("self_harm_concern safety_plan", "KW SG PP"),
    ("acct_open acct_date", "KW SG"),
    ("safeguarding_concern safeguarding_detail exploitation", "SG SPOC"),
    ("children_contact children_social_worker", "SG SPOC"),
    ("domestic_abuse protected_address", "SG"),
    ("mappa_level exclusion_zone exclusion_zone_detail contact_restrictions", "PP SPOC"),
    ("lone_worker_warning lone_worker_detail", ALL),
    ("accommodation", ALL),
    ("duty_to_refer_sent duty_to_refer_date duty_to_refer_reference duty_to_refer_council", "HSG PP SPOC"),
    ("duty_to_refer_outcome duty_to_refer_outcome_other", "HSG PP SPOC"),
    ("crs_referral_sent on_licence probation_practitioner probation_office probation_backup", "PP SPOC"),
    ("licence_conditions alcohol_tag_end", "PP SPOC KW"),
    ("court_requirements court_requirement_start court_requirement_end", "PP SPOC KW"),
    ("probation_appointment probation_appointment_at", "PP SPOC"),
    ("first_appointment_at first_appointment_place first_appointment_mode gate_pickup", CASE_ROLES),
    ("contact_phone contact_email contact_person contact_agreed safe_to_message", "SPOC KW HSG"),
    ("consent_provider consent_probation consent_housing consent_gp consent_reconnect consent_panel", ALL),
    ("consent_ndtms serious_harm_reason consent_date consent_how consent_taken_by consent_withdrawn_on", ALL),
    ("referrer_name referrer_role referrer_team referrer_email referrer_phone referrer_deputy", CASE_ROLES),
    ("first_community_dose_on", "KW"),
    # asked on the way, by cards
    ("attended_how attended_on attended_note", "SPOC KW PP"),
    ("consent_now consent_now_on consent_now_note", ALL),
)
ROWS = [(code, {SHORT[who] for who in seen.split()}) for codes, seen in WHO_SEES for code in codes.split()]


@pytest.mark.parametrize(("code", "seen_by"), ROWS, ids=[code for code, _ in ROWS])
def test_is_read_by_those_agreed_and_nobody_else(code, seen_by):
    assert set(readers(PATHWAY, PATHWAY.question(code))) == seen_by


def test_every_answer_of_the_form_stands_in_the_table():
    of_the_form = {question.code for topic in PATHWAY.topics.values() for question in topic.questions}
    assert of_the_form == {code for code, _ in ROWS}


def test_the_panel_reads_the_four_levels_of_risk_and_not_the_words():
    levels = {code for code in PATHWAY.questions if sight(PATHWAY, "panel", PATHWAY.question(code)) == "level"}
    assert levels == {"risk_children", "risk_public", "risk_known_adult", "risk_staff"}
    assert sight(PATHWAY, "panel", PATHWAY.question("risk_detail")) == "nothing"


def test_only_the_prison_probation_and_the_point_of_contact_say_when_somebody_left():
    question = PATHWAY.question("actual_release")
    assert {each.code for each in PATHWAY.positions if may_write(PATHWAY, each.code, question)} == {
        "referrer", "probation", "spoc",
    }  # fmt: skip


def test_whoever_reviews_a_death_is_given_nothing_by_the_grid():
    assert categories_read_by(PATHWAY, "death-review") == ()


def test_the_preview_holds_what_was_agreed_and_no_more():
    not_previewed = {"aliases", "nhs_number", "ethnicity", "language", "referrer_email", "dose", "safeguarding_detail"}
    previewed = {question.code for question in PATHWAY.preview}
    assert not previewed & not_previewed
    assert {"drug_1", "on_ost", "accommodation", "referrer_phone", "risk_staff", "prison_number"} <= previewed
    assert set(PATHWAY.hand_over("referral").preview) == previewed
