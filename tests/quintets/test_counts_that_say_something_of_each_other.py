"""An attacker who lays a year beside its quarters, or a whole beside its parts, each shown in fives by itself.

Every history that shows the same is gone through. A person may come in several quarters and is one person of the year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product

import pytest

from workflows.measures.held_together import HeldTogether, nearest_that_fits
from workflows.measures.small_numbers import shown_of

FEW = range(1, 5)
# what is shown in all of a history, and the most that can then have been counted: no history is left out
MOST_SHOWN, MOST = 5, 16
History = tuple[tuple[int, ...], ...]
"""How many there were of each count, in the order of their names, period by period."""
QUARTERS = HeldTogether("year", quarters=("first", "second", "third"))
PARTS = HeldTogether("whole", parts=("one", "other"))
WITHIN = HeldTogether("whole", within=("some",))


def years_and_quarters() -> Iterator[History]:
    """Two years; the first of one quarter, before the others began."""
    for before in range(MOST + 1):
        for quarters in product(range(MOST + 1 - before), repeat=3):
            if before + sum(quarters) <= MOST:
                for year in range(max(quarters), sum(quarters) + 1):
                    yield (before, 0, 0, before), (*quarters, year)


def wholes_and_parts() -> Iterator[History]:
    for one, other, again, other_again in product(range(MOST + 1), repeat=4):
        if one + other + again + other_again <= MOST:
            yield (one, other, one + other), (again, other_again, again + other_again)


def wholes_and_some_of_them() -> Iterator[History]:
    for first, second in product(range(MOST + 1), repeat=2):
        if first + second <= MOST:
            for some in product(range(first + 1), range(second + 1)):
                yield (some[0], first), (some[1], second)


def shown_by(names: tuple[str, ...], held: HeldTogether | None, order: tuple[str, ...], periods: History) -> History:
    """What is shown of each period, in this order of the counts; of a quarter the ledger is that of all quarters."""
    running: dict[str, int] = defaultdict(int)
    out: dict[str, int] = defaultdict(int)
    found = []
    for period in periods:
        counted = dict(zip(names, period, strict=True))
        now: dict[str, int] = {}
        for name in order:
            ledger = "quarters" if name in QUARTERS.quarters else name
            running[ledger] += counted[name]
            wanted = shown_of(running[ledger], out[ledger])
            now[name] = nearest_that_fits(name, wanted, now, held) if held else wanted
            out[ledger] += now[name]
        found.append(tuple(now[name] for name in names))
    return tuple(found)


CASES = {
    "a year and its quarters": (("first", "second", "third", "year"), QUARTERS, years_and_quarters),
    "a whole and its parts": (("one", "other", "whole"), PARTS, wholes_and_parts),
    "a whole and some of them": (("some", "whole"), WITHIN, wholes_and_some_of_them),
}


def small_counts_proved(case: str, *, together: bool, turned: int) -> Iterator[str]:
    """Which counts must be from one to four, whatever else may have happened. `turned`: which is shown first."""
    names, held, histories = CASES[case]
    order = (*names[turned:], *names[:turned])
    found = by_what_is_shown(names, held if together else None, order, histories)
    for shown, each in found.items():
        if everybody(names, shown) <= MOST_SHOWN and sum(period[-1] for period in shown) <= MOST_SHOWN:
            assert max(everybody(names, history) for history in each) < MOST, "some history was left out"
            for at, name in product(range(len(shown)), range(len(names))):
                if all(history[at][name] in FEW for history in each):
                    counts = sorted({history[at][name] for history in each})
                    yield f"{names[name]} of period {at + 1}: {counts} where {shown} is shown"


def everybody(names: tuple[str, ...], periods: History) -> int:
    """How many there are in all: of a whole without its parts that is the whole, else whatever adds up to it."""
    return sum(period[-1] if "some" in names else sum(period[:-1]) for period in periods)


@cache
def by_what_is_shown(names: tuple[str, ...], held: HeldTogether | None, order: tuple[str, ...], histories: object):
    found: dict[History, list[History]] = defaultdict(list)
    every: Iterable[History] = histories()  # type: ignore[operator]
    for history in every:
        found[shown_by(names, held, order, history)].append(history)
    return found


@pytest.mark.parametrize("case", CASES)
def test_each_by_itself_they_prove_small_counts(case):
    assert list(small_counts_proved(case, together=False, turned=0))


@pytest.mark.parametrize("case", CASES)
def test_held_together_they_prove_none_whichever_is_shown_first(case):
    for turned in range(len(CASES[case][0])):
        assert not list(small_counts_proved(case, together=True, turned=turned))
