"""Precision and recall of the match on a made-up register with known truth, and how long one look-up takes."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from statistics import quantiles

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
    people, variants = how_many(4_000, 50_000), how_many(500, 5_000)
    register = made(people, variants, variants // 5, chance)
    kept = Kept(register.people)
    right = wrong = 0
    missed: Counter[tuple[str, ...]] = Counter()
    for asked, truth, how in register.asked:
        found = kept.likely(asked)
        right += truth in found
        wrong += sum(place != truth for place in found)
        if truth is not None and truth not in found:
            missed[how] += 1
    recall, precision = right / variants, right / (right + wrong)
    figure("recall", f"{recall:.4f}")
    figure("precision", f"{precision:.4f}")
    # 500 are too few to hold the hundredth: by chance alone a good run misses three or four more
    assert recall >= (0.98 if variants >= 5_000 else 0.97), missed.most_common(10)
    assert precision >= 0.95


def test_one_look_up_is_quick_in_a_large_register(chance, how_many, figure):
    people = how_many(4_000, 100_000)
    register = made(people, 300, 100, chance)
    kept = Kept(register.people)
    took = []
    for asked, _, _ in register.asked:
        # the processor's time: other work on the machine is no fault of the look-up
        began = time.process_time()
        kept.likely(asked)
        took.append((time.process_time() - began) * 1000)
    middle, slow = quantiles(took[100:], n=20)[9], quantiles(took[100:], n=20)[18]
    figure(f"look-up among {people:,}, p50 and p95, ms of processor", f"{middle:.1f} and {slow:.1f}")
    assert slow < 100
