"""Days on which nobody prescribes for a person: arithmetic on stated dates, never advice on a dose."""

from collections.abc import Sequence
from datetime import date, timedelta

from workflows.dates_in_words import without_year


def days_without_cover(bridging_ends: date, community_starts: date) -> tuple[date, ...]:
    """Every day after the bridging prescription ends and before the community prescriber's slot."""
    return tuple(bridging_ends + timedelta(days=n) for n in range(1, (community_starts - bridging_ends).days))


def cover_alert(bridging_ends: date, community_starts: date) -> str | None:
    """The sentence of a red alert when some day has no cover, else None."""
    gap = days_without_cover(bridging_ends, community_starts)
    return f"No prescription covers {_span(gap)}." if gap else None


def days_since_last_dose(last_dose: date, today: date) -> int | None:
    """How many days since the last recorded dose; None when the record lies in the future."""
    return (today - last_dose).days if last_dose <= today else None


def _span(days: Sequence[date]) -> str:
    if len(days) == 1:
        return without_year(days[0])
    return f"{without_year(days[0])} to {without_year(days[-1])} ({len(days)} days)"
