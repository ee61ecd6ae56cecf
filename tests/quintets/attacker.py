"""An attacker who puts every download into equations and asks a solver what each count can be.

Shares no code with the closing rule: it knows the downloads, the published rule's bounds, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

Filter = frozenset[int]
"""The cells (numbered month by pathway) that one download adds up."""


@dataclass(frozen=True)
class Told:
    """What one download tells: the cells it adds up hold at least `least` and at most `most` referrals."""

    cells: Filter
    least: float
    most: float


def downloads(months: int, pathways: int) -> Iterator[Filter]:
    """Every run of months with every set of pathways."""
    for start, end in combinations(range(months + 1), 2):
        for size in range(1, pathways + 1):
            for chosen in combinations(range(pathways), size):
                yield frozenset(month * pathways + p for month in range(start, end) for p in chosen)


class Attacker:
    """Holds what was told, and finds the least and the greatest number of referrals that a filter can have."""

    def __init__(self, cells: int, told: Iterable[Told]) -> None:
        told = list(told)
        rows = np.zeros((len(told), cells))
        for number, one in enumerate(told):
            rows[number, sorted(one.cells)] = 1
        self._cells = cells
        self._told = LinearConstraint(rows, [one.least for one in told], [one.most for one in told])

    def possible(self, cells: Filter) -> tuple[int, int]:
        wanted = np.zeros(self._cells)
        wanted[sorted(cells)] = 1
        return round(self._best(wanted)), round(-self._best(-wanted))

    def _best(self, wanted: np.ndarray) -> float:
        found = milp(
            wanted,
            constraints=self._told,
            integrality=np.ones(self._cells),
            bounds=Bounds(0, 10_000),
        )
        assert found.success, found.message
        return float(found.fun)

    def proved_small(self, truth: Sequence[int], filters: Iterable[Filter]) -> list[Filter]:
        """The filters with one to four referrals of which that is proved, or the very number is."""
        won = []
        for cells in filters:
            if 1 <= sum(truth[c] for c in cells) <= 4:
                least, most = self.possible(cells)
                if (least >= 1 and most <= 4) or least == most:
                    won.append(cells)
        return won
