"""The measures of joint care, family support, hospital referrals and debts: each the rule of one kind of referral."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from workflows.measures.periods import period_with
from workflows.measures.rates import Rate
from workflows.measures.referred import MISTAKE, RECEIVED, Referred, by_the_close, referred
from workflows.measures.rule import Asking, Counted, CountingRule

# the step that names the lead makes the joint plan
ACCEPTED, JOINT_PLAN, SUPPORT_BEGUN, ON_TO_TREATMENT = (
    "referral-accepted", "lead-named", "support-begun", "referred-to-treatment",
)  # fmt: skip
CLOSES_FOR_A_PLAN = 3


def _joint_care(milestones: Sequence[Counted], asking: Asking) -> Rate:
    def planned(one: Referred, last: date) -> bool:
        return one.reached(JOINT_PLAN, by=last)

    accepted = [one for one in referred(milestones, asking) if one.reached(ACCEPTED)]
    return by_the_close(accepted, planned, asking, closes_later=CLOSES_FOR_A_PLAN)


def _families_taking_up(milestones: Sequence[Counted], asking: Asking) -> Rate:
    def began(one: Referred, last: date) -> bool:
        return one.reached(SUPPORT_BEGUN, by=last)

    return by_the_close(referred(milestones, asking), began, asking)


def _from_hospital(milestones: Sequence[Counted], asking: Asking) -> int:
    """By the day on which the hospital's team referred on: that is when it came to the treatment service."""
    return len(referred(milestones, asking, by=ON_TO_TREATMENT))


def _debts_lowered(milestones: Sequence[Counted], asking: Asking) -> int:
    """A family counts in the period of its first review of the financial year that found the debt lower or managed."""
    first: dict[tuple[Any, date], date] = {}
    for one in milestones:
        if one.attributes.get("effective") == "yes":
            key = one.case_id, period_with(one.on_date, "yearly").start
            first[key] = min(first.get(key, one.on_date), one.on_date)
    return sum(day in asking.period for day in first.values())


RULES = {
    "local-dual-diagnosis-joint-care": CountingRule(
        ("dual-diagnosis",), (RECEIVED, MISTAKE, ACCEPTED, JOINT_PLAN), _joint_care
    ),
    "local-family-support-offered": CountingRule(
        ("family-support",), (RECEIVED, MISTAKE, SUPPORT_BEGUN), _families_taking_up
    ),
    "local-hospital-to-community": CountingRule(("hospital-liaison",), (ON_TO_TREATMENT, MISTAKE), _from_hospital),
    "dp-3-3-2-debt-interventions": CountingRule(("debt-support",), ("reviewed",), _debts_lowered),
}
