"""Counts on the day of an event (a submission, a first visit), which may never tell more than their pathway does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workflows.quintets.ledger import FIVE, blocks_due, unsteered


@dataclass
class ChildLedger:
    """One kind of event of one pathway in one custody group, or several kinds of which a referral can have only one.

    Two counts that exclude each other, or add up, are kinds of one ledger: capped one by one they would give small
    counts away.
    """

    booked: Counter[str] = field(default_factory=Counter)
    issued: Counter[str] = field(default_factory=Counter)

    def backlog(self, kind: str) -> int:
        return self.booked[kind] - self.issued[kind]


def close_events(
    ledger: ChildLedger,
    events: Iterable[str],
    parent_issued: int | None,
    *,
    many_for_one_referral: bool = False,
    corrected: Mapping[str, int] | None = None,
) -> dict[str, int]:
    """Book a month's events by kind and issue their fives. Close the pathway's own month first.

    `parent_issued` is everything that the pathway was ever issued in this group, this month included: the events'
    own running total never passes it, because each five of events has to belong to five referrals that are out
    already. Where one referral can have many such events the cap is only that some were issued at all. None means
    that there is no parent: a partner's own typed figure.
    """
    ledger.booked.update(events)
    for kind, number in (corrected or {}).items():
        ledger.booked[kind] += number
    out = sum(ledger.issued.values())
    blocks = blocks_due(sum(ledger.booked.values()), out)
    if parent_issued is not None:
        room = (blocks if parent_issued else 0) if many_for_one_referral else (parent_issued - out) // FIVE
        blocks = max(0, min(blocks, room))
    given: dict[str, int] = {}
    kinds = sorted(ledger.booked, key=unsteered)
    for _ in range(blocks):
        kind = max(kinds, key=ledger.backlog)
        ledger.issued[kind] += FIVE
        given[kind] = given.get(kind, 0) + FIVE
    return given
