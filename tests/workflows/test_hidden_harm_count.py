"""The count of visits completed, against a quarter worked out by hand."""

from datetime import UTC, date, datetime

from workflows.measures.hidden_harm import NAMES_MILESTONES, HomeVisit, other_visits, restated, visits_completed
from workflows.measures.rates import Period
from workflows.pathways import newest

QUARTER = Period(date(2026, 1, 1), date(2026, 3, 31))
FROZEN = datetime(2026, 4, 8, 12, tzinfo=UTC)


def visit(household, day, *, late=False, new=True, counts=True, seen=True, repeat=False):
    written = datetime(2026, 4, 9, tzinfo=UTC) if late else datetime(day.year, day.month, day.day, 18, tzinfo=UTC)
    return HomeVisit(
        household=household, on=day, recorded_at=written, new_to_treatment=new, child_counts=counts,
        every_child_seen=seen, repeat=repeat,
    )  # fmt: skip


# By hand: A is visited twice (first, repeat); B once, by two workers who both wrote it down, one child unseen by the
# one and seen by the other; C once, twins, one unseen; D on the last day, written down after the freeze. That is five
# household-days: 4 first and 1 repeat; every child seen in A, A, B and D: 4.
COUNTED = (
    visit("A", date(2026, 1, 1)),
    visit("A", date(2026, 3, 26), repeat=True),
    visit("B", date(2026, 2, 3), seen=False),
    visit("B", date(2026, 2, 3)),
    visit("C", date(2026, 2, 10), seen=False),
    visit("D", date(2026, 3, 31), late=True),
)
# Outside the quarter, a parent who is not new, and a child who had turned five.
NOT_COUNTED = (
    visit("E", date(2025, 12, 31)),
    visit("E", date(2026, 4, 1)),
    visit("F", date(2026, 2, 4), new=False),
    visit("G", date(2026, 2, 5), counts=False),
)


def test_the_quarter_comes_out_as_worked_out_by_hand():
    found = visits_completed((*COUNTED, *NOT_COUNTED), QUARTER)
    assert (found.total, found.first, found.repeat, found.every_child_seen) == (5, 4, 1, 4)


def test_what_stays_out_of_the_headline_is_counted_beside_it():
    assert other_visits((*COUNTED, *NOT_COUNTED), QUARTER) == 2


def test_a_frozen_quarter_stays_as_it_was_and_says_by_how_much_it_has_changed():
    every = (*COUNTED, *NOT_COUNTED)
    assert visits_completed(every, QUARTER, known_by=FROZEN).total == 4
    assert restated(every, QUARTER, FROZEN) == 1


def test_the_milestone_that_is_counted_is_written_by_a_completed_visit_alone():
    (code,) = NAMES_MILESTONES["HH1"]
    assert [move.code for move in newest("hidden-harm").moves if code in move.writes] == ["record_visit"]
