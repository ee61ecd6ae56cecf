"""The grid of modern slavery, held against the agreed table of who sees which answer, row by row."""

import pytest

from workflows.grid import readers
from workflows.pathways import newest

PATHWAY = newest("nrm")
SHORT = {
    "RP": "referrer", "FR": "first-responder", "FRA": "alternate-first-responder", "MSL": "modern-slavery-lead",
    "CSC": "childrens-social-care", "ASC": "adult-social-care", "YJS": "youth-justice", "POL": "police",
}  # fmt: skip
ALL = "RP FR FRA MSL CSC ASC YJS POL"
RESPONDERS, WITH_LEAD, WITH_CARE = "FR FRA", "FR FRA MSL", "FR FRA CSC ASC"

OF_THE_FORM = (
    ("danger_now area referrer_name referrer_role referrer_phone referrer_deputy", ALL),
    ("account lawful_reason cuckooing", WITH_LEAD),
    ("age_group adult_agrees will_help may_be_named may_be_named_at where_now safe_to_contact", RESPONDERS),
    ("how_to_contact indicators exploitation treatment", RESPONDERS),
    ("responsible_area council_name council_phone council_email", WITH_CARE),
    ("safeguarding_referred safeguarding_reference", WITH_CARE),
    ("county_lines", "FR FRA POL MSL"),
    ("line_name exploiter_description exploiter_where", "POL MSL"),
    ("first_name last_name nickname refusal_reason notify_gender notify_nationality", WITH_LEAD),
    ("born", "FR FRA CSC"),
)
OF_THE_WORK = (
    ("mash_reference safeguarding_where missing_since treatment_referred_on", WITH_CARE),
    ("sent_at sent_for decision_route home_office_reference how_it_started gender", WITH_LEAD),
    ("grounds_on answer_by", WITH_CARE),
    ("conclusive_on reconsideration_ground withdrawal_on", RESPONDERS),
    ("stays_how wants_adult_support", "FR FRA CSC"),
    ("crime_reference crime_force", "FR FRA POL"),
    ("county_lines_now", "FR FRA POL MSL"),
)
ROWS = [
    (code, {SHORT[who] for who in seen.split()})
    for codes, seen in (*OF_THE_FORM, *OF_THE_WORK)
    for code in codes.split()
]


@pytest.mark.parametrize(("code", "seen_by"), ROWS, ids=[code for code, _ in ROWS])
def test_is_read_by_those_agreed_and_nobody_else(code, seen_by):
    assert set(readers(PATHWAY, PATHWAY.question(code))) == seen_by


def test_every_answer_of_the_form_stands_in_the_table():
    of_the_form = {question.code for topic in PATHWAY.topics.values() for question in topic.questions}
    assert of_the_form == {code for codes, _ in OF_THE_FORM for code in codes.split()}


def test_nobody_on_a_case_reads_equality_and_nobody_is_there_by_consent():
    assert PATHWAY.category("equality").read == ()
    assert {position.basis for position in PATHWAY.positions if position.code != "referrer"} == {"legal-duty"}


def test_the_preview_has_no_name_no_account_and_no_place():
    preview = set(PATHWAY.hand_over("referral").preview)
    assert preview == {question.code for question in PATHWAY.preview}
    assert not preview & {"first_name", "last_name", "born", "account", "where_now", "line_name"}


def test_edge_11_only_a_first_responder_organisation_records_that_something_was_sent():
    powered = {move.code for move in PATHWAY.moves if move.power == "first-responder"}
    counted = {move.code for move in PATHWAY.moves if {"nrm-submitted", "dtn-submitted"} & set(move.writes)}
    assert counted < powered
