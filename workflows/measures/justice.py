"""The measures of criminal justice. They name the family, so each reads all its kinds that go to a treatment service.

Liaison and diversion goes to a team of its own: what it sends on to treatment is counted where it comes as a referral,
with “liaison” as its sender, so that nobody is counted twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from workflows.measures.rates import Rate
from workflows.measures.referred import MISTAKE, RECEIVED, Referred, referred, within_days
from workflows.measures.rule import Asking, Counted, CountingRule, Rule

TO_TREATMENT = ("drug-test-on-arrest", "out-of-court-disposal", "sentence-requirement")
TO_TREATMENT_OR_DIVERSION = ("drug-test-on-arrest", "out-of-court-disposal")
JUSTICE = frozenset({"met-ne", "met-ea", "court", "liaison", "probation", "youth-justice"})
COUNCIL_OR_POLICE = frozenset({"council-asb", "met-ne"})
# how each kind says that treatment began: the first structured treatment, the first session, the requirement
BEGUN = ("treatment-began", "started", "requirement-begun")
THREE_WEEKS = 21
SUCCESS = frozenset({"completed-full-term", "completed-early", "revoked-good-progress"})


def _from_justice(milestones: Sequence[Counted], asking: Asking) -> list[Referred]:
    return [one for one in referred(milestones, asking) if one.says("source") & JUSTICE]


def _referrals(milestones: Sequence[Counted], asking: Asking) -> int:
    return len(_from_justice(milestones, asking))


def _engaged(milestones: Sequence[Counted], asking: Asking) -> Rate:
    def began(one: Referred, last: date) -> bool:
        return one.reached(*BEGUN, by=last)

    return within_days(_from_justice(milestones, asking), THREE_WEEKS, began, asking)


def _causing_harm(milestones: Sequence[Counted], asking: Asking) -> int:
    """Somebody who declined stays in; harm is stated where any is ticked but “none”."""
    return sum(
        bool(one.says("source") & COUNCIL_OR_POLICE and one.says("harm-basis") - {"none"})
        for one in referred(milestones, asking)
    )


def _completed(requirement: str) -> Rule:
    """Requirements of one sort that ended well in the period, each case having one of a sort at most."""

    def count(milestones: Sequence[Counted], asking: Asking) -> int:
        return len(
            {
                one.case_id
                for one in milestones
                if one.on_date in asking.period and one.attributes.get(f"{requirement}-end") in SUCCESS
            }
        )

    return count


RULES = {
    "local-cj-referrals": CountingRule(TO_TREATMENT, (RECEIVED, MISTAKE), _referrals),
    "local-cj-engaged": CountingRule(TO_TREATMENT, (RECEIVED, MISTAKE, *BEGUN), _engaged),
    "wf-supply-harm-referrals": CountingRule(TO_TREATMENT_OR_DIVERSION, (RECEIVED, MISTAKE), _causing_harm),
    "dp-1-1-2-drr-completions": CountingRule(("sentence-requirement",), ("drr-ended",), _completed("drr")),
    "dp-1-1-2-atr-completions": CountingRule(("sentence-requirement",), ("atr-ended",), _completed("atr")),
}
