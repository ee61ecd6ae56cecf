"""The made-up world behind the proof: referrals in whole fives that would have been published the very same way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from workflows.quintets.ledger import FIVE, TOTAL, Booking, Cell


def world_of_fives(cells: Iterable[Cell], attributes: Sequence[str]) -> Mapping[str, list[Booking]]:
    """Bookings by month, in fives that share every attribute, that `close` turns into these cells again.

    Whoever holds the cells cannot tell this world from the real one, and in this world every count over any choice
    of bookings is a multiple of five. Filled-later attributes may be among `attributes`: each five simply has its
    category. Raises `ValueError` when a table does not add up to its pathway.
    """
    totals: dict[tuple[str, str], int] = {}
    fives: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for month, (pathway, attribute, category), value in sorted(cells):
        if attribute == TOTAL:
            totals[month, pathway] = value
        else:
            fives[month, pathway, attribute] += [category] * (value // FIVE)
    world: dict[str, list[Booking]] = defaultdict(list)
    for (month, pathway), value in totals.items():
        tables = {attribute: fives[month, pathway, attribute] for attribute in attributes}
        if any(len(table) * FIVE != value for table in tables.values()):
            raise ValueError(f"The tables of {pathway} in {month} do not add up to its total.")
        for number in range(value // FIVE):
            one = Booking(pathway, {attribute: table[number] for attribute, table in tables.items()})
            world[month] += [one] * FIVE
    return world
