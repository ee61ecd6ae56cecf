"""Measures of criminal justice, young people, joint care, families, hospital and debts, each counted by hand."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from workflows.measures import catalogue
from workflows.measures.from_cases import RULES
from workflows.measures.rates import Period
from workflows.measures.rule import Asking

QUARTER = Asking("havering", Period(date(2026, 7, 1), date(2026, 9, 30)), date(2027, 3, 1))
JULY_1 = date(2026, 7, 1)


@dataclass(frozen=True)
class Milestone:
    case_id: str
    kind: str
    on_date: date
    attributes: dict[str, Any] = field(default_factory=dict)
    spell_id: str | None = None
    pathway: str = ""
    recorded_at: datetime = datetime(2026, 12, 1, tzinfo=UTC)


def count(measure, milestones, asking=QUARTER):
    return RULES[measure].count(milestones, asking)


def came(case, on=JULY_1, **said):
    return Milestone(case, "referral-received", on, {name.replace("_", "-"): value for name, value in said.items()})


def happened(case, kind, *day, **said):
    return Milestone(case, kind, date(2026, *day), {name.replace("_", "-"): value for name, value in said.items()})


def test_every_measure_from_cases_has_a_rule_or_says_why_not():
    """A rule without an example in these two files would be found by whoever reads this list."""
    counted = {code for code, one in catalogue.everything().items() if one.feed == "cases"}
    assert counted - set(RULES) == {"dp-4-2-1-engagement"}


def test_criminal_justice_referrals_and_treatment_within_three_weeks():
    """Six from police, court and probation; one by the council is none of them, one was a mistake, one came before.
    Begun on day 0, on day 21 by each kind's own word; on day 22 is too late; two never."""
    told = [
        came("a", source="met-ne"), happened("a", "treatment-began", 7, 1),
        came("b", source="court"), happened("b", "requirement-begun", 7, 22),
        came("c", source="probation"), happened("c", "started", 7, 23),
        came("d", source="liaison"), came("e", source="youth-justice"),
        came("f", date(2026, 9, 30), source="met-ea"),
        came("council", source="council-asb"),
        came("mistake", source="met-ne"), happened("mistake", "cancelled", 7, 2),
        came("june", date(2026, 6, 30), source="met-ne"),
    ]  # fmt: skip
    assert count("local-cj-referrals", told) == 6
    rate = count("local-cj-engaged", told)
    assert (rate.numerator, rate.denominator, rate.pending) == (2, 6, 0)
    early = count("local-cj-engaged", told, Asking("havering", QUARTER.period, date(2026, 10, 21)))
    assert (early.numerator, early.denominator, early.pending) == (2, 5, 1), "f has until the end of 21 October"


def test_referrals_of_people_who_harm_a_community():
    """By council or North East command, with a harm: a, b and the one who declined. Not: no harm, another sender."""
    told = [
        came("a", source="met-ne", harm_basis=["asb"]), came("b", source="council-asb", harm_basis=["supply", "asb"]),
        came("declined", source="met-ne", harm_basis=["violence"]), happened("declined", "offer-declined", 7, 3),
        came("no harm", source="met-ne", harm_basis=["none"]),
        came("probation", source="probation", harm_basis=["asb"]),
        came("twice", source="met-ne", harm_basis=["asb"]), happened("twice", "cancelled", 7, 1),
    ]  # fmt: skip
    assert count("wf-supply-harm-referrals", told) == 3


def test_requirements_completed_of_each_sort():
    """DRR: full term, early and for good progress; a transfer and a breach are none, and an order in June is before.
    The order with both counts once in each."""
    ends = (("a", "completed-full-term"), ("b", "completed-early"), ("c", "revoked-good-progress"),
            ("d", "transferred-out"), ("e", "revoked-breach"))  # fmt: skip
    told = [
        *(happened(case, "drr-ended", 8, 3, drr_end=end) for case, end in ends),
        happened("a", "atr-ended", 8, 3, atr_end="completed-full-term"),
        happened("june", "drr-ended", 6, 30, drr_end="completed-full-term"),
    ]
    assert count("dp-1-1-2-drr-completions", told) == 3
    assert count("dp-1-1-2-atr-completions", told) == 1


