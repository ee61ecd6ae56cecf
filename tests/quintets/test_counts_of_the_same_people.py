"""An attacker who lays two measures side by side: how many completed treatment, and that number as a share.

The share is given from the second period on. Every history that shows the same is gone through.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product

from workflows.measures.small_numbers import shown_beside, shown_of, shown_of_share

FEW = range(1, 5)
# what is shown in all of a history, and the most that can then have been counted: no history is left out
MOST_SHOWN, MOST = 10, 12
Period = tuple[int, int]
"""How many completed, and how many others there were."""
Shown = tuple[tuple[int, ...], ...]
Rule = Callable[[tuple[Period, ...]], Shown]


def carried_apart(periods: tuple[Period, ...]) -> Shown:
    found, number, part, whole = [], [0, 0], [0, 0], [0, 0]
    for at, (completed, others) in enumerate(periods):
        number[0] += completed
        shown = [shown_of(*number)]
        if at:
            part[0], whole[0] = part[0] + completed, whole[0] + completed + others
            shown += shown_of_share(*part, *whole)
            part[1], whole[1] = part[1] + shown[1], whole[1] + shown[2]
        number[1] += shown[0]
        found.append(tuple(shown))
    return tuple(found)


def carried_together(periods: tuple[Period, ...]) -> Shown:
    found, number, whole = [], [0, 0], [0, 0]
    for at, (completed, others) in enumerate(periods):
        number[0] += completed
        shown = [shown_of(*number)]
        if at:
            whole[0] += completed + others
            shown += shown_beside(shown[0], *whole)
            whole[1] += shown[2]
        number[1] += shown[0]
        found.append(tuple(shown))
    return tuple(found)


@cache
def histories(rule: Rule) -> dict[Shown, list[tuple[Period, ...]]]:
    """Every history of three periods, by what is shown of it. Of the first nobody says out of how many."""
    found = defaultdict(list)
    periods = [(counted, others) for counted in range(MOST + 1) for others in range(MOST + 1 - counted)]
    for first, second, third in product(range(MOST + 1), periods, periods):
        if first + second[0] + third[0] <= MOST and sum(second) + sum(third) <= MOST:
            history = ((first, 0), second, third)
            found[rule(history)].append(history)
    return {
        shown: each
        for shown, each in found.items()
        if all(sum(period[column] for period in shown[bool(column) :]) <= MOST_SHOWN for column in (0, -1))
    }


def small_counts_proved(rule: Rule) -> Iterator[str]:
    """Which counts must be from one to four, whatever else may have happened."""
    for shown, periods in histories(rule).items():
        for at in range(3):
            for what, counts in (
                ("completed", {history[at][0] for history in periods}),
                ("others", {history[at][1] for history in periods} if at else {0}),
            ):
                if all(count in FEW for count in counts):
                    yield f"{what} in period {at + 1}: {sorted(counts)} where {shown} is shown"


def test_carried_on_apart_they_prove_how_few_there_were_before_the_second_began():
    assert any(proved.startswith("completed in period 1") for proved in small_counts_proved(carried_apart))


def test_carried_on_together_they_prove_no_small_count():
    assert not list(small_counts_proved(carried_together))


def small_numbers_proved(together: bool) -> Iterator[str]:
    """The same of two numbers, the second of which is given from the second period on."""
    found: dict[Shown, list[tuple[int, ...]]] = defaultdict(list)
    for periods in product(range(MOST + 1), repeat=3):
        if sum(periods) <= MOST:
            first, second, shown = [0, 0], [0, 0], []
            for at, number in enumerate(periods):
                first[0] += number
                fives = shown_of(*first)
                first[1] += fives
                if at:
                    second[0] += number
                    again = fives if together else shown_of(*second)
                    second[1] += again
                    shown.append((fives, again))
                else:
                    shown.append((fives,))
            found[tuple(shown)].append(periods)
    for seen, histories_of in found.items():
        if sum(period[0] for period in seen) <= MOST_SHOWN:
            for at in range(3):
                if all(history[at] in FEW for history in histories_of):
                    counts = sorted({history[at] for history in histories_of})
                    yield f"{counts} in period {at + 1} where {seen} is shown"


def test_one_number_under_two_names_is_proved_to_be_small_unless_it_is_carried_on_once():
    assert any("in period 1" in proved for proved in small_numbers_proved(together=False))
    assert not list(small_numbers_proved(together=True))
