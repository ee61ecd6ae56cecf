"""Adding up the points of a score, and the band that they stand in."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from workflows.truth import Known, truth
from workflows.vocabulary import Points, Score


def points_of(points: Points, answers: Mapping[str, Any]) -> int:
    """The points of one group: so many for each value ticked, and no more than the cap."""
    value = answers.get(points.source.field) or ()
    ticked = set(value) if isinstance(value, list | tuple) else {value}
    total = points.each * len(ticked & set(points.values))
    return total if points.cap is None else min(total, points.cap)


def band_of(score: Score, answers: Mapping[str, Any], today: date) -> str:
    """The band that the answers stand in: that of the first override that holds, else that of the points."""
    known = Known(answers=answers, facts={}, today=today)
    for override in score.overrides:
        if truth(override.when, known) is True:
            return override.band
    total = sum(points_of(points, answers) for points in score.points)
    reached = [band for band in score.bands if band.least <= total]
    return max(reached, key=lambda band: band.least).code
