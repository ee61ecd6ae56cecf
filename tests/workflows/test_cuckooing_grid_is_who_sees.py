"""The grid of cuckooing, held against the agreed table of who sees which answer, and who may write the decision."""

import pytest

from workflows.grid import may_write, readers
from workflows.pathways import newest

PATHWAY = newest("cuckooing")
SHORT = {
    "REF": "referrer", "LEAD": "lead", "COORD": "coordinator", "PANEL": "panel", "POL": "police",
    "ASC": "adult-social-care", "CSC": "childrens-social-care", "TX": "treatment", "HOU": "landlord",
    "VIS": "visitor", "LEGAL": "council-legal",
}  # fmt: skip
ALL = " ".join(SHORT)

# As agreed between the agencies, row by row: the answers, and who reads them.
WHO_SEES = (
    ("immediate_danger called_999_at police_reference borough case_outcome", ALL),
    ("referrer_name referrer_role referrer_team referrer_phone not_to_be_named", "LEAD COORD POL"),
    ("source", "LEAD COORD"),
    ("operation_name", "POL COORD"),
    ("unit house_number street postcode uprn tenure landlord_name", "LEAD PANEL HOU"),
    ("occupier_name occupier_born occupier_known_as", "LEAD PANEL"),
    ("known_to_treatment treatment_offer support_results", "TX LEAD"),
    ("contact_phone safe_to_call safe_to_text safe_to_message safe_times cover_reason safe_word", "LEAD VIS"),
    ("occupier_agrees", "LEAD ASC COORD"),
    ("property_signs control_signs vulnerability_signs harm_signs hospital_treatment", "LEAD PANEL"),
    ("sign sign_known sign_on uses_of_home what_happened last_seen", "LEAD PANEL"),
    ("children_there children_how children_ages children_school hub_told_at visit_child", "CSC LEAD"),
    ("suspect_name suspect_nickname suspect_description suspect_phone vehicle vehicle_seen_on", "POL"),
    ("police_only visit_others disruption_found suspect_status", "POL"),
    ("hazards", "VIS LEAD POL ASC CSC TX HOU"),
    ("urgency visit_alone", "LEAD"),
    ("lawful_basis lawful_basis_reason", "LEAD"),
    ("raised_to is_it_cuckooing", "LEAD PANEL COORD"),
    ("safeguarding_reason capacity_decision capacity_result coercion_considered visit_wishes", "ASC LEAD"),
    ("advocate", "ASC"),
    ("slavery_route slavery_route_child", "LEAD POL"),
    ("visit_type visit_result visit_offers order_from order_to extended_to disruption_on", "LEAD PANEL"),
    ("authorised_by authorised_at served_at", "POL LEGAL"),
    ("may_stay notice_bars order_bars", "LEAD HOU POL"),
    ("where_they_live", "LEAD HOU"),
)
ROWS = [(code, {SHORT[who] for who in seen.split()}) for codes, seen in WHO_SEES for code in codes.split()]


@pytest.mark.parametrize(("code", "seen_by"), ROWS, ids=[code for code, _ in ROWS])
def test_is_read_by_those_agreed_and_nobody_else(code, seen_by):
    assert set(readers(PATHWAY, PATHWAY.question(code))) == seen_by


def test_every_answer_of_the_form_stands_in_the_table():
    of_the_form = {question.code for topic in PATHWAY.topics.values() for question in topic.questions}
    assert of_the_form <= {code for code, _ in ROWS}


def test_only_adult_social_care_writes_what_is_decided_about_an_adult():
    for move in PATHWAY.moves:
        if move.line == "safeguarding" and move.to in ("statutory_enquiry", "other_enquiry", "safeguarding_done"):
            assert move.by == ("adult-social-care",)
    question = PATHWAY.question("safeguarding_reason")
    assert [each.code for each in PATHWAY.positions if may_write(PATHWAY, each.code, question)] == ["adult-social-care"]


def test_the_preview_says_neither_who_lives_there_nor_the_number_of_the_house():
    previewed = {question.code for question in PATHWAY.preview}
    assert not previewed & {"house_number", "unit", "uprn", "occupier_name", "suspect_name", "known_to_treatment"}
    assert {"street", "tenure", "hazards", "urgency", "referrer_phone", "children_there"} <= previewed
    assert set(PATHWAY.hand_over("referral").preview) == previewed


def test_every_number_can_be_set_and_is_marked():
    for clock in PATHWAY.clocks:
        if clock.setting:
            assert PATHWAY.setting(clock.setting).default == clock.length, clock.code
    assert all(setting.mark or setting.source for setting in PATHWAY.settings)
    (score,) = PATHWAY.scores
    assert all(points.each_setting for points in score.points) and all(each.setting for each in score.overrides)
    for band in score.bands[1:]:
        assert PATHWAY.setting(band.setting).default == band.least
