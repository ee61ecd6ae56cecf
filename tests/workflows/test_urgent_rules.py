"""What cannot wait: the rules by which a team is alerted, and where it is written down what was decided."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from workflows import partnerships
from workflows.grid import sight
from workflows.pathways import newest, offered
from workflows.truth import Known, truth

TODAY = date(2026, 11, 18)
FILES = Path(partnerships.__file__).parent
KINDS = [pathway.code for pathway in offered()]
# By kind: answers that a rule reads, who is alerted first, and words of the alert.
RULES = {
    "hospital-liaison": (
        ({"safeguarding_for": ["child"]}, "lead", "A child may be at risk"),
        ({"safeguarding_for": ["adult"]}, "lead", "An adult may be at risk"),
    ),
    "young-people": (
        ({"exploitation_signs": ["debt"]}, "childrens-social-care", "may be exploited"),
        ({"date_of_birth": "2014-03-07"}, "childrens-social-care", "under 13"),
    ),
    "family-support": (({"child_worry": "yes"}, "childrens-social-care", "A child may be at risk"),),
    "dual-diagnosis": (
        ({"risks": ["suicide"]}, "lead", "danger to somebody's life"),
        ({"safeguarding": "child"}, "lead", "A child may be at risk"),
        ({"safeguarding": "adult"}, "adult-social-care", "An adult may be at risk"),
    ),
    "school-concern": (({"safe_now": "no"}, "lead", "not safe now"),),
    "rough-sleeper-outreach": (({"red_flags": ["overdose"]}, "lead", "may need an ambulance"),),
    "home-fire-safety": (({"fire_signs": ["arson-threat"]}, "lead", "threatened to set fire"),),
    "housing-duty-to-refer": (({"risks": ["abuse"], "consent_referral": "yes"}, "lead", "may be in danger"),),
    "debt-support": (({"debt_found": "threatened"}, "lead", "exploited over a debt"),),
    "liaison-and-diversion": (({"screen_risk": "high"}, "lead", "a high risk"),),
}
QUIET = {
    "hospital-liaison": {"safeguarding_for": ["none"]},
    "young-people": {"exploitation_signs": ["none"], "date_of_birth": "2010-03-07"},
    "family-support": {"child_worry": "no"},
    "dual-diagnosis": {"risks": ["none"], "safeguarding": "no"},
    "school-concern": {"safe_now": "yes"},
    "rough-sleeper-outreach": {"red_flags": ["none"]},
    "home-fire-safety": {"fire_signs": ["candles"]},
    "housing-duty-to-refer": {"risks": ["abuse"], "consent_referral": "no"},
    "debt-support": {"drug_debt": "no"},
    "liaison-and-diversion": {"screen_risk": "low"},
}


def alerting(code, answers):
    known = Known(answers=answers, facts={}, today=TODAY)
    return [rule for rule in newest(code).advice if rule.alert and truth(rule.when, known) is True]


@pytest.mark.parametrize("code", RULES)
def test_each_answer_about_safety_alerts_and_a_quiet_one_does_not(code):
    for answers, first, words in RULES[code]:
        (rule,) = alerting(code, answers)
        assert words in rule.alert
        assert rule.alerts[0] == first
        assert rule.alerts[-1] in ("lead", "treatment"), "somebody on the case is always alerted"
        assert newest(code).setting(rule.within).default == 15
    assert alerting(code, QUIET[code]) == []
    assert {rule.code for rule in newest(code).advice if rule.alert} == {
        rule.code for answers, _, _ in RULES[code] for rule in alerting(code, answers)
    }, "every rule is in the table"


@pytest.mark.parametrize("partnership", ["havering", "waltham_forest"])
def test_whom_a_rule_says_to_ring_is_a_team_of_each_partnership(partnership):
    teams = tomllib.loads((FILES / partnership / "teams.toml").read_text())["team"]
    serves = {service for team in teams for service in team["positions"]}
    rung = {service for code in KINDS for rule in newest(code).advice for service in rule.rings}
    assert rung <= serves and rung == {"childrens-social-care", "adult-social-care"}


def test_without_agreement_nothing_goes_to_the_council_and_safeguarding_is_named():
    known = Known(answers=QUIET["housing-duty-to-refer"], facts={}, today=TODAY)
    (said,) = [each for each in newest("housing-duty-to-refer").advice if truth(each.when, known) is True]
    assert said.alert == ""
    assert "whether or not they agree" in said.say


@pytest.mark.parametrize("code", KINDS)
def test_what_was_decided_about_a_worry_can_be_written_down_in_every_kind(code):
    pathway = newest(code)
    move = pathway.move("decide_urgent")
    asked = {question.code: question for question in move.asks}
    reason, review = asked["urgent_reason"], asked["urgent_review_on"]
    not_referred = Known(answers={"urgent_decision": "not-referred"}, facts={}, today=TODAY)
    told = Known(answers={"urgent_decision": "childrens"}, facts={}, today=TODAY)
    for question in (reason, review):
        assert (question.required, truth(question.when, not_referred), truth(question.when, told)) == (
            "yes", True, False,
        )  # fmt: skip
        assert sight(pathway, "referrer", question) == "nothing"
        assert [position for position in move.by if sight(pathway, position, question) != "read"] == []
    open_stages = {stage.code for stage in pathway.stages if not stage.ends and stage.line == "main"}
    assert set(move.from_) <= open_stages
    assert pathway.task("review-urgent").clock == "review-urgent"
