"""Nobody can prove a small number from the downloads; under every rule planted instead, somebody can."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from tests.long_run import seed_of
from tests.quintets.attacker import Attacker, Told, downloads
from workflows.quintets.closing import close
from workflows.quintets.ledger import TOTAL, Booking, Ledger

MONTHS, PATHWAYS = 6, 3
Cells = list[int]
Rule = Callable[[int], tuple[float, float]]


def chances(request: pytest.FixtureRequest) -> random.Random:
    return random.Random(seed_of(request.config))  # noqa: S311


def month_by_pathway(chance: random.Random, referrals: int) -> Cells:
    truth = [0] * (MONTHS * PATHWAYS)
    for _ in range(referrals):
        truth[chance.randrange(MONTHS) * PATHWAYS + chance.choices(range(PATHWAYS), (6, 3, 1))[0]] += 1
    return truth


def published(truth: Cells) -> Cells:
    """The quintet release of these referrals, as the same table of months by pathways."""
    ledger, shown = Ledger(), [0] * len(truth)
    for month in range(MONTHS):
        booked = [Booking(str(p), {}) for p in range(PATHWAYS) for _ in range(truth[month * PATHWAYS + p])]
        for cell in close(ledger, str(month), booked, ()):
            assert cell.column.attribute == TOTAL
            shown[month * PATHWAYS + int(cell.column.pathway)] += cell.value
    return shown


def told_by_quintets(shown: Cells) -> list[Told]:
    """All that the published rule lets anybody write down: each running total is within two, each table is in fives."""
    return [
        Told(frozenset(range((month + 1) * PATHWAYS)), running - 2, running + 2)
        for month in range(MONTHS)
        for running in [sum(shown[: (month + 1) * PATHWAYS])]
    ]


def exact(count: int) -> tuple[float, float]:
    return count, count


def nearest_five(count: int) -> tuple[float, float]:
    shown = (count + 2) // 5 * 5
    return max(0, shown - 2), shown + 2


def star_one_to_four(count: int) -> tuple[float, float]:
    return (1, 4) if 1 <= count <= 4 else (count, count)


def star_one_to_seven_then_nearest_five(count: int) -> tuple[float, float]:
    if count == 0:
        return 0, 0
    return (1, 7) if count <= 7 else nearest_five(count)


def percentage_of_an_exact_hundred(count: int) -> tuple[float, float]:
    share = round(count / 100, 3)
    return share * 100 - 0.05, share * 100 + 0.05


def test_no_small_number_is_proved_from_all_downloads_of_the_release(request):
    filters = list(downloads(MONTHS, PATHWAYS))
    many = request.config.getoption("--long")
    chance = chances(request)
    for referrals in (12, 40, 90) * (20 if many else 1):
        truth = month_by_pathway(chance, referrals)
        attacker = Attacker(len(truth), told_by_quintets(published(truth)))
        small = filters if many else chance.sample(filters, 60)
        assert attacker.proved_small(truth, small) == []


@pytest.mark.parametrize(
    "rule",
    [
        exact,
        nearest_five,
        star_one_to_four,
        star_one_to_seven_then_nearest_five,
        percentage_of_an_exact_hundred,
    ],
    ids=lambda rule: rule.__name__,
)
def test_the_same_attacker_wins_against_a_rule_for_each_answer(rule: Rule, request):
    """Were this ever to fail, the test above would prove nothing."""
    truth = month_by_pathway(chances(request), 40)
    filters = list(downloads(MONTHS, PATHWAYS))
    attacker = Attacker(len(truth), [Told(cells, *rule(sum(truth[c] for c in cells))) for cells in filters])
    cells = [frozenset([c]) for c in range(len(truth))]
    small = [c for c in cells if 1 <= sum(truth[i] for i in c) <= 4]
    assert len(attacker.proved_small(truth, cells)) > len(small) / 2


def test_it_wins_when_the_year_is_rounded_by_itself():
    """Two quarters that round to none and a year that rounds to five: each quarter is three or four, or none is."""
    truth = [2, 2]
    told = [Told(frozenset([0]), 0, 2), Told(frozenset([1]), 0, 2), Told(frozenset([0, 1]), 3, 7)]
    assert Attacker(2, told).proved_small(truth, [frozenset([0, 1]), frozenset([0])])


def test_it_wins_when_a_figure_is_worked_out_again_after_every_change():
    """Round again as cases are filed, and the step from 0 to 5 shows that there were two before."""
    truth = [2, 1]
    told = [Told(frozenset([0]), 0, 2), Told(frozenset([0, 1]), 3, 7), Told(frozenset([1]), 1, 1)]
    assert Attacker(2, told).possible(frozenset([0])) == (2, 2)
    assert Attacker(2, told).proved_small(truth, [frozenset([0])])


def test_it_wins_when_child_counts_are_not_held_under_their_pathway():
    """Five starts are published under no referral at all: then there are three or four starts."""
    referrals, not_started = 0, 1
    running_total = Told(frozenset([referrals, not_started]), 0, 2)
    starts = Told(frozenset([referrals]), 1, 7)
    assert Attacker(2, [running_total, starts]).proved_small([2, 0], [frozenset([referrals])])


def insider_wins(world: int, one_pool: bool) -> int:
    """How many runs of months an agency that files most referrals can prove to hold 1 to 4 of somebody else's."""
    chance = random.Random(world)  # noqa: S311
    own = [chance.randint(0, 4) for _ in range(MONTHS)]
    others = [chance.choice([0, 0, 1]) for _ in range(MONTHS)]
    ledger, shown, told = Ledger(), 0, []
    for month in range(MONTHS):
        counted = others[month] + (own[month] if one_pool else 0)
        shown += sum(c.value for c in close(ledger, str(month), [Booking("any", {})] * counted, ()))
        mine = sum(own[: month + 1]) if one_pool else 0
        told.append(Told(frozenset(range(month + 1)), shown - 2 - mine, shown + 2 - mine))
    runs = list(downloads(MONTHS, 1))
    return len(Attacker(MONTHS, told).proved_small(others, runs))


def test_an_insider_wins_against_one_pool_and_never_against_groups_of_their_own(request):
    """Why each pair of agencies has a ledger of its own: from one pool, whoever files most takes their own away."""
    chance = chances(request)
    worlds = [chance.randrange(10**9) for _ in range(200 if request.config.getoption("--long") else 20)]
    assert sum(insider_wins(world, one_pool=True) for world in worlds) > 0
    assert sum(insider_wins(world, one_pool=False) for world in worlds) == 0
