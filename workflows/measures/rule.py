"""What a counting rule is: whose count it makes, of which milestones, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from workflows.measures.rates import Period, Rate


class Counted(Protocol):
    """A milestone as it is kept."""

    case_id: Any
    spell_id: Any
    pathway: str
    kind: str
    on_date: date
    attributes: Mapping[str, Any]
    recorded_at: Any


@dataclass(frozen=True)
class Asking:
    """Whose count, of which days, as it is known on which day."""

    area: str
    period: Period
    as_of: date


Count = int | Rate
Rule = Callable[[Sequence[Counted], Asking], Count]


@dataclass(frozen=True)
class CountingRule:
    """A measure's rule, with the pathways whose milestones it reads and which of them."""

    pathways: tuple[str, ...]
    kinds: tuple[str, ...]
    rule: Rule

    def count(self, milestones: Iterable[Counted], asking: Asking) -> Count:
        """The count of one period, by this rule."""
        return self.rule([one for one in milestones if one.kind in self.kinds], asking)
