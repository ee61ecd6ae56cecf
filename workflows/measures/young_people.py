"""The measures of the young people's service: how many come, how complete, how old, and who comes to the first meeting.

All referrals of that kind go to the young people's service of the area, which in Havering is Wize Up.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from workflows.measures.justice import TO_TREATMENT
from workflows.measures.rates import Rate, share
from workflows.measures.referred import MISTAKE, RECEIVED, Referred, by_the_close, referred
from workflows.measures.rule import Asking, Counted, CountingRule

YOUNG_PEOPLE = ("young-people",)
FIRST_CONTACT, ACCEPTED, DECLINED, ASKED = (
    "appointment-attended", "referral-accepted", "referral-declined", "more-information-asked",
)  # fmt: skip
# the kinds that a treatment service for adults receives at once
PRISON, RELEASED = ("prison-release",), "released"
TO_ADULT_SERVICE = (*PRISON, *TO_TREATMENT)
# a hospital's own team receives its referrals first, and refers on
HOSPITAL, ON_TO_TREATMENT = ("hospital-liaison",), "referred-to-treatment"
SIXTEEN_TO_25 = frozenset(map(str, range(16, 26)))


def _referrals(milestones: Sequence[Counted], asking: Asking) -> int:
    return len(referred(milestones, asking))


def _taken_up(milestones: Sequence[Counted], asking: Asking) -> Rate:
    def came(one: Referred, last: date) -> bool:
        return one.reached(FIRST_CONTACT, by=last)

    return by_the_close(referred(milestones, asking), came, asking)


def _complete(milestones: Sequence[Counted], asking: Asking) -> Rate:
    """Accepted without having been asked for more, among those decided."""
    decided = [one for one in referred(milestones, asking) if one.reached(ACCEPTED, DECLINED)]
    return share(decided, lambda one: one.reached(ACCEPTED) and not one.reached(ASKED), "referrals with a decision")


def _sixteen_to_25(milestones: Sequence[Counted], asking: Asking) -> Rate:
    """Each kind by the day on which it is booked, as what is published is. Without a date of birth a referral stays
    among all."""
    booked_by = dict.fromkeys(HOSPITAL, ON_TO_TREATMENT) | dict.fromkeys(PRISON, RELEASED)
    everybody = [
        one
        for pathway in sorted({one.pathway for one in milestones})
        for one in referred(
            [each for each in milestones if each.pathway == pathway], asking, by=booked_by.get(pathway, RECEIVED)
        )
    ]
    return share(
        everybody, lambda one: bool((one.says("age") | one.says("age-at-release")) & SIXTEEN_TO_25), "referrals"
    )


def _after_a_concern(milestones: Sequence[Counted], asking: Asking) -> int:
    """A school's concern that led to the young people's service, by the day on which the concern came."""
    return sum(
        any(told.kind == "acted" and told.attributes.get("action") == "young-people" for told in one.told)
        for one in referred(milestones, asking)
    )


RULES = {
    "dp-3-1-2-wizeup-takeup": CountingRule(YOUNG_PEOPLE, (RECEIVED, MISTAKE, FIRST_CONTACT), _taken_up),
    "dp-3-1-3-referrals": CountingRule(("school-concern",), (RECEIVED, MISTAKE, "acted"), _after_a_concern),
    "dp-3-1-5-wizeup-referrals": CountingRule(YOUNG_PEOPLE, (RECEIVED, MISTAKE), _referrals),
    "dp-3-1-5-wizeup-quality": CountingRule(YOUNG_PEOPLE, (RECEIVED, MISTAKE, ACCEPTED, DECLINED, ASKED), _complete),
    "dp-3-3-1-age-16-25": CountingRule(
        (*YOUNG_PEOPLE, *TO_ADULT_SERVICE, *HOSPITAL), (RECEIVED, MISTAKE, ON_TO_TREATMENT, RELEASED), _sixteen_to_25
    ),
}
