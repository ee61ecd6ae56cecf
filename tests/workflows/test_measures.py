"""The catalogue of measures and the plans as data; targets, standing, variation, small numbers, given figures."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows import delivery_plan, pathways
from workflows.delivery_plan import faults as plan_faults
from workflows.measures import catalogue, figures, standing, targets, variation
from workflows.measures.catalogue.faults import ADDED_HERE, faults
from workflows.measures.figures_file import read_figures
from workflows.measures.from_cases import RULES
from workflows.measures.periods import from_code, last_ended, period_with
from workflows.measures.small_numbers import share_of, shown_of

ALL = catalogue.everything()
TODAY = date(2026, 11, 22)
Q2 = from_code("2026-27-Q2")


def test_all_189_measures_and_115_actions_are_there_and_well_formed():
    added_here = [code for code, measure in ALL.items() if measure.stands_in == ADDED_HERE]
    assert (len(ALL) - len(added_here), added_here) == (189, ["local-nrm-staff-trained"])
    assert faults(ALL.values()) == []
    assert len(delivery_plan.everything()) == 115
    assert plan_faults.faults(delivery_plan.everything().values(), set(ALL)) == []


def test_a_measure_that_goes_missing_and_one_that_is_wrong_are_found():
    rest = [measure for measure in ALL.values() if measure.code != "ocu-prevalence"]
    assert any("Less drug use has 8 measures" in fault for fault in faults(rest))
    assert faults([replace(ALL["ocu-prevalence"], better="sideways")])[-1].startswith("ocu-prevalence does not say")
    unsaid = replace(ALL["dp-4-2-1-engagement"], not_counted_because="")
    assert any("does not say why" in fault for fault in faults([unsaid]))


def test_a_year_that_is_not_held_together_with_its_quarters_is_found_and_what_cannot_be_held_together():
    adults, quarters = ALL["grant-adults-in-treatment"], ALL["dp-4-1-1-numbers-in-treatment"]

    def found(**otherwise: object) -> list[str]:
        return faults([replace(adults, **otherwise), *(one for one in ALL.values() if one is not adults)])

    apart = [fault for fault in found(quarters_in="") if fault.endswith("are held apart.")]
    assert f"{adults.code} and {quarters.code} tell of the same years and quarters and are held apart." in apart
    assert found(adds_up=("wf-supply-orders",)) == [f"wf-supply-orders cannot be held together with {adults.code}."]
    assert found(some_in=("grant-prison-continuity",)) != [], "a share is no part of a count"


def test_a_rule_counts_milestones_that_its_pathway_writes():
    for code, rule in RULES.items():
        assert ALL[code].feed == "cases"
        written = {one.code for pathway in rule.pathways for one in pathways.newest(pathway).milestones}
        assert set(rule.kinds) <= written, code


def test_periods_are_those_of_the_financial_year():
    assert [last_ended(TODAY, cadence).code for cadence in ("monthly", "quarterly", "yearly")] == [
        "2026-10", "2026-27-Q2", "2025-26",
    ]  # fmt: skip
    assert period_with(date(2026, 3, 31), "quarterly").words == "January to March 2026"
    assert from_code("2026-28") is None
    assert Q2.before().before().before().code == "2025-26-Q3"


@given(st.dates(date(2014, 1, 1), date(2090, 1, 1)), st.sampled_from(["monthly", "quarterly", "yearly"]))
def test_a_periods_code_is_read_as_that_period(day, cadence):
    period = period_with(day, cadence)
    assert from_code(period.code) == period
    assert period.start <= day <= period.end


def test_the_earliest_target_that_is_still_to_be_met_is_the_one_in_force():
    stated = [targets.of_strategy(one) for one in ALL["grant-adults-in-treatment"].targets]
    assert targets.in_force(stated, from_code("2022-23")).value == 912
    assert targets.in_force(stated, from_code("2023-24-Q2")).value == 992
    assert targets.in_force(stated, from_code("2025-26")).value == 1075


@pytest.mark.parametrize(
    ("code", "value", "said"),
    [
        ("dp-2-7-prison-engagement", 75.0, "On target"),
        ("dp-2-7-prison-engagement", 67.5, "Close to target"),
        ("dp-2-7-prison-engagement", 67.4, "Off target"),
        ("dp-2-7-prison-engagement", None, "No figure yet"),
        ("ocu-prevalence", 5.4, "No target"),
    ],
)
def test_how_a_figure_stands_is_said_in_words(code, value, said):
    aims = [targets.of_strategy(one) for one in ALL[code].targets]
    found = standing.standing(ALL[code], value, None, targets.in_force(aims, Q2), TODAY)
    assert found.words == said


def test_a_milestone_is_reached_or_its_day_has_passed():
    plan = ALL["dp-4-6-3-local-plan-evidence"]
    aim = targets.in_force([targets.of_strategy(one) for one in plan.targets], Q2)
    say = [standing.standing(plan, None, words, aim, TODAY).words for words in ("reached", "not-reached", None)]
    assert say == ["Reached", "Not reached in time", "Not reached in time"]


def test_limits_are_worked_out_by_hand():
    """Mean 12, steps of 2 throughout: 12 ± 2.66 x 2."""
    values = [11, 13] * 4
    found = variation.limits(values)
    assert (found.mean, round(found.lower, 2), round(found.upper, 2)) == (12, 6.68, 17.32)
    assert "it shows no change" in variation.what_moved(values, found)
    assert "above what chance" in variation.what_moved([*values, 18], found)
    assert "7 figures all lie above" in variation.what_moved([1, *[13, 14] * 3, 13], variation.Limits(12, 6, 17))
    assert "1 more is needed" in variation.what_moved(values[:7], variation.limits(values[:7]))


@given(st.lists(st.integers(0, 40), min_size=1, max_size=30))
def test_what_is_shown_of_small_counts_is_whole_fives_and_never_far_from_the_truth(counts):
    running = already = 0
    for count in counts:
        running += count
        shown = shown_of(running, already)
        already += shown
        assert shown % 5 == 0
        assert abs(running - already) <= 2
    assert share_of(5, 15) is None


def test_figures_that_will_not_do_are_refused_in_words():
    share, milestone, count = (
        ALL["grant-prison-continuity"], ALL["dp-2-4-platform"], ALL["dp-1-4-3-drug-warrants"],
    )  # fmt: skip
    assert figures.read(share, {"number": "14", "out_of": "40"}).value == 35
    assert figures.read(milestone, {"reached": "Yes"}).words == "reached"
    for measure, said, field in (
        (share, {"number": "50", "out_of": "40"}, "out_of"),
        (share, {"number": "4"}, "out_of"),
        (count, {"number": "about ten"}, "number"),
        (count, {"number": "-1"}, "number"),
        (count, {"number": "1" * 5_000}, "number"),
        (count, {}, "number"),
        (milestone, {"reached": "soon"}, "reached"),
    ):
        with pytest.raises(figures.Unfit) as refused:
            figures.read(measure, said)
        assert refused.value.field == field


def test_every_bad_cell_of_a_file_is_one_sentence_and_good_rows_are_kept():
    file = (
        "Measure,Period,Number,Out of,Why it moved\n"
        "dp-1-4-3-drug-warrants,2026-27-Q2,12,,A new team\n"
        "dp-1-4-3-drug-warrants,2026-27-Q2,13,,\n"
        "dp-1-4-3-drug-warrants,2026-27-Q3,13,,\n"
        "dp-1-4-3-drug-warrants,last quarter,13,,\n"
        "Drugs warrants served,2026-27-Q1,a few,,\n"
        "somebody else's,2026-27-Q1,1,,\n"
    )
    found = read_figures(file.encode(), [ALL["dp-1-4-3-drug-warrants"]], TODAY)
    assert [(one.row, one.given.numerator, one.given.note) for one in found.figures] == [(2, 12, "A new team")]
    assert [fault.partition(":")[0] for fault in found.faults] == [
        "Row 3", "Row 4, Period", "Row 5, Period", "Row 6, Number", "Row 7, Measure",
    ]  # fmt: skip
