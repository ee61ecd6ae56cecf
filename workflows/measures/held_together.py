"""Returned counts that say something of each other: a whole and its parts, and a year and its quarters.

Each is shown in fives by a ledger of its own. Were nothing held together, 0 might be shown of a year in which 5 are
shown of one quarter: then that quarter can only have had one or two. So what is shown of one always leaves a world in
which everybody comes in fives: the parts add up to the whole, whoever is counted within it is no more than it, a
quarter has no more than its year, and a year no more than its quarters together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from math import inf

from workflows.quintets.ledger import FIVE

Shown = Mapping[str, int]
"""What is shown in fives, by the name of the count; those of which nothing is shown are left out."""


@dataclass(frozen=True)
class HeldTogether:
    """The names of counts that hang on one whole: its parts, others that are counted within it, and its quarters."""

    whole: str
    parts: Sequence[str] = ()
    within: Sequence[str] = ()
    quarters: Sequence[str] = ()

    def fit(self, shown: Shown) -> bool:
        """Whether a world of whole fives could show this."""
        return max(self._least(shown)) <= min(self._most(shown), default=inf)

    def _least(self, shown: Shown) -> Iterator[int]:
        yield sum(shown.get(part, 0) for part in self.parts)
        yield from (shown[one] for one in (self.whole, *self.within, *self.quarters) if one in shown)

    def _most(self, shown: Shown) -> Iterator[int]:
        if self.whole in shown:
            yield shown[self.whole]
        for together in (self.parts, self.quarters):
            if together and all(one in shown for one in together):
                yield sum(shown[one] for one in together)


def nearest_that_fits(name: str, wanted: int, shown: Shown, held: HeldTogether) -> int:
    """The multiple of five nearest to the wanted one that can be shown beside what is shown of the others already."""
    if not held.fit(shown):
        return wanted  # from before they were held together: nothing that is shown now can mend it
    for step in count(0, FIVE):
        for number in (wanted - step, wanted + step):
            if number >= 0 and held.fit({**shown, name: number}):
                return number
    raise AssertionError("some multiple of five always fits")
