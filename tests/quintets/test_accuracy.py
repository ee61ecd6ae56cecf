"""The table of how exact published figures are comes from the rule itself."""

from __future__ import annotations

from workflows.quintets.accuracy import table


def test_a_pool_is_exact_within_two_and_groups_cost_accuracy():
    lines = {(line.volume, line.groups): line.errors for line in table(runs=3, seed=1)}
    # 40, 120, 250 and 500 are multiples of five, so that one pool has nothing left over at the end of the year
    assert all(lines[volume, 1]["year total"] == (0, 0) for volume in (40, 120, 250, 500))
    assert lines[500, 1]["by pathway"][0] < lines[500, 5]["by pathway"][0] < lines[500, 15]["by pathway"][0]
