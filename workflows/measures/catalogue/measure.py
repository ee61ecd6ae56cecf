"""What a measure of a strategy is: its words, where its figures come from, what it began at and what it aims at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Feed = Literal["cases", "return", "external"]
Better = Literal["up", "down", "either"]
Cadence = Literal["monthly", "quarterly", "yearly"]

MILESTONE = "milestone"


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """A figure that a strategy printed as the starting point, as it was printed, and what is wrong with it if anything.

    `value` is text where the strategy gave no number.
    """

    partnership: str
    value: float | str
    unit: str
    period: str
    as_printed: str
    numerator: int | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class StatedTarget:
    """A target of a strategy: by when, as it was written, and what. A milestone's target is a word."""

    period: str
    value: float | str
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One measure. `outcome` is the heading of its strategy; `same_as` are measures that tell of the same thing.

    `feed` says where figures come from: this product's cases, a partner's return, or a publication. A measure of cases
    that no kind of referral can tell says why in `not_counted_because`. A small count of people that a partner returns
    is protected like a count of cases when `small_numbers_protected`; a measure whose count, or whose part, is of the
    very people whom another counts names that one in `counts_with`, and both show one and the same. A whole names the
    measures that add up to it (`adds_up`), those that count some of it (`some_in`) and the one that counts its quarters
    (`quarters_in`): what is shown of them is held together.
    """

    code: str
    outcome: str
    partnerships: tuple[str, ...]
    title: str
    level: str
    definition: str
    unit: str
    better: Better
    source: str
    feed: Feed
    cadence: Cadence
    stands_in: str
    numerator: str = ""
    denominator: str = ""
    implied: bool = False
    breakdowns: tuple[str, ...] = ()
    pathway: str = ""
    rule: str = ""
    not_counted_because: str = ""
    small_numbers_protected: bool = False
    counts_with: str = ""
    same_as: tuple[str, ...] = ()
    adds_up: tuple[str, ...] = ()
    some_in: tuple[str, ...] = ()
    quarters_in: str = ""
    notes: tuple[str, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    targets: tuple[StatedTarget, ...] = ()

    @property
    def is_milestone(self) -> bool:
        """Whether it is reached or not, instead of counted."""
        return self.unit == MILESTONE

    @property
    def is_share(self) -> bool:
        """Whether its figure is a share or a rate, so that it has two counts."""
        return "percent" in self.unit or "per 1" in self.unit

    def baselines_of(self, partnership: str) -> tuple[Baseline, ...]:
        """What this partnership's strategy printed."""
        return tuple(one for one in self.baselines if one.partnership == partnership)
