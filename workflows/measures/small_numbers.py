"""What is shown of a partner's small count: whole fives, the rest carried on to the period that follows.

One column of the closing rule of published statistics: what has been shown is never changed afterwards. A correction of
an earlier period is felt in the next one.
"""

from __future__ import annotations

from workflows.quintets.ledger import FIVE, blocks_due

# A share is not shown of fewer than this.
LEAST_BASE = 20


def shown_of(running: int, already_shown: int) -> int:
    """What the next period shows: `running` is all that was ever counted, this period included, as it stands now."""
    return FIVE * blocks_due(running, already_shown)


def shown_of_share(part: int, part_shown: int, whole: int, whole_shown: int) -> tuple[int, int]:
    """What the next period shows of a part and of its whole, from what was ever counted and shown of each.

    Never more of the part than of the whole: “25 of 20” would prove that only a few were not of the part. What does not
    fit waits for the next period.
    """
    out_of = shown_of(whole, whole_shown)
    return min(shown_of(part, part_shown), out_of), out_of


def shown_beside(part_shown_now: int, whole: int, whole_shown: int) -> tuple[int, int]:
    """What a period shows of a share whose part another measure has shown of it: that, and never fewer of the whole.

    Two measures that count the same people and carry on each by itself may differ by five, and whoever lays them side
    by side is told what one carried and the other did not.
    """
    return part_shown_now, max(part_shown_now, shown_of(whole, whole_shown))


def share_of(numerator: int, denominator: int) -> float | None:
    """A percentage of protected counts; None where the base is too small to show one."""
    if denominator < LEAST_BASE:
        return None
    return round(100 * min(numerator, denominator) / denominator, 1)
