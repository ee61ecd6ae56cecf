"""Many cases by the product's own commands, one after another."""

from __future__ import annotations

from collections.abc import Iterable

from coordination.demo.acting import Company
from coordination.demo.days import Days
from coordination.demo.many.mixture import Planned
from coordination.demo.telling import Borough, Teller, Told


def tell(workers: Company, borough: Borough, planned: Iterable[Planned]) -> list[str]:
    """Tell each story; returns the references of the cases, in the same order."""
    references = []
    for one in planned:
        told = one.story(Teller(workers, borough, Days(one.told_from)), one.person)
        assert isinstance(told, Told)
        references.append(told.reference)
    return references
