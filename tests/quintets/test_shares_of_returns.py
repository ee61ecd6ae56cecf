"""An attacker on the shares that partners return: who reads every period, and knows the rule, proves no small count.

Every history that shows the same is gone through, forwards and back again, so nothing that can be told is missed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from hypothesis import example, given, settings
from hypothesis import strategies as st

from workflows.measures.small_numbers import shown_of, shown_of_share

Count = tuple[int, int]
"""How many of how many."""
Rule = Callable[[Count, Count], Count]
"""What is shown next, from all that was ever counted and all that was ever shown."""
FEW = range(1, 5)


def as_published(counted: Count, shown: Count) -> Count:
    return shown_of_share(counted[0], shown[0], counted[1], shown[1])


def each_by_itself(counted: Count, shown: Count) -> Count:
    return shown_of(counted[0], shown[0]), shown_of(counted[1], shown[1])


def plus(one: Count, other: Count) -> Count:
    return one[0] + other[0], one[1] + other[1]


def shown_by(rule: Rule, periods: Sequence[Count]) -> list[Count]:
    counted = shown = (0, 0)
    found = []
    for period in periods:
        counted = plus(counted, period)
        found.append(rule(counted, shown))
        shown = plus(shown, found[-1])
    return found


def steps_that_show(rule: Rule, shown: Sequence[Count]) -> list[set[tuple[Count, Count]]]:
    """For each period from where to where the running counts can have gone, so that all of this was shown."""
    so_far: Count = (0, 0)
    there: set[Count] = {(0, 0)}
    steps = []
    for period in shown:
        after = plus(so_far, period)
        steps.append(
            {
                (before, (part, whole))
                for before in there
                for whole in range(max(before[1], after[1] - 2), after[1] + 3)
                for part in range(before[0], before[0] + whole - before[1] + 1)
                if rule((part, whole), so_far) == period
            }
        )
        there, so_far = {step[1] for step in steps[-1]}, after
    for place in range(len(steps) - 1, 0, -1):
        begun = {step[0] for step in steps[place]}
        steps[place - 1] = {step for step in steps[place - 1] if step[1] in begun}
    return steps


def small_counts_proved(rule: Rule, periods: Sequence[Count]) -> Iterator[str]:
    """Which counts of a period, or of all until then, must be from one to four."""
    for number, steps in enumerate(steps_that_show(rule, shown_by(rule, periods)), 1):
        for what, counts in (
            ("counted", {after[0] - before[0] for before, after in steps}),
            ("out of", {after[1] - before[1] for before, after in steps}),
            ("all others", {after[1] - before[1] - after[0] + before[0] for before, after in steps}),
            ("counted until then", {after[0] for _, after in steps}),
            ("all others until then", {after[1] - after[0] for _, after in steps}),
        ):
            if all(count in FEW for count in counts):
                yield f"{what} in period {number}"


def test_two_counts_rounded_each_by_itself_tell_of_those_who_are_left():
    nearly_all = [(21, 22)] * 4
    assert shown_by(each_by_itself, nearly_all)[2] == (25, 20)
    assert "all others until then in period 2" in small_counts_proved(each_by_itself, nearly_all)
    assert not list(small_counts_proved(as_published, nearly_all))


@st.composite
def shares(draw: st.DrawFn) -> Count:
    """So many of so many, often nearly all of them."""
    whole = draw(st.integers(0, 25))
    return whole - draw(st.one_of(st.integers(0, min(3, whole)), st.integers(0, whole))), whole


@settings(max_examples=60, deadline=None)
@example([(0, 3), (7, 8), (6, 6), (3, 4), (14, 16), (23, 25)])
@given(st.lists(shares(), min_size=1, max_size=5))
def test_no_history_of_a_share_proves_a_small_count_or_strays_from_the_truth(periods):
    assert not list(small_counts_proved(as_published, periods))
    shown = shown_by(as_published, periods)
    assert all(part <= whole for part, whole in shown)
    for column, most in ((0, 6), (1, 2)):
        counted = sum(period[column] for period in periods)
        assert abs(counted - sum(period[column] for period in shown)) <= most
