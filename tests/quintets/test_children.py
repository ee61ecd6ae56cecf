"""Counts of events are held under what their pathway has published."""

from hypothesis import given
from hypothesis import strategies as some

from workflows.quintets.children import ChildLedger, close_events

kinds = some.lists(some.sampled_from(["referral", "duty-to-notify"]), max_size=8)
monthly = some.lists(some.tuples(some.integers(0, 2).map(lambda n: 5 * n), kinds), min_size=1, max_size=10)


def test_a_submission_waits_until_its_referral_was_published():
    ledger = ChildLedger()
    assert close_events(ledger, ["referral"] * 4, 0) == {}
    assert close_events(ledger, [], 5) == {"referral": 5}


def test_kinds_that_exclude_each_other_share_one_cap():
    """Three of one kind and four of the other, under five referrals, would each be rounded up to five alone."""
    ledger = ChildLedger()
    given_out = close_events(ledger, ["referral"] * 3 + ["duty-to-notify"] * 4, 5)
    assert given_out == {"duty-to-notify": 5}


def test_visits_of_which_one_family_has_many_may_pass_the_families_but_never_come_first():
    ledger = ChildLedger()
    assert close_events(ledger, ["visit"] * 12, 0, many_for_one_referral=True) == {}
    assert close_events(ledger, [], 5, many_for_one_referral=True) == {"visit": 10}


def test_a_partners_typed_figure_has_no_parent():
    assert close_events(ChildLedger(), ["warrant"] * 8, None) == {"warrant": 10}


@given(monthly)
def test_running_totals_never_pass_the_pathways_own(months):
    ledger, parent = ChildLedger(), 0
    for issued, events in months:
        parent += issued
        given_out = close_events(ledger, events, parent)
        assert all(value % 5 == 0 and value > 0 for value in given_out.values())
        assert sum(ledger.issued.values()) <= parent


@given(monthly, some.booleans())
def test_the_world_of_fives_is_published_the_very_same_way(months, many):
    ledger, twin, parent = ChildLedger(), ChildLedger(), 0
    for issued, events in months:
        parent += issued
        given_out = close_events(ledger, events, parent, many_for_one_referral=many)
        in_fives = [kind for kind, value in given_out.items() for _ in range(value)]
        assert close_events(twin, in_fives, parent, many_for_one_referral=many) == given_out


@given(monthly)
def test_a_corrected_event_never_takes_back_what_was_published(months):
    ledger, parent = ChildLedger(), 0
    for issued, events in months:
        parent += issued
        close_events(ledger, events, parent)
    before = dict(ledger.issued)
    assert close_events(ledger, [], parent, corrected={"referral": -5}) in ({}, {"duty-to-notify": 5})
    assert all(ledger.issued[kind] >= value for kind, value in before.items())
