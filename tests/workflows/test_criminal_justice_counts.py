"""What criminal justice counts, against small registers worked out by hand, with the numbers of the edge cases."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workflows.measures.counting import all_counts, counted
from workflows.measures.rates import Period
from workflows.pathways import PUBLISHED, newest

SPRING = Period(date(2026, 1, 1), date(2026, 6, 30))
LATER = date(2026, 9, 1)


@dataclass(frozen=True)
class Written:
    case_id: Any
    kind: str
    on_date: date
    attributes: dict[str, Any] = field(default_factory=dict)


def of(code, count, written, today=LATER, **more):
    return counted(newest(code), count, written, SPRING, today, **more)


def sample(case, day, positive="yes", already="no", outcome="completed"):
    return Written(
        case,
        "tested",
        date.fromisoformat(day),
        {"positive": positive, "in-treatment": already, "test-outcome": outcome},
    )


def test_tests_are_counted_by_arrest_and_refused_ones_apart():
    register = [
        sample("a", "2026-03-02"),
        sample("b", "2026-03-06", positive="no"),
        sample("c", "2026-03-07", outcome="refused"),
    ]
    assert of("drug-test-on-arrest", "CJ1-tests", register).number == 2
    positive = of("drug-test-on-arrest", "CJ1-positive", register)
    assert (positive.number, positive.rate.denominator) == (1, 2)
    assert of("drug-test-on-arrest", "CJ1-reported", register).number == 3


def test_case_5_what_lapsed_is_no_longer_among_those_required():
    register = [Written("a", "ra-imposed", date(2026, 3, 2)), Written("b", "ra-imposed", date(2026, 3, 3)),
                Written("b", "ra-lapsed", date(2026, 3, 9))]  # fmt: skip
    assert of("drug-test-on-arrest", "CJ2-imposed", register).number == 1
    assert of("drug-test-on-arrest", "CJ2-lapsed", register).number == 1


def test_case_9_two_arrests_in_a_week_are_one_person_from_the_first_test():
    register = [
        sample("a", "2026-03-02"),
        sample("b", "2026-03-06"),
        Written("b", "treatment-began", date(2026, 4, 15)),
    ]
    jo = {"a": "jo", "b": "jo"}
    found = of("drug-test-on-arrest", "CJ3", register, person=jo.get)
    assert (found.number, found.rate.denominator) == (0, 1), "44 days after the first test"
    early = [*register[:2], Written("b", "treatment-began", date(2026, 4, 13))]
    assert of("drug-test-on-arrest", "CJ3", early, person=jo.get).number == 1


def test_case_10_those_in_treatment_already_stay_out_and_who_still_has_time_is_pending():
    register = [sample("a", "2026-03-02", already="yes"), sample("b", "2026-06-20")]
    found = of("drug-test-on-arrest", "CJ3", register, today=date(2026, 7, 1))
    assert (found.rate.denominator, found.rate.pending) == (0, 1)


def referred(case, source="met-ne", harm=("acquisitive",), sort="disposal"):
    return Written(
        case, "referral-received", date(2026, 3, 1), {"source": source, "harm-basis": list(harm), "sort": sort}
    )


def test_cases_20_and_21_without_harm_it_is_not_counted_and_declined_it_is():
    register = [
        referred("a"), referred("b", source="council-asb", harm=("none",), sort="asb"), referred("c"), referred("d"),
        Written("c", "offer-declined", date(2026, 3, 3)), Written("d", "cancelled", date(2026, 3, 2)),
        referred("e", source="probation"),
    ]  # fmt: skip
    assert of("out-of-court-disposal", "CJ4", register).number == 2, "a and c: d was sent by mistake"
    accepted = [*register, Written("c", "referral-accepted", date(2026, 3, 2), {"sort": "disposal"})]
    assert of("out-of-court-disposal", "CJ9-accepted", accepted).number == 0


def ended(case, kind, how):
    return Written(case, f"{kind}-ended", date(2026, 5, 1), {f"{kind}-end": how})


def test_case_18_a_transfer_is_in_neither_number_of_the_rate():
    register = [ended("a", "drr", "completed-full-term"), ended("b", "drr", "transferred-out")]
    found = of("sentence-requirement", "CJ5-drr", register)
    assert (found.number, found.rate.denominator) == (1, 1)


def test_case_19_two_requirements_of_one_order_are_counted_each_by_itself():
    register = [
        Written("a", "order-made", date(2026, 2, 1), {"requirements": ["drr", "atr"]}),
        ended("a", "drr", "completed-early"), ended("a", "atr", "revoked-breach"),
        Written("b", "order-made", date(2026, 2, 1), {"requirements": ["atr"]}),
        Written("c", "order-made", date(2026, 2, 1), {"requirements": ["drr", "mhtr-p"]}),
        Written("d", "order-made", date(2026, 2, 1), {"requirements": ["aamr"]}),
    ]  # fmt: skip
    drr, atr = (of("sentence-requirement", f"CJ5-{each}", register) for each in ("drr", "atr"))
    assert (drr.number, atr.number, atr.rate.denominator) == (1, 0, 1)
    assert of("sentence-requirement", "CJ7", register).number == 2
    assert of("sentence-requirement", "CJ10", register).number == 1


def test_a_breach_that_nobody_decided_in_time_is_not_followed_up():
    register = [Written("a", "breach-reported", date(2026, 3, 2)), Written("a", "breach-decided", date(2026, 3, 16)),
                Written("b", "breach-reported", date(2026, 3, 2)), Written("b", "breach-decided", date(2026, 3, 17)),
                ]  # fmt: skip
    found = of("sentence-requirement", "CJ8", register)
    assert (found.number, found.rate.denominator) == (1, 2)
    longer = {"sentence-requirement.breach-decision-working-days": 11}
    assert of("sentence-requirement", "CJ8", register, settings=longer).number == 2


def test_every_count_of_every_kind_can_be_worked_out_of_an_empty_register():
    for pathway in PUBLISHED:
        assert all(found.number == 0 for found in all_counts(pathway, [], SPRING, LATER))
    assert len([count for pathway in PUBLISHED for count in pathway.counts]) > 40
