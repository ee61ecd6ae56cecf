"""Which of several tasks that are due at the same moment comes first: the graver risk, then the nearer day."""

from collections.abc import Sequence
from datetime import date

DAY_ZERO = date(2000, 1, 1)
NO_DAY = 99_999
# where nobody has said how great the risk is, or whoever is to do it is not told, it is taken for neither high nor low
MIDDLE = 2


def how_pressing(risk: str | None, levels: Sequence[str], day: date | None) -> int:
    """The smaller, the sooner. `levels` are the codes of risk, the lowest first; `day` is the case's key date."""
    below_the_gravest = len(levels) - 1 - levels.index(risk) if risk is not None and risk in levels else MIDDLE
    days = NO_DAY if day is None else min(max((day - DAY_ZERO).days, 0), NO_DAY)
    return below_the_gravest * (NO_DAY + 1) + days
