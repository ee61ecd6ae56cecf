"""Continuity of care after prison: the worked example, and the numbered edge cases that are about counting."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.prison_spells import HAVERING, LATER, QUARTER, WALTHAM_FOREST, missed, released, started
from workflows.measures.prison_activity import contacts_without_start, referrals_received
from workflows.measures.prison_outcomes import OUTCOMES, outcome, refusal
from workflows.measures.prison_release import (
    NAMES_MILESTONES,
    Rules,
    continuity_of_care,
    is_engaged,
    locally_adjusted,
    not_engaged_reasons,
    outcomes_demanded,
    people,
    prison_record_only,
    reconcile,
)
from workflows.measures.prison_spells import Referral, StructuredStart
from workflows.measures.rates import Period

EXAMPLE = [
    released(date(2026, 7, 2), spell="1", starts=started(date(2026, 7, 6))),
    released(date(2026, 7, 2), spell="2", starts=started(date(2026, 7, 23))),
    released(date(2026, 7, 9), spell="3", starts=started(date(2026, 7, 31))),
    released(date(2026, 7, 9), spell="4", contacts_attended=(date(2026, 7, 10),)),
    released(date(2026, 7, 23), spell="5", returned_to_custody_on=date(2026, 8, 1), return_kind="recall"),
    released(date(2026, 7, 23), spell="6", died_on=date(2026, 7, 27)),
    released(date(2026, 8, 13), spell="7", born=date(2009, 1, 1)),
    released(date(2026, 8, 27), spell="8", exit_reason="transferred-to-other-prison"),
    released(date(2026, 8, 27), spell="9", discharge_reason="treatment-completed"),
    released(date(2026, 9, 10), spell="10", starts=started(date(2026, 9, 10))),
    released(date(2026, 9, 17), spell="11"),
]


def count(spells, as_of=LATER, rules=QUARTER):
    rate = continuity_of_care(spells, rules, as_of)
    return rate.numerator, rate.denominator, rate.pending


def test_the_worked_example_on_30_september():
    rate = continuity_of_care(EXAMPLE, QUARTER, date(2026, 9, 30))
    assert (rate.numerator, rate.denominator, rate.pending, rate.percent) == (2, 6, 2, 33.3)
    assert rate.sentence == "33.3% (2 of 6 releases), 2 pending"
    adjusted = locally_adjusted(EXAMPLE, QUARTER, date(2026, 9, 30))
    assert (adjusted.numerator, adjusted.denominator, adjusted.percent) == (2, 4, 50.0)
    assert "without a death or a return to custody" in adjusted.sentence


def test_the_worked_example_on_9_october():
    rate = continuity_of_care(EXAMPLE, QUARTER, date(2026, 10, 9))
    assert (rate.numerator, rate.denominator, rate.pending, rate.percent) == (3, 8, 0, 37.5)


def test_the_reasons_of_the_worked_example():
    assert not_engaged_reasons(EXAMPLE, QUARTER, date(2026, 9, 30)) == {
        "not-recorded": 1,
        "contact_only": 1,
        "recalled_before_start": 1,
        "died": 1,
    }
    assert outcomes_demanded(EXAMPLE, QUARTER, date(2026, 9, 30)) == ["3"]


@pytest.mark.parametrize(("start", "counted"), [(date(2026, 7, 27), (1, 1, 0)), (date(2026, 7, 28), (0, 1, 0))])
def test_case_01_boundary_day_21(start, counted):
    assert count([released(date(2026, 7, 6), starts=started(start))]) == counted


def test_case_02_not_mature_yet():
    kelly = released(date(2026, 7, 6), spell="kelly")
    assert count([kelly], date(2026, 7, 27)) == (0, 0, 1)
    assert list(outcomes_demanded([kelly], QUARTER, date(2026, 7, 27))) == []
    assert count([kelly], date(2026, 7, 28)) == (0, 1, 0)
    assert list(outcomes_demanded([kelly], QUARTER, date(2026, 7, 28))) == ["kelly"]


def test_case_07_a_day_out_on_temporary_licence_is_no_release():
    day_out = released(None, exit_reason=None, discharge_reason=None)
    assert count([day_out]) == (0, 0, 0)
    assert reconcile([day_out], QUARTER, LATER).referral_only == ()


def test_case_08_the_first_prisons_exit_makes_no_row():
    left_a = released(date(2026, 7, 2), spell="a", exit_reason="transferred-to-other-prison")
    left_b = released(date(2026, 7, 23), spell="b")
    assert count([left_a, left_b]) == (0, 1, 0)
    assert reconcile([left_a, left_b], QUARTER, LATER).both == ("b",)


def test_case_09_recall_inside_the_window():
    old = released(date(2026, 7, 23), spell="old", person="p", returned_to_custody_on=date(2026, 8, 1))
    new = released(None, spell="new", person="p", exit_reason=None, discharge_reason=None)
    assert count([old, new]) == (0, 1, 0)
    assert outcome(old, engaged=False, area=HAVERING) == "recalled_before_start"
    assert people([old, new], QUARTER, LATER).released == 1


def test_case_10_recall_after_engagement():
    spell = released(date(2026, 7, 23), starts=started(date(2026, 7, 26)), returned_to_custody_on=date(2026, 8, 2))
    assert count([spell]) == (1, 1, 0)
    assert outcome(spell, engaged=True, area=HAVERING) == "structured_start"
    assert locally_adjusted([spell], QUARTER, LATER).percent is None


def test_case_11_death_stays_in_the_denominator():
    spell = released(date(2026, 7, 23), died_on=date(2026, 7, 27))
    assert count([spell]) == (0, 1, 0)
    assert not_engaged_reasons([spell], QUARTER, LATER) == {"died": 1}


def test_case_12_the_area_follows_the_prisons_exit_destination():
    redirected = released(date(2026, 7, 23), spell="jay", accepted_by_area=WALTHAM_FOREST)
    other = Rules(WALTHAM_FOREST, QUARTER.period)
    assert count([redirected]) == (0, 1, 0)
    assert count([redirected], rules=other) == (0, 0, 0)
    assert reconcile([redirected], other, LATER).referral_only == ("jay",)


def test_case_13_no_area_until_the_exit_destination_is_recorded():
    unknown = released(date(2026, 7, 23), exit_area=None)
    assert count([unknown]) == count([unknown], rules=Rules(WALTHAM_FOREST, QUARTER.period)) == (0, 0, 0)
    assert count([released(date(2026, 7, 23))]) == (0, 1, 0)


def test_case_15_withdrawn_consent_does_not_take_the_prisons_record_out():
    withdrawn = released(date(2026, 9, 3), recorded_outcome="declined_after_release")
    assert count([withdrawn]) == (0, 1, 0)
    assert not_engaged_reasons([withdrawn], QUARTER, LATER) == {"declined_after_release": 1}


def test_case_16_missed_three_times_then_started_on_day_20():
    days = (date(2026, 7, 3), date(2026, 7, 6), date(2026, 7, 8))
    spell = released(date(2026, 7, 2), appointments=missed(*days), starts=started(date(2026, 7, 22)))
    assert count([spell]) == (1, 1, 0)
    assert outcome(released(date(2026, 7, 2), appointments=missed(*days)), engaged=False, area=HAVERING) == "dna_all"


def test_case_17_attended_but_not_structured():
    first = date(2026, 7, 2)
    spell = released(first, contacts_attended=tuple(first + timedelta(days=n) for n in (1, 8, 14)))
    assert count([spell]) == (0, 1, 0)
    assert not_engaged_reasons([spell], QUARTER, LATER) == {"contact_only": 1}
    assert contacts_without_start(spell, HAVERING, first + timedelta(days=14)) == "3 contacts, no structured start"
    assert contacts_without_start(spell, HAVERING, first + timedelta(days=7)) == "1 contact, no structured start"
    assert contacts_without_start(spell, HAVERING, first) is None


def test_case_19_two_referrals_one_release():
    twice = released(
        date(2026, 9, 3),
        referrals=(
            Referral(submitted_on=date(2026, 8, 3), source="prison"),
            Referral(submitted_on=date(2026, 8, 5), source="reconnect"),
        ),
    )
    assert referrals_received([twice], QUARTER) == 1
    assert referrals_received([twice], Rules(HAVERING, Period(date(2026, 8, 4), date(2026, 8, 31)))) == 0
    assert count([twice]) == (0, 1, 0)


def test_case_20_two_releases_in_one_quarter():
    first = released(date(2026, 7, 2), person="same")
    second = released(date(2026, 9, 3), person="same", starts=started(date(2026, 9, 5)))
    assert count([first, second]) == (1, 2, 0)
    seen = people([first, second], QUARTER, LATER)
    assert (seen.released, seen.engaged) == (1, 1)


@pytest.mark.parametrize(
    ("left", "counted"),
    [
        (date(2026, 7, 27), (0, 1, 0)),
        (date(2026, 7, 20), (0, 1, 0)),
        (date(2026, 7, 19), (0, 0, 0)),
    ],
)
def test_case_21_turns_18_in_custody(left, counted):
    assert count([released(left, born=date(2008, 7, 20))]) == counted


def test_case_25_prison_record_without_referral():
    unheard = released(date(2026, 9, 10), spell="Z9017TX", referrals=(), accepted_on=None, accepted_by_area=None)
    heard = released(date(2026, 9, 3), spell="heard")
    assert reconcile([unheard, heard], QUARTER, date(2026, 9, 14)).prison_record_only == ("Z9017TX",)
    assert not unheard.is_mature(date(2026, 10, 1))
    assert unheard.is_mature(date(2026, 10, 2))
    rate = prison_record_only([unheard, heard], QUARTER, LATER)
    assert (rate.numerator, rate.denominator) == (1, 2)


def test_case_26_denominator_zero():
    rate = continuity_of_care([], QUARTER, LATER)
    assert rate.percent is None
    assert rate.sentence == "no releases"
    waiting = continuity_of_care([released(date(2026, 9, 17))], QUARTER, date(2026, 9, 30))
    assert waiting.sentence == "no releases, 1 pending"


def test_a_start_before_release_counts_only_with_an_attended_contact_after_it():
    left = date(2026, 7, 23)
    assessed_inside = started(date(2026, 7, 10))
    assert count([released(left, starts=assessed_inside)]) == (0, 1, 0)
    seen = released(left, starts=assessed_inside, contacts_attended=(date(2026, 8, 13),))
    assert count([seen]) == (1, 1, 0)
    seen_late = released(left, starts=assessed_inside, contacts_attended=(date(2026, 8, 14),))
    assert count([seen_late]) == (0, 1, 0)
    closed = (StructuredStart(on=date(2026, 7, 1), area=HAVERING, ended_on=date(2026, 7, 10)),)
    assert count([released(left, starts=closed, contacts_attended=(date(2026, 7, 24),))]) == (0, 1, 0)


def test_a_start_elsewhere_counts_only_where_that_is_switched_on():
    moved = released(date(2026, 7, 23), starts=started(date(2026, 7, 27), area=WALTHAM_FOREST))
    assert count([moved]) == (0, 1, 0)
    assert not_engaged_reasons([moved], QUARTER, LATER) == {"moved_out_of_area_started_there": 1}
    assert count([moved], rules=Rules(HAVERING, QUARTER.period, engagement_anywhere=True)) == (1, 1, 0)


def test_referral_only_leaves_out_who_was_not_released_and_who_another_area_took():
    spells = [
        released(date(2026, 7, 23), spell="no-record", discharge_reason=None, exit_reason=None, exit_area=None),
        released(
            date(2026, 7, 23), spell="moved-prison", discharge_reason=None, exit_reason="transferred-to-other-prison"
        ),
        released(date(2026, 7, 23), spell="taken", exit_area=WALTHAM_FOREST, accepted_by_area=WALTHAM_FOREST),
        released(date(2026, 7, 23), spell="recorded-elsewhere", exit_area=WALTHAM_FOREST),
    ]
    assert reconcile(spells, QUARTER, LATER).referral_only == ("no-record", "recorded-elsewhere")


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"contacts_attended": (date(2026, 7, 24),), "recovery_support_only": True}, "recovery_support_only"),
        ({"contacts_attended": (date(2026, 7, 24),)}, "contact_only"),
        ({"contacts_attended": (date(2026, 7, 24),), "recorded_outcome": "lost_contact"}, "lost_contact"),
        ({"returned_to_custody_on": date(2026, 8, 1), "return_kind": "new-custody"}, "new_custody_before_start"),
        ({"returned_to_custody_on": date(2026, 8, 14)}, None),
        ({"died_on": date(2026, 8, 13)}, "died"),
        ({"died_on": date(2026, 8, 14)}, None),
        ({"recorded_outcome": "hospital"}, "hospital"),
    ],
)
def test_one_code_for_what_happened(facts, code):
    assert outcome(released(date(2026, 7, 23), **facts), engaged=False, area=HAVERING) == code


def test_facts_win_over_a_recorded_outcome_and_contradictions_are_refused():
    dead = released(date(2026, 7, 23), died_on=date(2026, 7, 27), recorded_outcome="lost_contact")
    assert outcome(dead, engaged=False, area=HAVERING) == "died"
    plain = released(date(2026, 7, 23))
    assert "Record the start first" in refusal(plain, "structured_start", engaged=False)
    assert "Correct the start first" in refusal(plain, "lost_contact", engaged=True)
    assert "date of death" in refusal(plain, "died", engaged=False)
    assert "return to custody" in refusal(plain, "recalled_before_start", engaged=False)
    assert "list" in refusal(plain, "vanished", engaged=False)
    assert refusal(plain, "lost_contact", engaged=False) is None


def test_a_recorded_outcome_that_the_facts_refuse_is_not_counted():
    plain = released(date(2026, 7, 23), recorded_outcome="died")
    assert not_engaged_reasons([plain], QUARTER, LATER) == {"not-recorded": 1}


def test_every_rule_names_milestones():
    assert list(NAMES_MILESTONES) == [f"M-A{number}" for number in range(1, 14)]
    assert all(NAMES_MILESTONES.values())


DAYS = st.dates(date(2026, 6, 1), date(2026, 10, 31))
SPELLS = st.builds(
    released,
    DAYS,
    person=st.sampled_from("abc"),
    born=st.dates(date(2007, 1, 1), date(2009, 12, 31)),
    exit_reason=st.sampled_from(["released", "deported", None]),
    discharge_reason=st.sampled_from(["transferred-not-in-custody", "treatment-completed"]),
    exit_area=st.sampled_from([HAVERING, WALTHAM_FOREST, None]),
    starts=st.lists(st.builds(StructuredStart, on=DAYS, area=st.sampled_from([HAVERING, WALTHAM_FOREST]))).map(tuple),
    contacts_attended=st.lists(DAYS, max_size=3).map(tuple),
    died_on=st.none() | DAYS,
    returned_to_custody_on=st.none() | DAYS,
    recorded_outcome=st.none() | st.sampled_from(sorted(OUTCOMES)),
)


@given(st.lists(SPELLS, max_size=8), DAYS)
def test_the_counts_always_fit_together(spells, as_of):
    rate, adjusted = continuity_of_care(spells, QUARTER, as_of), locally_adjusted(spells, QUARTER, as_of)
    assert 0 <= rate.numerator <= rate.denominator <= len(spells)
    assert adjusted.numerator <= rate.numerator
    assert adjusted.denominator <= rate.denominator
    # Exactly one code for each spell that did not engage.
    assert sum(not_engaged_reasons(spells, QUARTER, as_of).values()) == rate.denominator - rate.numerator
    lists = reconcile(spells, QUARTER, as_of)
    assert len(lists.both) + len(lists.prison_record_only) == rate.denominator + rate.pending
    anywhere = continuity_of_care(spells, Rules(HAVERING, QUARTER.period, engagement_anywhere=True), as_of)
    assert anywhere.numerator >= rate.numerator
    assert anywhere.denominator == rate.denominator
    seen = people(spells, QUARTER, as_of)
    assert seen.engaged <= seen.released <= rate.denominator


@given(st.lists(SPELLS, max_size=8), DAYS, st.integers(0, 60))
def test_time_only_moves_spells_from_pending_into_the_counts(spells, as_of, later):
    early = continuity_of_care(spells, QUARTER, as_of)
    late = continuity_of_care(spells, QUARTER, as_of + timedelta(days=later))
    assert late.denominator >= early.denominator
    assert late.numerator >= early.numerator
    assert late.denominator + late.pending >= early.denominator + early.pending


@given(SPELLS)
def test_each_spell_has_one_outcome_code_of_the_list_or_none(spell):
    engaged = is_engaged(spell, QUARTER)
    code = outcome(spell, engaged=engaged, area=HAVERING)
    assert code is None or code in OUTCOMES
    assert (code == "structured_start") == engaged
