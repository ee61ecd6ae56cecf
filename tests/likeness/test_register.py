"""Precision and recall of the match on a made-up register with known truth, and how long one look-up takes."""

from __future__ import annotations

import time
from collections import Counter, defaultdict

from tests.likeness.register import made
from workflows.likeness import Described, compare, keys_of, keys_to_ask


class Kept:
    """A register in memory, found by the same keys as in the database."""

    def __init__(self, people: list[Described]) -> None:
        self.people = people
        self.by_key: dict[str, list[int]] = defaultdict(list)
        for place, person in enumerate(people):
            for key in keys_of(person):
                self.by_key[key].append(place)

    def likely(self, asked: Described) -> list[int]:
        """The places of all who are likely matches."""
        near = {place for key in keys_to_ask(asked) for place in self.by_key.get(key, ())}
        return [place for place in near if compare(asked, self.people[place]).band == "likely"]


def test_likely_matches_are_nearly_all_right_and_nearly_all_there(chance, how_many, figure):
    people, variants = how_many(5_000, 50_000), how_many(800, 5_000)
    register = made(people, variants, variants, chance)
    kept = Kept(register.people)
    right = wrong = 0
    missed: Counter[tuple[str, ...]] = Counter()
    took = []
    for asked, truth, how in register.asked:
        began = time.perf_counter()
        found = kept.likely(asked)
        took.append(time.perf_counter() - began)
        right += truth in found
        wrong += sum(place != truth for place in found)
        if truth is not None and truth not in found:
            missed[how] += 1
    recall, precision = right / variants, right / (right + wrong)
    figure("recall", f"{recall:.4f}")
    figure("precision", f"{precision:.4f}")
    figure("slowest look-up in memory, ms", f"{max(took) * 1000:.1f}")
    assert recall >= 0.98, missed.most_common(10)
    assert precision >= 0.95
