"""Adding up the points of a score, and the band that they stand in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflows.truth import Known, truth
from workflows.vocabulary import AnswerTo, FactOf, Pathway, Points, Score, Since
from workflows.wordwalk import every


@dataclass(frozen=True)
class Scored:
    """What a score comes to: the points, the points of each group, the band, and why the band is not theirs."""

    points: int
    groups: tuple[int, ...]
    band: str
    because: str = ""


def points_of(points: Points, answers: Mapping[str, Any], settings: Mapping[str, Any] | None = None) -> int:
    """The points of one group: so many for each value ticked, and no more than the cap."""
    set_to = settings or {}
    value = answers.get(points.source.field) or ()
    ticked = set(value) if isinstance(value, list | tuple) else {value}
    each = int(set_to.get(points.each_setting or "", points.each))
    cap = set_to.get(points.cap_setting or "", points.cap)
    total = each * len(ticked & set(points.values))
    return total if cap is None else min(total, int(cap))


def scored(score: Score, known: Known) -> Scored:
    """The points, and the band that holds: the one that people judged, else the first override's, else the points'."""
    groups = tuple(points_of(points, known.answers, known.settings) for points in score.points)
    total = sum(groups)
    judged = known.facts.get(score.judged or "")
    if judged in {band.code for band in score.bands}:
        return Scored(total, groups, str(judged), "judged by people who know the case")
    for override in score.overrides:
        if known.settings.get(override.setting or "") != "off" and truth(override.when, known) is True:
            return Scored(total, groups, override.band, f"override: {override.say}")
    least = {band.code: int(known.settings.get(band.setting or "", band.least)) for band in score.bands}
    reached = [code for code, points in least.items() if points <= total]
    return Scored(total, groups, max(reached, key=lambda code: least[code]) if reached else score.bands[0].code)


def band_of(score: Score, known: Known) -> str:
    """The band that the answers stand in."""
    return scored(score, known).band


def sources(pathway: Pathway, score: Score) -> set[str]:
    """The categories of everything that a score rests on."""
    origins = {each.origin for each in every(score, Since)}
    return {
        score.category,
        *(pathway.question(each.field).category for each in every(score, AnswerTo)),
        *(pathway.fact(each.kind).category for each in every(score, FactOf)),
        *(kind.category for kind in pathway.facts if kind.origin in origins),
    }
