"""A closed month is published in fives that add up, and the rest is carried over."""

from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.quintets.histories import (
    ATTRIBUTES,
    OUTCOMES,
    PATHWAYS,
    bookings,
    closed,
    erased,
    filled,
    fives_of,
    months,
    name_of,
)
from workflows.quintets.closing import close, fill
from workflows.quintets.ledger import TOTAL, Booking, Column, Ledger
from workflows.quintets.worlds import world_of_fives


def referrals(pathway: str, number: int, age: str = "50-and-over") -> list[Booking]:
    return [Booking(pathway, {"age": age, "sex": "female"})] * number


def test_two_referrals_are_published_as_none_and_a_third_brings_the_first_five():
    history = [referrals("cuckooing", 2), referrals("cuckooing", 1), []]
    totals = [(c.month, c.value) for c in closed(history) if c.column.attribute == TOTAL]
    assert totals == [(name_of(1), 5)]


def test_a_slow_pathway_appears_in_time_instead_of_never():
    """Four cases a quarter are shown as 15 a year, or 20, and not as none."""
    quarter = [referrals("hidden-harm", 2), referrals("hidden-harm", 1), referrals("hidden-harm", 1)]
    shown = sum(c.value for c in closed(quarter * 4) if c.column.attribute == TOTAL)
    assert shown == 15


@given(months)
def test_every_figure_is_a_multiple_of_five_and_the_tables_add_up(history):
    cells = closed(history)
    assert all(c.value > 0 and c.value % 5 == 0 for c in cells)
    tables = defaultdict(int)
    for month, (pathway, attribute, _), value in cells:
        tables[month, pathway, attribute] += value
    for month, pathway, _ in [key for key in tables if key[2] == TOTAL]:
        for attribute in ATTRIBUTES:
            assert tables[month, pathway, attribute] == tables[month, pathway, TOTAL]
    assert len(tables) == (1 + len(ATTRIBUTES)) * len({(m, p) for m, p, _ in tables})


@given(months)
def test_what_was_published_so_far_is_within_two_of_the_truth(history):
    for end in range(1, len(history) + 1):
        shown = sum(c.value for c in closed(history[:end]) if c.column.attribute == TOTAL)
        assert abs(shown - sum(map(len, history[:end]))) <= 2


@given(months)
def test_the_world_of_fives_is_published_the_very_same_way(history):
    """The heart of the proof: nobody who holds the figures can tell the real world from one of whole fives."""
    cells = closed(history)
    world = world_of_fives(cells, tuple(ATTRIBUTES))
    assert closed([world.get(name_of(n), []) for n in range(len(history))]) == cells


@given(months, some.randoms())
def test_the_order_in_which_referrals_come_tells_nothing(history, chance):
    shuffled = [chance.sample(month, len(month)) for month in history]
    assert closed(shuffled) == closed(history)


@given(months, some.lists(bookings, max_size=6), some.integers(0, 7))
def test_erasing_after_the_close_never_restates_and_still_adds_up(history, gone, when):
    ledger = Ledger()
    before = closed(history[: when + 1], ledger)
    for booking in gone:
        ledger.change(erased(booking))
    after = []
    for number in range(when + 1, when + 4):
        after += close(ledger, name_of(number), [], tuple(ATTRIBUTES))
    assert after == []
    assert all(c.value > 0 for c in before)
    later = close(ledger, name_of(20), referrals("cuckooing", 30), tuple(ATTRIBUTES))
    assert world_of_fives(later, tuple(ATTRIBUTES)) is not None


def test_a_category_kept_only_since_last_month_is_not_known_for_what_was_carried():
    ledger = Ledger()
    close(ledger, name_of(0), [Booking("cuckooing", {})] * 2, ())
    ledger.add([Booking("cuckooing", {})])
    cells = close(ledger, name_of(1), [], ("age",))
    assert [c.column.category for c in cells] == ["not-known", "all"]


def test_a_booking_that_leaves_an_attribute_out_is_refused():
    with pytest.raises(ValueError, match="exactly one category of each attribute"):
        close(Ledger(), name_of(0), [Booking("cuckooing", {"age": "0-15"})], tuple(ATTRIBUTES))


outcomes = some.dictionaries(
    some.builds(Column, some.sampled_from(PATHWAYS), some.just("outcome"), some.sampled_from(OUTCOMES)),
    some.integers(0, 6),
)


@given(months, some.randoms())
def test_an_outcome_that_had_to_wait_is_filled_for_the_same_fives(history, chance):
    """The second look at a month gives no second booking, and its world of fives is filled the very same way."""
    ledger = Ledger()
    cells = closed(history, ledger)
    late = []
    for number, month in enumerate(history):
        stand = Counter(Column(b.pathway, "outcome", chance.choice(OUTCOMES)) for b in month)
        late += filled(ledger, name_of(number), stand, cells)
    assert sum(c.value for c in late) == sum(c.value for c in cells if c.column.attribute == TOTAL)

    world = world_of_fives(cells + late, (*ATTRIBUTES, "outcome"))
    twin = Ledger()
    again, again_late = [], []
    for number in range(len(history)):
        month = world.get(name_of(number), [])
        at_close = [Booking(b.pathway, {a: b.categories[a] for a in ATTRIBUTES}) for b in month]
        again += close(twin, name_of(number), at_close, tuple(ATTRIBUTES))
    for number in range(len(history)):
        stand = Counter(Column(b.pathway, "outcome", b.categories["outcome"]) for b in world.get(name_of(number), []))
        again_late += filled(twin, name_of(number), stand, again)
    assert (again, again_late) == (cells, late)


@given(months, outcomes)
def test_a_fill_after_erasures_still_gives_every_five_a_category(history, wrong):
    ledger = Ledger()
    cells = closed(history, ledger)
    ledger.change({column: -number for column, number in wrong.items()})
    for number in range(len(history)):
        blocks = fives_of(cells, name_of(number))
        late = fill(ledger, name_of(number), "outcome", {}, blocks)
        assert sum(c.value for c in late) == 5 * sum(blocks.values())
