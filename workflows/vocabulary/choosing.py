"""The words for choosing a kind of referral: where it stands on the first page, and which answers suggest it; and what
one referral lends to the next about the same person."""

from dataclasses import dataclass
from typing import Literal

Group = Literal["health", "justice", "family", "home", "safety"]
Whom = Literal["adult", "young-person", "child-at-home", "relative", "home", "not-named"]
Met = Literal["prison", "police-or-court", "hospital", "street", "school", "at-home", "elsewhere"]
Worry = Literal[
    "treatment", "mental-health", "child-safety", "exploitation", "home-taken-over", "homeless", "fire", "debt",
    "support-for-relatives", "court-order", "leaving-prison",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Choosing:
    """Where a kind stands on the first page, and what suggests it to somebody who is not sure.

    `whom` it may be about, where they may be (`met`), and which worries (`worry`) it answers. A worry that is named
    first weighs like one that is named last: order means nothing.
    """

    group: Group
    whom: tuple[Whom, ...]
    met: tuple[Met, ...]
    worry: tuple[Worry, ...]