def test_young_people_referred_taken_up_and_complete():
    """Five came. July is closed on 14 August: seen that day is in time, the day after is not. Four were decided, of
    which two were accepted without a question."""
    told = [
        came("a"), happened("a", "referral-accepted", 7, 2), happened("a", "appointment-attended", 8, 14),
        came("b"), happened("b", "referral-accepted", 7, 2), happened("b", "appointment-attended", 8, 17),
        came("c"), happened("c", "more-information-asked", 7, 2), happened("c", "referral-accepted", 7, 6),
        came("d"), happened("d", "referral-declined", 7, 3),
        came("e", date(2026, 9, 30)),
        came("mistake"), happened("mistake", "cancelled", 7, 1),
    ]  # fmt: skip
    assert count("dp-3-1-5-wizeup-referrals", told) == 5
    taken_up = count("dp-3-1-2-wizeup-takeup", told)
    assert (taken_up.numerator, taken_up.denominator, taken_up.pending) == (1, 5, 0)
    now = count("dp-3-1-2-wizeup-takeup", told, Asking("havering", QUARTER.period, date(2026, 10, 1)))
    assert (now.denominator, now.pending) == (4, 1), "September is closed on 14 October"
    complete = count("dp-3-1-5-wizeup-quality", told)
    assert (complete.numerator, complete.denominator) == (2, 4)


def test_ages_of_those_sent_to_either_service():
    """16 and 25 are in, 15 and 26 are not; without a date of birth somebody stays among all. From hospital the day of
    referring on counts, from prison the day of release: two releases of one person are two, and one that is still to
    come is none."""
    told = [
        came("16", age=16), came("25", age=25), came("15", age=15), came("26", age=26), came("unknown"),
        Milestone("ward", "referral-received", date(2026, 6, 20), pathway="hospital-liaison"),
        Milestone("ward", "referred-to-treatment", JULY_1, {"age": 19}, pathway="hospital-liaison"),
        Milestone("left as advised", "referral-received", JULY_1, {"age": 19}, pathway="hospital-liaison"),
        Milestone("prison", "referral-received", date(2026, 6, 3), {"age": 24}, pathway="prison-release"),
        *(Milestone("prison", "released", date(2026, month, 3), {"age-at-release": 24}, spell_id=str(month),
                    pathway="prison-release") for month in (7, 9)),
        Milestone("still inside", "referral-received", JULY_1, {"age": 24}, pathway="prison-release"),
    ]  # fmt: skip
    rate = count("dp-3-3-1-age-16-25", told)
    assert (rate.numerator, rate.denominator) == (5, 8)


def test_concerns_of_schools_that_led_to_the_young_peoples_service():
    told = [
        came("a"), happened("a", "acted", 7, 3, action="young-people"),
        came("b"), happened("b", "acted", 7, 3, action="mash"),
        came("c"),
        came("june", date(2026, 6, 30)), happened("june", "acted", 7, 2, action="young-people"),
    ]  # fmt: skip
    assert count("dp-3-1-3-referrals", told) == 1


def test_joint_plans_three_closes_after_the_month():
    """What came in July is looked at on 13 November, when October is closed: planned that day is in time. One was never
    accepted, and is in neither number; what came in September still has until the close of December."""
    told = [
        came("a"), happened("a", "referral-accepted", 7, 5), happened("a", "lead-named", 11, 13),
        came("b"), happened("b", "referral-accepted", 7, 5), happened("b", "lead-named", 11, 16),
        came("c"), happened("c", "referral-declined", 7, 5),
        came("d", date(2026, 9, 1)), happened("d", "referral-accepted", 9, 2), happened("d", "lead-named", 9, 9),
    ]  # fmt: skip
    rate = count("local-dual-diagnosis-joint-care", told, Asking("havering", QUARTER.period, date(2026, 12, 1)))
    assert (rate.numerator, rate.denominator, rate.pending) == (1, 2, 1)


def test_families_who_take_up_support_by_the_close():
    told = [
        came("a"), happened("a", "support-begun", 8, 14),
        came("b"), happened("b", "support-begun", 8, 17),
        came("c"),
    ]  # fmt: skip
    rate = count("local-family-support-offered", told)
    assert (rate.numerator, rate.denominator) == (1, 3)


def test_people_referred_on_from_hospital():
    """Declined and referred on again is one person; seen on the ward alone is none."""
    told = [
        came("a"), happened("a", "referred-to-treatment", 7, 2), happened("a", "referred-to-treatment", 7, 9),
        came("b"),
        came("c", date(2026, 6, 29)), happened("c", "referred-to-treatment", 7, 1),
    ]  # fmt: skip
    assert count("local-hospital-to-community", told) == 2


def test_debts_lowered_or_managed_once_in_a_financial_year():
    """a twice in one year is once, in the quarter of the first; b was counted in May; c had its last one in March,
    which is another year; d is no better."""
    told = [
        happened("a", "reviewed", 7, 6, effective="yes"), happened("a", "reviewed", 9, 7, effective="yes"),
        happened("b", "reviewed", 5, 6, effective="yes"), happened("b", "reviewed", 7, 6, effective="yes"),
        happened("c", "reviewed", 3, 31, effective="yes"), happened("c", "reviewed", 7, 6, effective="yes"),
        happened("d", "reviewed", 7, 6, effective="no"),
    ]  # fmt: skip
    assert count("dp-3-3-2-debt-interventions", told) == 2
