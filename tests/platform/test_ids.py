"""Ids that no person sees: version 7, each later than the one before, also within a millisecond."""

from itertools import pairwise

from coordination.db import new_id


def test_what_is_made_within_a_millisecond_keeps_its_order():
    made = [new_id() for _ in range(1_000)]
    assert {(each.version, each.variant) for each in made} == {(7, "specified in RFC 4122")}
    assert sum(later < earlier for earlier, later in pairwise(made)) == 0
