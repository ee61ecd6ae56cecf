"""The grid of hidden harm, held against the agreed table of who sees which answer, row by row."""

import pytest

from workflows.grid import readers, sight
from workflows.pathways import newest

PATHWAY = newest("hidden-harm")
SHORT = {
    "REF": "referrer", "LEAD": "lead", "HHW": "worker", "TX": "treatment", "CSC": "childrens-social-care",
    "EH": "early-help", "HV": "health-visitor", "MW": "midwife", "PHA": "pharmacist",
}  # fmt: skip
ALL = "REF LEAD HHW TX CSC EH HV MW PHA"
OURS = "LEAD HHW TX"
# Early help reads of the family only once the parent has agreed to it: its position rests on that consent.
FAMILY = "LEAD HHW TX CSC EH"

WHO_SEES = (
    ("adult_first_name adult_surname area outward_code children_area children_area_too other_area visit_safely", ALL),
    ("referrer_name referrer_team referrer_phone", ALL),
    ("adult_born treatment_number first_time substances injecting substances_summary", OURS),
    ("agreement share_early_help share_health_visitor share_midwife share_pharmacist", OURS),
    ("consent_date consent_how consent_taken_by", OURS),
    ("contact_phone safe_to_message interpreter interpreter_language access_needs", OURS),
    ("relationship visit_address children_live_there children_address", FAMILY),
    ("child_is child_name child_born child_due child_lives child_moves child_school", FAMILY),
    ("child_health_visitor child_services adult_name adult_relation adult_sober", FAMILY),
    ("harm_signs harm_detail mash_rung other_risks partner_at_home protective protective_detail", FAMILY),
    ("visit_safely_detail parent_told", FAMILY),
    ("child_seen child_said adult_state birth_on birth_name", FAMILY),
    ("child_sleep_risk", "LEAD HHW TX HV"),
    ("pregnant pregnancy_weeks midwife_booked", "LEAD HHW TX CSC MW"),
    ("medicine_home medicine_supply take_home_days", "LEAD HHW TX CSC PHA"),
)
OF_A_VISIT = (
    ("visited_by parent_state rooms_seen within_reach visit_harm_signs before_leaving", FAMILY),
    ("classification classification_reason parent_told_mash mash_reference mash_reply", FAMILY),
    ("sleep_place", "LEAD HHW TX HV"),
    ("storage", "LEAD HHW TX CSC HV"),
    ("storage_box storage_box_serial home_basics unborn_talk naloxone next_visit_at next_visit_how", OURS),
    ("visitors_seen", "CSC"),
)
ROWS = [
    (code, {SHORT[who] for who in seen.split()}) for codes, seen in (*WHO_SEES, *OF_A_VISIT) for code in codes.split()
]


@pytest.mark.parametrize(("code", "seen_by"), ROWS, ids=[code for code, _ in ROWS])
def test_is_read_by_those_agreed_and_nobody_else(code, seen_by):
    assert set(readers(PATHWAY, PATHWAY.question(code))) == seen_by


def test_every_answer_of_the_form_stands_in_the_table():
    of_the_form = {question.code for topic in PATHWAY.topics.values() for question in topic.questions}
    assert of_the_form == {code for codes, _ in WHO_SEES for code in codes.split()}


def test_of_treatment_childrens_social_care_reads_one_line_alone():
    levels = {
        code for code in PATHWAY.questions
        if sight(PATHWAY, "childrens-social-care", PATHWAY.question(code)) == "level"
    }  # fmt: skip
    assert levels == {"substances_summary"}


def test_nobody_is_asked_to_agree_that_mash_is_told():
    asked = {question.recipient for question in PATHWAY.questions.values() if question.kind == "consent"}
    assert asked == {"early-help", "health-visitor", "midwife", "pharmacist"}
    assert PATHWAY.position("childrens-social-care").basis == "legal-duty"


def test_the_preview_holds_no_name_of_a_child():
    assert set(PATHWAY.hand_over("referral").preview) == {question.code for question in PATHWAY.preview}
    assert "child_name" not in PATHWAY.hand_over("referral").preview
