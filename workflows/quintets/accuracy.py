"""How far published figures are from true ones: made-up referrals of a year, closed by the rule itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from statistics import fmean, quantiles

from workflows.quintets.closing import close
from workflows.quintets.ledger import Booking, Ledger

VOLUMES = (40, 120, 250, 500)
GROUPS = (1, 5, 15)
MONTHS = 12
# nine pathways, the largest a quarter of all; categories of an attribute a little uneven, as they are
PATHWAYS = {f"pathway-{number}": weight for number, weight in enumerate((25, 18, 14, 11, 9, 8, 6, 5, 4), start=1)}
ATTRIBUTES = {"age": (4, 3, 12, 10, 41, 27, 3), "ethnicity": (12, 15, 6, 58, 4, 5)}
Of = tuple[str, str]


@dataclass(frozen=True)
class Line:
    """One line of the table: mean error and 95th percentile, by what was counted over the year."""

    volume: int
    groups: int
    errors: dict[str, tuple[float, float]]


def table(runs: int, seed: int) -> Iterator[Line]:
    """A line for each volume and number of custody groups, each over so many made-up years."""
    for volume in VOLUMES:
        for groups in GROUPS:
            errors: dict[str, list[int]] = {}
            for run in range(runs):
                for name, found in _one_year(Random(f"{seed} {volume} {groups} {run}"), volume, groups).items():  # noqa: S311
                    errors.setdefault(name, []).extend(found)
            yield Line(volume, groups, {name: (fmean(found), _most(found)) for name, found in errors.items()})


def _one_year(chance: Random, volume: int, groups: int) -> dict[str, list[int]]:
    """The errors of one year's figures: the total, each pathway, each category of each attribute."""
    true, published = Counter[Of](), Counter[Of]()
    months: dict[tuple[int, int], list[Booking]] = {}
    for _ in range(volume):
        booking = Booking(
            chance.choices(list(PATHWAYS), list(PATHWAYS.values()))[0],
            {name: f"{chance.choices(range(len(shares)), shares)[0]}" for name, shares in ATTRIBUTES.items()},
        )
        months.setdefault((chance.randrange(MONTHS), chance.randrange(groups)), []).append(booking)
        true.update([("year total", ""), ("by pathway", booking.pathway)])
        true.update(_of(*each) for each in booking.categories.items())
    for group in range(groups):
        ledger = Ledger()
        for month in range(MONTHS):
            for cell in close(ledger, f"{month:02}", months.get((month, group), ()), tuple(ATTRIBUTES)):
                if cell.column.attribute == "total":
                    published["year total", ""] += cell.value
                    published["by pathway", cell.column.pathway] += cell.value
                else:
                    published[_of(cell.column.attribute, cell.column.category)] += cell.value
    errors: dict[str, list[int]] = {}
    for name, code in {*true, *published}:
        errors.setdefault(name, []).append(abs(published[name, code] - true[name, code]))
    return errors


def _of(attribute: str, category: str) -> Of:
    return f"by {attribute}", category


def _most(found: list[int]) -> float:
    return quantiles(found, n=20)[-1] if len(found) > 1 else float(found[0])
